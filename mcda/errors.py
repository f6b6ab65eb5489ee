"""One short tree of named errors. A message says what is wrong, where, what was found, what is allowed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from criteria import Fault

if TYPE_CHECKING:
    from mcda.case import Case
    from mcda.workspace.history import Workspace


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


class StoreError(McdaError):
    """A workspace store that cannot do what was asked, or holds what cannot be used."""


class StoreUnavailable(StoreError):  # noqa: N818  the name says what happened
    """A store that cannot be reached, read or written just now. Nothing was changed; try again later."""


class WorkspaceNotFound(StoreError, LookupError):  # noqa: N818
    """A key under which the store keeps no workspace."""


class WorkspaceConflict(StoreError):  # noqa: N818
    """A workspace that somebody else has saved since it was read. Nothing was written.

    Attributes
    ----------
    theirs
        The workspace as it stands in the store.
    base
        The case as it was when both copies were last the same; None where that is so long ago that the store no
        longer keeps it.
    """

    def __init__(self, theirs: "Workspace", base: "Case | None") -> None:
        self.theirs = theirs
        self.base = base
        super().__init__(
            "This workspace was changed in another place since it was opened here. Nothing was overwritten: "
            "merge the two, or keep yours as a copy."
        )


__all__ = [
    "ArgumentError",
    "CaseError",
    "Fault",
    "McdaError",
    "MethodError",
    "StoreError",
    "StoreUnavailable",
    "WorkspaceConflict",
    "WorkspaceNotFound",
]
