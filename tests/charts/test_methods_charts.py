"""The rank table of methods shows the engine's ranks, families together, in colours that can be read."""

import json

import pandas as pd
import pytest

import mcda
from mcda import charts
from mcda.charts.methods import FIRST, HEAD_ROWS
from mcda.robustness import Agreement
from mcda.wording_methods import in_order


@pytest.fixture(scope="module")
def found(case: mcda.Case) -> Agreement:
    return mcda.agreement(case)


def data_of(spec: dict, column: str) -> pd.DataFrame:
    """The first data set of a chart that has a column of that name."""
    return pd.DataFrame(next(rows for rows in spec["datasets"].values() if column in rows[0]))


def test_every_cell_is_a_rank_of_the_engine(case: mcda.Case, found: Agreement) -> None:
    cells = data_of(charts.method_rank_chart(case, found).to_dict(), "rank")
    assert len(cells) == found.ranks.size
    shown = cells.pivot_table(index="option", columns="method", values="rank")
    pd.testing.assert_frame_equal(
        shown.loc[found.ranks.index, list(found.ranks)].astype(int), found.ranks, check_names=False
    )


def test_methods_stand_under_their_family_and_options_by_votes(case: mcda.Case, found: Agreement) -> None:
    spec = charts.method_rank_chart(case, found).to_dict()
    cells = spec["layer"][0]["encoding"]
    expected = []
    for family in found.families.index:
        members = [mcda.METHODS[name].label for name in found.ranks if mcda.METHODS[name].family == family]
        expected += [family[0].upper() + family[1:], *members]
    assert cells["y"]["scale"]["domain"][HEAD_ROWS:] == expected
    assert cells["x"]["scale"]["domain"] == [case.labels[one] for one in in_order(found)]
    votes = set(pd.DataFrame(spec["datasets"][spec["layer"][-1]["data"]["name"]])["name"])
    assert len(votes) == len(found.families)
    assert "Distance to an ideal: Act first, 25 % alone / Act first, 50 % alone" in votes


def test_the_chosen_method_is_marked(case: mcda.Case, found: Agreement) -> None:
    def weight(chosen: str | None) -> str:
        spec = charts.method_rank_chart(case, found, chosen).to_dict()
        return str(spec["layer"][0]["encoding"]["y"]["axis"]["labelFontWeight"]["condition"]["test"])

    assert "'TOPSIS'" in weight("topsis")
    assert "TOPSIS" not in weight(None)
    assert "OCRA" not in weight("ocra")


def channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [c / 255 for c in colour[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("page", "ink"), [("#fbfbf9", "#16202e"), ("#12171f", "#e9edf2")])
def test_numbers_stand_out_from_their_cells_on_both_pages(
    case: mcda.Case, found: Agreement, page: str, ink: str
) -> None:
    layer = charts.method_rank_chart(case, found).to_dict()["layer"][0]
    tint, deepest = channels(layer["mark"]["color"]), max(layer["encoding"]["opacity"]["scale"]["range"])
    paper = channels(page)
    cell = tuple(round(deepest * a + (1 - deepest) * b) for a, b in zip(tint, paper, strict=True))
    assert contrast(cell, channels(ink)) > 4.5
    assert contrast(channels(FIRST), (255, 255, 255)) > 4.5


@pytest.mark.parametrize("options", [["unilateral"], ["unilateral", "multilateral"]])
def test_few_options_are_plain_json_too(case: mcda.Case, options: list[str]) -> None:
    chart = charts.method_rank_chart(case, mcda.agreement(case, options=options))
    assert json.dumps(chart.to_dict(), allow_nan=False)
