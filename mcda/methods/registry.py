"""The registry of scoring methods that give one index, and the reasons for what is left out."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from mcda.errors import MethodError
from mcda.language import later
from mcda.methods.distances import DISTANCES
from mcda.methods.method import Method
from mcda.methods.sums import SUMS

METHODS: Mapping[str, Method] = MappingProxyType({method.name: method for method in (*SUMS, *DISTANCES)})
"""Every method by name."""

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "aroman": later("it rewards costs by its published formula: raising a cost raises the score"),
        "promethee1": later("it gives a partial order, not one index; call mcda.promethee1"),
        "electre1": later("it gives a relation, not one index; call mcda.electre1"),
        "electre3": later("it gives two preorders, not one index; call mcda.electre3"),
    }
)
"""Names that `score` and `rank` do not take, with the reason."""

LEFT_OUT_LABELS: Mapping[str, str] = MappingProxyType(
    {"aroman": "AROMAN", "promethee1": "PROMETHEE I", "electre1": "ELECTRE I", "electre3": "ELECTRE III"}
)
"""What these are called."""


def method_named(name: str) -> Method:
    """The method of that name.

    Raises
    ------
    MethodError
        If there is none.
    """
    if name in METHODS:
        return METHODS[name]
    if name in LEFT_OUT:
        raise MethodError(f"Method {name!r} is left out: {LEFT_OUT[name]}.")
    near = get_close_matches(str(name).lower(), METHODS, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise MethodError(f"No method {name!r}.{hint} Methods: {', '.join(METHODS)}.")
