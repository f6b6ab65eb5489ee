"""One short tree of named errors. A message says what is wrong, where, what was found, what is allowed."""

from collections.abc import Iterable

from criteria import Fault


class McdaError(Exception):
    """Anything this package refuses, so that one `except` catches all of it."""


class CaseError(McdaError, ValueError):
    """A case that cannot be used, with every fault found in it.

    Attributes
    ----------
    faults
        Each as file, row (as a spreadsheet counts: the header is row 1), column, value, what is allowed.
    """

    def __init__(self, faults: Iterable[Fault], title: str = "This case cannot be used") -> None:
        self.faults = tuple(faults)
        self.title = title
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{title} ({count}):", *(f"  - {fault}" for fault in self.faults)]))


class ArgumentError(McdaError, ValueError):
    """An argument of a call that is not allowed."""


class MethodError(McdaError, ValueError):
    """Data that a method cannot serve, or a method that does not exist."""


__all__ = ["ArgumentError", "CaseError", "Fault", "McdaError", "MethodError"]
