"""What an address may say: names by label or id, nothing else; what is unknown is told and falls back."""

import json

import pytest
from app_driver import OWN, opened, plain
from streamlit.testing.v1 import AppTest

from mcda.folder import case_as_json, case_from_bytes, read_case
from mcda.weights import weight_set
from mcda.workspace import Store, Workspace, default_url
from views.text import number


def chosen(at: AppTest) -> tuple[str, str, str]:
    choice = at.session_state["choice"]
    return choice.scenario, choice.weights.name, choice.method


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"scenario": "long_game"}, ("long_game", "long_game", "additive")),
        ({"scenario": "Long game"}, ("long_game", "long_game", "additive")),
        ({"scenario": "long_game", "weights": "neutral"}, ("long_game", "neutral", "additive")),
        ({"method": "topsis"}, ("neutral", "neutral", "topsis")),
        ({"method": "TOPSIS"}, ("neutral", "neutral", "topsis")),
    ],
)
def test_a_link_may_name_things_by_id_or_by_label(link: dict[str, str], expected: tuple[str, str, str]) -> None:
    at = opened("start", **link)
    assert chosen(at) == expected
    assert not at.toast


@pytest.mark.parametrize("key", ["scenario", "weights", "method"])
@pytest.mark.parametrize("name", ["gone <b>*x*</b> {q}", "' OR 1=1;--", "\x00", "x" * 10_000])
def test_an_unknown_name_in_a_link_is_told_as_text(key: str, name: str) -> None:
    at = opened("start", **{key: name})
    assert chosen(at) == ("neutral", "neutral", "additive")
    (said,) = (one.value for one in at.toast)
    assert f"“{' '.join(name[:60].split())}”" in plain(said)
    assert "<b>" not in said.replace("\\<", "")


@pytest.mark.parametrize("number_", ["1e999", "-1e999", "nan", "9" * 400, "-5", "1e300", "x"])
def test_a_number_beyond_bounds_in_a_link_is_passed_over(number_: str) -> None:
    """Streamlit's own field for whole numbers breaks on an infinite one."""
    at = opened("robustness", seed=number_)
    assert at.get_by_key("seed").value == 0
    assert not at.error


@pytest.mark.parametrize("points", ["1e999", "nan", "1e308", "-1", "", "x", "9" * 50_000])
def test_own_weights_beyond_bounds_in_a_link_never_break(points: str) -> None:
    many = "-".join([points] * len(read_case().catalogue.ids))
    assert not opened("result", weights=OWN, points=many).error


def test_very_large_points_are_weights_in_proportion() -> None:
    case = read_case()
    found = weight_set(case, dict.fromkeys(case.catalogue.ids, 1e308))
    assert found.weights.tolist() == pytest.approx([1 / len(case.catalogue.ids)] * len(case.catalogue.ids))


@pytest.mark.parametrize(
    ("value", "said"),
    [(1e300, "1e+300"), (-1e20, "−1e+20"), (999.96, "1,000.0"), (-0.04, "0.0"), (float("inf"), "inf")],
)
def test_any_number_can_be_said(value: float, said: str) -> None:
    assert number(value) == said


def test_names_that_several_things_share_are_told_apart() -> None:
    data = case_as_json(read_case())
    for table in ("options", "scenarios", "weights"):
        for row in data[table]:
            row["label"] = "Same"
    case = case_from_bytes("same.json", json.dumps(data).encode())
    assert len(set(case.labels.values())) == len(case.labels)
    key = str(Store(default_url()).create(Workspace.start(case)).key)
    for page in ("evidence", "result", "methods"):
        at = opened(page, w=key)
        for selector in ("scenario", "weights"):
            options = at.selectbox(key=selector).options
            assert len(set(options)) == len(options)
