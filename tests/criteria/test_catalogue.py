"""The value tree: what ships is complete, and a broken tree is refused with every fault named."""

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import criteria
from criteria import BlendRule, CatalogueError, Direction, read_catalogue
from criteria.catalogue import SHIPPED, build_catalogue, parse_catalogue

TREE = read_catalogue("export_controls")

ORDER = (
    "speed",
    "adaptability",
    "precision",
    "coverage",
    "enforcement_coherence",
    "resilience",
    "signal",
    "legitimacy",
    "durability",
    "collateral_damage",
    "industry_cost",
    "retaliation",
    "administrative_burden",
)
HARMS = ORDER[9:]
RULES = {
    "mean": {"adaptability", "precision", "durability", "collateral_damage", "industry_cost"},
    "first": {"speed"},
    "reach": {"coverage", "resilience", "signal"},
    "trust": {"enforcement_coherence", "legitimacy", "retaliation"},
    "stack": {"administrative_burden"},
}


def test_shipped_tree_has_four_objectives_and_thirteen_criteria_in_order() -> None:
    assert len(TREE.objectives) == 4
    assert TREE.ids == ORDER
    under = [criterion.id for objective in TREE.objectives for criterion in TREE.under(objective.id)]
    assert under == list(ORDER), "every criterion stands beneath one objective, in the order of the branches"


def test_exactly_four_criteria_are_required() -> None:
    required = {criterion.id for criterion in TREE.criteria if criterion.required}
    assert required == {"speed", "coverage", "legitimacy", "collateral_damage"}


@pytest.mark.parametrize("name", ORDER)
def test_direction_scale_and_rule_of_each_criterion(name: str) -> None:
    """Harms keep their natural direction; the blend rule is the one that the project states."""
    one = TREE[name]
    assert one.direction is (Direction.LESS if name in HARMS else Direction.MORE)
    assert (one.scale.low, one.scale.high) == (0, 100)
    assert (one.best, one.worst) == ((0, 100) if name in HARMS else (100, 0))
    assert name in RULES[one.blend.value]


@pytest.mark.parametrize("name", ORDER)
def test_each_criterion_says_what_it_means(name: str) -> None:
    one = TREE[name]
    assert one.question.endswith("?")
    assert one.definition
    assert one.scale.anchors.low != one.scale.anchors.high
    assert one.paragraphs
    assert all(p in {f"P{number}" for number in range(1, 14)} for p in one.paragraphs)


def test_reach_serves_only_benefits_and_stack_only_harms() -> None:
    for criterion in TREE.criteria:
        if criterion.blend is BlendRule.REACH:
            assert criterion.direction is Direction.MORE
        if criterion.blend is BlendRule.STACK:
            assert criterion.direction is Direction.LESS


@pytest.mark.parametrize(
    "rule, more, less",
    [
        ("mean", True, True),
        ("first", True, True),
        ("reach", True, False),
        ("trust", True, True),
        ("stack", False, True),
    ],
)
def test_which_direction_a_rule_allows(rule: str, more: bool, less: bool) -> None:
    assert BlendRule(rule).allows(Direction.MORE) is more
    assert BlendRule(rule).allows(Direction.LESS) is less


def test_a_criterion_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        TREE["speed"].label = "Pace"  # type: ignore[misc]


def test_unknown_criterion_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        TREE["velocity"]


def shipped_data() -> dict[str, Any]:
    return tomllib.loads((SHIPPED / "export_controls.toml").read_text(encoding="utf-8"))


def first(data: dict[str, Any]) -> dict[str, Any]:
    """The criterion `speed`, to be spoilt."""
    found: dict[str, Any] = data["criteria"][0]
    return found


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], tuple[str, ...]]] = {
    "bad direction": (lambda d: first(d).update(direction="up"), ("criteria[speed].direction", "'up'")),
    "scale without width": (
        lambda d: first(d)["scale"].update(low=100),
        ("criteria[speed].scale", "low (100) must be below high (100)"),
    ),
    "scale upside down": (lambda d: first(d)["scale"].update(low=200), ("low (200)", "high (100)")),
    "infinite scale": (
        lambda d: first(d)["scale"].update(high=float("inf")),
        ("criteria[speed].scale.high", "finite"),
    ),
    "unknown objective": (
        lambda d: first(d).update(objective="win"),
        ("criteria[speed].objective", "'win'", "respond_in_time"),
    ),
    "duplicate criterion": (
        lambda d: d["criteria"].append(copy.deepcopy(first(d))),
        ("criteria[speed].id", "each id once"),
    ),
    "duplicate objective": (
        lambda d: d["objectives"].append(dict(d["objectives"][0])),
        ("objectives[respond_in_time].id", "each id once"),
    ),
    "unknown key": (lambda d: first(d).update(colour="red"), ("criteria[speed].colour", "'red'", "known")),
    "unknown rule": (lambda d: first(d).update(blend="max"), ("criteria[speed].blend", "'max'")),
    "reach on a harm": (
        lambda d: d["criteria"][9].update(blend="reach"),
        ("criteria[collateral_damage]", "'reach'", "benefits"),
    ),
    "stack on a benefit": (lambda d: first(d).update(blend="stack"), ("criteria[speed]", "'stack'", "harms")),
    "missing anchor": (
        lambda d: first(d)["scale"]["anchors"].pop("high"),
        ("criteria[speed].scale.anchors.high", "missing"),
    ),
    "missing label": (lambda d: first(d).pop("label"), ("criteria[speed].label", "missing")),
    "id with capitals": (lambda d: first(d).update(id="Speed"), ("id", "'Speed'")),
    "overlap with nothing": (
        lambda d: first(d)["overlaps"].append({"criterion": "pace", "warning": "the same"}),
        ("criteria[speed].overlaps", "'pace'"),
    ),
    "no criteria": (lambda d: d.update(criteria=[]), ("criteria", "at least one")),
}


@pytest.mark.parametrize("spoil, wanted", FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_of_a_tree_is_named(spoil: Callable[[dict[str, Any]], object], wanted: tuple[str, ...]) -> None:
    data = shipped_data()
    spoil(data)
    with pytest.raises(CatalogueError) as caught:
        build_catalogue(data, "tree.toml")
    message = str(caught.value)
    assert all(part in message for part in ("tree.toml", *wanted)), message


@pytest.mark.parametrize(
    "names",
    [
        ("bad direction", "infinite scale", "unknown key", "missing anchor"),
        ("unknown objective", "duplicate objective", "overlap with nothing"),
    ],
    ids=["faults of records", "faults between records"],
)
def test_all_faults_are_reported_at_once(names: tuple[str, ...]) -> None:
    data = shipped_data()
    for name in names:
        FAULTS[name][0](data)
    with pytest.raises(CatalogueError) as caught:
        build_catalogue(data)
    assert len(caught.value.faults) == len(names)
    assert all(part in str(caught.value) for name in names for part in FAULTS[name][1])


def test_invalid_toml_names_the_file() -> None:
    with pytest.raises(CatalogueError, match=r"mine\.toml.*valid TOML"):
        parse_catalogue("id = ", "mine.toml")


@pytest.mark.parametrize("name", ["no_such_tree", "missing.toml"])
def test_missing_tree_names_the_ones_that_ship(name: str, tmp_path: Path) -> None:
    source = name if "." not in name else tmp_path / name
    with pytest.raises(CatalogueError, match="export_controls"):
        read_catalogue(source)


def test_public_names_of_the_package_resolve() -> None:
    assert all(getattr(criteria, name).__doc__ for name in criteria.__all__)
