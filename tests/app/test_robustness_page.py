"""The page on robustness says how sure the ranking is, by what is in doubt; and draws can be stopped."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from app_driver import go, opened, pick, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

import mcda
from mcda import wording
from mcda import wording_pairs as pairs
from mcda import wording_robustness as words
from mcda.case import Case
from mcda.folder import case_as_zip, read_case
from mcda.starter import write_starter
from views.decide.robustness_both import Run, draw_until_stopped

SIDES = ("Weights", "Evidence", "Both", "Scenarios")


def side(name: str, at: AppTest | None = None) -> AppTest:
    return pick(at or opened("robustness"), "doubt", name)


def notes(at: AppTest) -> str:
    return plain("\n".join(one.value for one in at.caption))


def told(at: AppTest) -> str:
    """The descriptions of all charts."""
    return "\n".join(chart.proto.spec for chart in at.get("vega_lite_chart"))


def test_both_doubts_give_the_verdict_and_its_draws(case: Case) -> None:
    found = mcda.acceptability(case)
    at = opened("robustness")
    assert title(at) == wording.headline(case, found.verdict)
    assert wording.verdict_sentence(case, found.verdict) in prose(at)
    assert words.acceptability_sentence(case, found) in prose(at)
    assert words.NO_PROBABILITY in prose(at)
    first = at.dataframe[0].value.set_index("Option")["First in"]
    for option, share in found.table["p_first"].items():
        assert first[case.labels[str(option)]] == pytest.approx(share, abs=0.0051)
    assert "10,000 draws." in notes(at)
    assert len(at.get("vega_lite_chart")) == 2


def test_which_doubt_matters_is_the_librarys_answer(case: Case) -> None:
    found = mcda.doubts(case)
    at = opened("robustness")
    assert words.doubts_sentence(case, found) in prose(at)
    table = at.dataframe[1].value
    assert list(table) == ["Option", "Weights only", "Facts only", "Both"]
    row = table.set_index("Option").loc["Floor with national top-up"]
    assert row.to_numpy() == pytest.approx(found.loc["floor_top_up"].to_numpy(), abs=0.0051)


def test_seed_and_correlation_change_the_draws(case: Case) -> None:
    at = opened("robustness")
    usual = prose(at)
    assert prose(pick(at, "seed", 7)) != usual
    pick(at, "correlation", 0.5)
    found = mcda.acceptability(case, seed=7, correlation=0.5)
    assert words.acceptability_sentence(case, found) in prose(at)


def test_more_draws_are_kept_until_the_question_changes() -> None:
    at = opened("robustness")
    (button,) = [one for one in at.button if one.label.startswith("More draws")]
    assert button.label == "More draws: 100,000"
    sound(button.click().run())
    assert "100,000 draws." in notes(at)
    assert "100,000 draws." in notes(side("Both", side("Weights", at)))
    assert "10,000 draws." in notes(pick(at, "seed", 1))
    assert not [one for one in at.button if one.label == "Stop"]


class Stopped(BaseException):
    """Like the one that Streamlit raises where a run of a page is to end."""


def test_a_stop_ends_the_draws_keeps_them_and_is_passed_on(case: Case) -> None:
    asked = 50_000
    shown: list[float] = []

    def show(share: float) -> None:
        shown.append(share)
        if share >= 0.1:
            raise Stopped

    def draw(progress: Callable[[int, int], bool]) -> Any:
        return mcda.acceptability(case, draws=asked, job_draws=1000, progress=progress)

    run = Run(("question",), mcda.acceptability(case, draws=1000))
    with pytest.raises(Stopped):
        draw_until_stopped(run, draw, show)
    assert run.ended.is_set()
    assert (run.found.draws, run.found.asked) == (5000, asked)
    assert shown == pytest.approx([0.02, 0.04, 0.06, 0.08, 0.1])


def test_fewer_draws_than_there_are_do_not_take_their_place() -> None:
    before: Any = SimpleNamespace(draws=10)
    run = Run(("question",), before)
    draw_until_stopped(run, lambda progress: SimpleNamespace(draws=5), lambda share: None)  # type: ignore[arg-type,return-value]
    assert run.found is before


def test_draws_that_fail_leave_nobody_waiting() -> None:
    def draw(progress: object) -> Any:
        raise mcda.MethodError("no")

    run = Run(("question",), SimpleNamespace(draws=10))  # type: ignore[arg-type]
    with pytest.raises(mcda.MethodError):
        draw_until_stopped(run, draw, lambda share: None)
    assert run.ended.is_set()


def test_weights_tell_what_you_would_have_to_believe(case: Case) -> None:
    at = side("Weights")
    found = mcda.acceptability(case, sources=("weights",))
    assert title(at) == "Floor with national top-up is first in 71 of 100 draws of the weights"
    assert words.belief_sentence(case, found, "act_first_50") in prose(at)
    assert wording.stability_sentence(case, mcda.stability(case)) in prose(at)
    believed, intervals, areas = (one.value for one in at.dataframe)
    assert believed.loc["Speed", "Now"] == 12.0
    assert believed.loc["Speed", "Act first, 50 % alone"] == pytest.approx(
        100 * found.central_weights.loc["act_first_50", "speed"], abs=0.06
    )
    speed = intervals.iloc[0]
    assert (speed["Weight of"], speed["First above that"]) == ("Speed", "Act first, 50 % alone")
    triangle = mcda.preference_triangle(case)
    assert list(areas["First"]) == [case.labels[str(one)] for one in triangle.shares.index]
    assert len(at.get("vega_lite_chart")) == 3


def test_any_weights_at_all_bring_other_options_to_the_top(case: Case) -> None:
    at = pick(side("Weights"), "any_weights", True)
    found = mcda.acceptability(case, weights="any", sources=("weights",))
    assert words.acceptability_sentence(case, found) in prose(at)
    assert "Status quo" in at.dataframe[0].value
    assert "First in none: Allied coalition." in notes(at)


def test_the_triangle_is_over_the_objectives_that_are_chosen(case: Case) -> None:
    at = side("Weights")
    (chooser,) = at.multiselect
    assert chooser.value == ["respond_in_time", "deny_and_hold", "be_accepted_and_last"]
    two = ["deny_and_hold", "limit_harm_and_cost"]
    sound(chooser.set_value(two).run())
    assert "Choose one more." in notes(at)
    sound(at.multiselect[0].set_value([*two, "respond_in_time"]).run())
    found = mcda.preference_triangle(case, objectives=["respond_in_time", *two])
    shares = at.dataframe[2].value["Share of the area"]
    assert shares.to_numpy() == pytest.approx(found.shares.to_numpy(), abs=0.0051)
    assert "Kept as it is: be accepted and last (25 %)." in notes(at)


def test_evidence_compares_the_leader_with_its_best_rival_of_another_kind(case: Case) -> None:
    at = side("Evidence")
    found = mcda.drivers(case, "floor_top_up", "multilateral")
    assert title(at) == "Floor with national top-up is first in 57 of 100 draws of the facts"
    assert pairs.drivers_sentence(case, found) in prose(at)
    tornado, shares = (one.value for one in at.dataframe)
    assert list(tornado["Input"]) == list(found.tornado["what"])
    assert shares["Total index"].to_numpy() == pytest.approx(found.indices["total"].to_numpy())
    assert "Returns to share: 1 to 4, lead from +0.1 to +3.3" in told(at)


def test_another_pair_can_be_chosen_and_nobody_is_compared_with_itself(case: Case) -> None:
    at = pick(side("Evidence"), "lead_of", "act_first_50")
    (over,) = [one for one in at.selectbox if one.label == "Over"]
    assert case.labels["act_first_50"] not in over.options
    found = mcda.drivers(case, "act_first_50", over.value)
    assert pairs.drivers_sentence(case, found) in prose(at)
    assert "yes" in set(at.dataframe[0].value["Changes sign"])
    assert "changes sign" in told(at)


def test_scenarios_give_the_safest_choice_and_its_regret(case: Case) -> None:
    at = side("Scenarios")
    found = mcda.regret(case, draws=2000)
    assert title(at) == f"{case.labels[found.choice or '']} is the safest choice"
    assert words.regret_sentence(case, found) in prose(at)
    assert words.dominance_sentence(case, mcda.dominance(case)) in prose(at)
    table = at.dataframe[0].value
    assert table["Worst regret"].to_numpy() == pytest.approx(found.table["worst_regret"].to_numpy())
    assert not at.warning


def test_each_scenarios_own_weights_are_labelled_as_other_units(case: Case) -> None:
    at = pick(side("Scenarios"), "own_weights", True)
    found = mcda.regret(case, own_weights=True, draws=2000)
    assert words.regret_sentence(case, found) in prose(at)
    assert "a point in one is not a point in another" in at.warning[0].value


@pytest.mark.parametrize("name", SIDES)
def test_gates_bind_on_every_side(name: str) -> None:
    at = pick(pick(side(name), "gate_criterion", "speed"), "gate_sense", "at least")
    assert title(at)
    assert not at.error
    pick(at, "gate_limit_speed", 100.0)
    assert "No option passes the gates" in at.error[0].value
    assert not at.title


@pytest.mark.parametrize("method", ["ocra", "lopm"])
def test_methods_that_cannot_serve_the_scores_say_so(method: str) -> None:
    at = pick(opened("robustness"), "method", method)
    for name in SIDES[:3]:
        assert f"'{method}' cannot use this" in plain(side(name, at).error[0].value)
    assert title(side("Scenarios", at))


def test_sides_that_compare_points_say_that_they_are_additive() -> None:
    at = pick(opened("robustness"), "method", "topsis")
    said = {name: [one.value for one in side(name, at).info] for name in SIDES}
    assert [len(said[name]) for name in SIDES] == [0, 1, 0, 1]
    assert "by the additive method: the index of TOPSIS" in said["Evidence"][0]


def small_cases(tmp_path: Path, make_case: Callable[..., Case]) -> dict[str, Case]:
    return {
        "no blends, two objectives": read_case(write_starter(tmp_path / "starter")),
        "three criteria": make_case(
            {"a": [(40, 50, 60), 20, 50], "b": [(30, 45, 60), 25, None], "c": [1, 2, (0, 3, 99)]}
        ),
        "one option": make_case({"a": [(40, 50, 60), (10, 20, 30)]}),
    }


def test_small_cases_are_served_on_every_side(tmp_path: Path, make_case: Callable[..., Case]) -> None:
    at = side("Evidence")
    for name, small in small_cases(tmp_path, make_case).items():
        go(at, "start").file_uploader(key="upload").upload(f"{name}.zip", case_as_zip(small))
        go(sound(at.run()), "robustness")
        for one in SIDES:
            side(one, at)
            assert title(at), (name, one)
            assert not at.error, (name, one)
        said = prose(side("Weights", at))
        assert ("needs at least three criteria" in said) == (len(small.catalogue.criteria) < 3), name


def test_a_tie_names_everybody(make_case: Callable[..., Case]) -> None:
    level = make_case({"a": [(40, 50, 60), (10, 20, 30)], "b": [(30, 45, 60), (20, 25, 40)]})
    at = opened("robustness")
    go(at, "start").file_uploader(key="upload").upload("level.zip", case_as_zip(level))
    go(sound(at.run()), "robustness")
    assert title(side("Weights", at)) == "a and b are first in every draw of the weights"
    assert title(side("Scenarios", at)) == "a and b are best here"


def test_the_side_is_in_the_link() -> None:
    at = opened(doubt="Scenarios")
    assert "safest choice" in title(go(at, "robustness"))
