"""The app as a person uses it: what pages say when choices, links and cases change."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import mcda
from mcda.folder import case_as_zip, read_case, write_case
from mcda.starter import write_starter

ROOT = Path(__file__).parents[2]
PAGES = ("result", "blend_lab", "weights", "evidence")
SHIPPED = "Export controls on a sensitive dual-use technology"
OWN = "Your own weights"
HOSTILE = "<b>x</b> [link](http://e) *y*"
POINTS = "400-48-41-61-41-41-27-95-75-68-48-34-20"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No case named from outside, and no opened case left over from another test."""
    monkeypatch.delenv("MCDA_CASE", raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def sound(at: AppTest) -> AppTest:
    assert not at.exception, [problem.message for problem in at.exception]
    return at


def opened(page: str = "result", **link: str) -> AppTest:
    """A fresh session on one page, as somebody who follows a link gets it."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in link.items():
        at.query_params[name] = value
    sound(at.run())
    return at if page == "result" else go(at, page)


def go(at: AppTest, page: str) -> AppTest:
    return sound(at.switch_page(f"views/{page}.py").run())


def pick(at: AppTest, key: str, value: object) -> AppTest:
    return sound(at.get_by_key(key).set_value(value).run())


def plain(text: str) -> str:
    """Markdown as it is read: without the backslashes that keep text text."""
    return re.sub(r"\\(.)", r"\1", text)


def title(at: AppTest) -> str:
    (one,) = at.title
    return plain(one.value)


def prose(at: AppTest) -> str:
    return plain("\n".join(one.value for one in at.markdown))


def heard(at: AppTest) -> tuple[str, str, list[str]]:
    """All findings of a page: its title, its texts and its notices."""
    return title(at), prose(at), [one.value for one in at.info]


def leader(at: AppTest) -> str:
    first = at.dataframe[0].value.iloc[0]
    assert first["Rank"] == 1
    return str(first["Option"])


def sliders(at: AppTest) -> dict[str, float]:
    return {one.key.removeprefix("slide_"): one.value for one in at.slider if one.key.startswith("slide_")}


# ------------------------------------------------------------------ pages and choices


@pytest.mark.parametrize("scenario", ["Neutral", "Long game"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_a_scenario(page: str, scenario: str) -> None:
    at = opened(page, scenario=scenario)
    assert title(at)
    assert SHIPPED in prose(at)
    assert not at.error
    assert "judgement, not measurement" in at.caption[-1].value


def test_another_scenario_changes_headline_and_first_row() -> None:
    at = opened()
    before = title(at), leader(at)
    assert leader(at) != "Multilateral"
    pick(at, "scenario", "long_game")
    assert leader(at) == "Multilateral"
    assert title(at).startswith("Multilateral")
    assert (title(at), leader(at)) != before
    assert "first in the Long game scenario" in prose(at)


@pytest.mark.parametrize("page", PAGES[1:])
@pytest.mark.parametrize(
    ("key", "value", "label"), [("scenario", "long_game", "Long game"), ("method", "topsis", "TOPSIS")]
)
def test_a_choice_goes_along_to_the_next_page_at_once(page: str, key: str, value: str, label: str) -> None:
    chosen_here = pick(opened(page), key, value)
    walked = go(pick(opened(), key, value), page)
    linked = go(opened(**{key: label}), page)
    # That the link goes along too is for a real browser to show: AppTest empties it on the way.
    for at in (walked, linked):
        assert heard(at) == heard(chosen_here)


@pytest.mark.parametrize("widget", ["slide_speed", "box_speed"])
def test_a_moved_weight_is_the_users_own_and_the_others_yield_in_proportion(widget: str) -> None:
    at = opened("weights")
    before, said = sliders(at), title(at)
    pick(at, widget, 40.0)
    after = sliders(at)
    assert at.selectbox(key="weights").value == "custom"
    assert after["speed"] == at.number_input(key="box_speed").value == 40
    assert sum(after.values()) == pytest.approx(100, abs=0.05 * len(after))
    for criterion in set(after) - {"speed"}:
        assert after[criterion] == pytest.approx(before[criterion] * 60 / (100 - before["speed"]), abs=0.06)
        assert at.number_input(key=f"box_{criterion}").value == after[criterion]
    assert title(at) != said
    assert any(OWN in one.value for one in at.markdown)
    assert at.query_params["points"].startswith("400-")
    assert at.query_params["weights"] == OWN


def test_own_weights_survive_the_way_to_the_result() -> None:
    usual = leader(opened())
    at = go(pick(opened("weights"), "slide_speed", 40.0), "result")
    assert at.selectbox(key="weights").value == "custom"
    assert leader(at) == "Act first, 75 % alone" != usual
    assert title(at).startswith("Act first, 75 % alone")
    assert at.query_params["points"].startswith("400-")
    assert sliders(go(at, "weights"))["speed"] == pytest.approx(40, abs=0.1)


def test_two_moves_in_a_row_and_all_the_weight_on_one_criterion() -> None:
    at = pick(pick(opened("weights"), "slide_speed", 40.0), "slide_legitimacy", 100.0)
    assert sliders(at)["legitimacy"] == 100
    assert sum(sliders(at).values()) == 100
    pick(at, "slide_legitimacy", 50.0)
    assert sum(sliders(at).values()) == pytest.approx(100, abs=0.7)


def test_back_to_the_suggested_weights() -> None:
    at = pick(opened("weights"), "slide_speed", 40.0)
    (back,) = [one for one in at.button if one.label == "Back to the suggested weights"]
    sound(back.click().run())
    assert at.selectbox(key="weights").value == "scenario"
    assert sliders(at)["speed"] == 12
    assert "points" not in at.query_params


def test_the_curve_of_one_weight_follows_the_criterion() -> None:
    at = pick(opened("weights"), "criterion", "legitimacy")
    assert "while the weight of legitimacy is between" in prose(at)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["topsis", "vikor"])
def test_every_page_serves_every_method(page: str, method: str) -> None:
    at = pick(opened(page), "method", method)
    assert title(at)
    assert not at.error
    said = [one.value for one in at.info]
    assert bool(said) == (page in ("blend_lab", "weights"))
    if page == "result":
        assert "index" in prose(at)


# ------------------------------------------------------------------ links


def test_a_damaged_link_falls_back() -> None:
    at = opened(scenario="nonsense", weights="nonsense", method="bogus", points="1-2-x", detail="?", tab="none")
    assert [at.selectbox(key=one).value for one in ("scenario", "weights", "method")] == [
        "neutral",
        "scenario",
        "additive",
    ]
    assert title(at) == title(opened())


@pytest.mark.parametrize(
    "points",
    ["", "1-2-3", "-".join("0" * 13), "-".join(["nan"] * 13), "-".join(["inf"] * 13), f"{POINTS}-5", "--" * 13],
)
def test_weights_in_a_link_that_cannot_be_used_are_ignored(points: str) -> None:
    """The user's own weights then start from those that the scenario suggests."""
    at = opened(weights=OWN, points=points)
    assert title(at) == title(opened())
    assert sliders(go(at, "weights")) == sliders(opened("weights"))


def test_a_link_brings_own_weights_back() -> None:
    at = opened(weights=OWN, points=POINTS, scenario="Long game")
    assert at.selectbox(key="weights").value == "custom"
    assert at.selectbox(key="scenario").value == "long_game"
    assert leader(at) == "Act first, 75 % alone"
    assert sliders(go(at, "weights"))["speed"] == pytest.approx(40, abs=0.1)


# ------------------------------------------------------------------ result


def test_a_gate_keeps_options_out_and_says_so() -> None:
    at = pick(pick(opened(), "gate_criterion", "speed"), "gate_sense", "at least")
    ranked, kept_out = at.dataframe[0].value, at.dataframe[1].value
    assert {"Status quo", "Multilateral"} <= set(kept_out["label"])
    assert not set(kept_out["label"]) & set(ranked["Option"])
    assert set(kept_out["gate"]) == {"speed >= 50"}
    assert "Kept out by a gate" in prose(at)


def test_an_impossible_gate_is_an_error_and_can_be_loosened() -> None:
    at = pick(pick(opened(), "gate_criterion", "industry_cost"), "gate_limit_industry_cost", 0.0)
    (problem,) = at.error
    assert "No option passes the gates" in problem.value
    assert not at.dataframe
    pick(at, "gate_limit_industry_cost", 100.0)
    assert not at.error
    assert len(at.dataframe[0].value) == 11


def test_the_comparison_keeps_or_drops_the_weights() -> None:
    at = pick(opened(), "second_scenario", "long_game")
    kept = at.dataframe[1].value
    assert {"Rank, Neutral", "Rank, Long game"} <= set(kept.columns)
    pick(at, "same_weights", False)
    suggested = at.dataframe[1].value
    assert not kept["Score change"].equals(suggested["Score change"])
    assert "From Neutral to Long game, Multilateral takes the first place" in prose(at)


def test_bars_show_objectives_or_criteria() -> None:
    at = opened()
    chart = at.get("vega_lite_chart")[0].proto
    assert "first in the Neutral scenario" in chart.alt
    before = chart.spec
    pick(at, "detail", "Criteria")
    assert at.get("vega_lite_chart")[0].proto.spec != before


def test_the_failure_mode_is_named_and_not_ranked() -> None:
    at = opened()
    assert any("Not ranked: Fragmented coalition" in one.value for one in at.caption)
    assert "Fragmented coalition" not in set(at.dataframe[0].value["Option"])


# ------------------------------------------------------------------ blend lab


def test_coordination_moves_the_headline() -> None:
    at = opened("blend_lab")
    usual = title(at)
    high = title(pick(at, "fit_neutral", 1.0))
    low = title(pick(at, "fit_neutral", -1.0))
    assert len({usual, high, low}) == 3
    assert "No blend beats multilateral alone" in prose(at)


def test_acting_together_leaves_no_lead() -> None:
    at = opened("blend_lab")
    assert not at.slider(key="first_mover").disabled
    assert "No blend beats" not in prose(at)
    pick(at, "sequence", "act_together")
    assert "No blend beats" in prose(at)
    assert "no lead to take apart" in prose(at)
    assert at.slider(key="first_mover").disabled


def test_the_sceptics_button_takes_coordination_away() -> None:
    at = opened("blend_lab")
    usual = title(at)
    (button,) = [one for one in at.button if one.label.startswith("Sceptic")]
    sound(button.click().run())
    assert at.slider(key="fit_neutral").value == 0
    assert title(at) != usual
    assert "+0.00 is assumed here" in prose(at)


def test_harms_that_add_up_change_rule_and_finding() -> None:
    at = opened("blend_lab")
    usual = title(at), at.dataframe[1].value.set_index("Criterion")["Rule"]
    pick(at, "stack", True)
    rules = at.dataframe[1].value.set_index("Criterion")["Rule"]
    assert usual[1]["Collateral damage"] != "burdens add up" == rules["Collateral damage"]
    assert title(at) != usual[0]


@pytest.mark.parametrize("without", [["returns"], ["synergy", "coordination"], ["acting first"]])
def test_ghost_curves_join_the_chart_and_leave_the_finding(without: list[str]) -> None:
    at = opened("blend_lab")
    said, before = title(at), at.get("vega_lite_chart")[0].proto
    spec, count = before.spec, len(before.datasets)
    pick(at, "without", without)
    chart = at.get("vega_lite_chart")[0].proto
    assert title(at) == said
    assert chart.spec != spec
    assert len(chart.datasets) >= count


@pytest.mark.parametrize("share", [0, 33, 100])
def test_one_blend_at_any_share(share: int) -> None:
    at = pick(opened("blend_lab"), "share", share)
    assert f"{share} % unilateral and {100 - share} % multilateral:" in prose(at)
    table = at.dataframe[1].value
    if share in (0, 100):
        alone = "Unilateral" if share else "Multilateral"
        assert (table["Blend"] - table[alone].round(0)).abs().max() <= 1


def test_another_pair_of_strategies() -> None:
    at = pick(opened("blend_lab"), "pair", "Allied coalition with multilateral")
    assert "allied coalition" in title(at)


@pytest.mark.parametrize(("key", "value"), [("returns", 1.0), ("synergy", 0.0), ("first_mover", 0.4)])
def test_each_assumption_can_be_set(key: str, value: float) -> None:
    at = opened("blend_lab")
    before = title(at), prose(at)
    pick(at, key, value)
    assert (title(at), prose(at)) != before


# ------------------------------------------------------------------ evidence


def test_evidence_has_its_five_tabs() -> None:
    at = opened("evidence")
    assert [one.label for one in at.tabs] == ["One criterion", "All scores", "Criteria", "Past cases", "Sources"]
    one, everything, criteria, past, sources = at.tabs
    assert "How soon after the trigger" in plain("\n".join(each.value for each in one.markdown))
    assert everything.dataframe[0].value.shape == (12, 13)
    assert len(criteria.expander) == 13
    assert len(past.expander) == len(past.dataframe[0].value) == 18
    assert {"Title", "Grade", "Link"} <= set(sources.dataframe[0].value.columns)


def test_another_criterion_brings_its_own_reasons() -> None:
    at = opened("evidence")
    before = prose(at)
    pick(at, "criterion", "legitimacy")
    assert "scores best on legitimacy" in prose(at)
    assert prose(at) != before


# ------------------------------------------------------------------ cases


def upload(at: AppTest, name: str, content: bytes) -> AppTest:
    at.file_uploader(key="upload").upload(name, content)
    return sound(at.run())


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def zipped(folder: Path) -> bytes:
    """The files of a folder as they are, faults included."""

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return buffer.getvalue()


def faulty(folder: Path) -> Path:
    """An option of the first score that no table knows."""
    return changed(folder, "scores.csv", "status_quo,speed", "nobody,speed")


def test_a_faulty_upload_is_explained_and_the_old_case_stays(folder: Path) -> None:
    at = upload(opened(), "mine.zip", zipped(faulty(folder)))
    assert [one.value for one in at.error] == ["That case cannot be opened."]
    assert "scores.csv, row 2, column option: 'nobody'" in at.code[0].value
    assert "stays open" in at.code[0].value
    assert SHIPPED in prose(at)
    assert title(at) == title(opened())


@pytest.mark.parametrize(
    ("name", "content"), [("mine.zip", b"no zip"), ("mine.json", b"{"), ("mine.json", b"[]"), ("mine.zip", b"")]
)
def test_an_upload_that_is_no_case_is_explained(name: str, content: bytes) -> None:
    at = upload(opened(), name, content)
    assert [one.value for one in at.error] == ["That case cannot be opened."]
    assert name in at.code[0].value
    assert SHIPPED in prose(at)


def test_a_good_upload_opens_and_the_shipped_case_comes_back(folder: Path) -> None:
    changed(folder, "case.toml", SHIPPED, "Another matter")
    at = opened(scenario="Long game")
    upload(at, "mine.zip", case_as_zip(read_case(folder)))
    assert not at.error
    assert "Another matter" in prose(at)
    assert at.selectbox(key="scenario").value == "neutral"
    for page in PAGES[1:]:
        assert "Another matter" in prose(go(at, page))
    (back,) = [one for one in at.button if one.label == "Open the shipped case"]
    sound(back.click().run())
    assert SHIPPED in prose(at)


def test_a_good_upload_clears_the_fault_of_the_one_before(folder: Path, tmp_path: Path) -> None:
    good = case_as_zip(read_case(write_starter(tmp_path / "starter")))
    at = upload(opened(), "bad.zip", zipped(faulty(folder)))
    at.file_uploader(key="upload").clear()
    at.file_uploader(key="upload").upload("good.zip", good)
    sound(at.run())
    assert not at.error
    assert SHIPPED not in prose(at)


def test_own_weights_do_not_follow_into_another_case(tmp_path: Path) -> None:
    at = pick(opened("weights"), "slide_speed", 40.0)
    upload(at, "mine.zip", case_as_zip(read_case(write_starter(tmp_path / "starter"))))
    assert at.selectbox(key="weights").value == "scenario"
    assert "points" not in at.query_params


@pytest.mark.parametrize("page", PAGES)
def test_the_starter_case_opens_from_the_environment(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_starter(tmp_path / "starter")
    monkeypatch.setenv("MCDA_CASE", str(folder))
    at = opened(page)
    assert mcda.read_case(folder).settings.title in prose(at)
    assert title(at)
    assert not at.error


def test_a_broken_case_in_the_environment_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(faulty(folder)))
    at = opened()
    assert [one.value for one in at.error] == ["That case cannot be opened."]
    assert "scores.csv, row 2, column option: 'nobody'" in at.code[0].value
    assert "The shipped case is open instead." in at.code[0].value
    assert SHIPPED in prose(at)


def test_a_missing_case_in_the_environment_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDA_CASE", str(tmp_path / "nowhere"))
    at = opened()
    assert "nowhere" in at.code[0].value
    assert SHIPPED in prose(at)


def unescaped(text: str) -> bool:
    """Whether the hostile text would act as markup where this Markdown is shown."""
    bare = re.sub(r"\\.", "", text)
    return any(mark in bare for mark in ("<b>", "[link]", "](http", "*y*"))


def spoken(at: AppTest) -> list[str]:
    """All that Streamlit reads as Markdown: texts, titles, and labels and help of widgets."""
    shown_texts = [*at.title, *at.subheader, *at.markdown, *at.caption, *at.info, *at.warning, *at.error]
    widgets = [*at.slider, *at.number_input, *at.toggle, *at.selectbox, *at.button, *at.expander]
    helps = [getattr(one.proto, "help", "") for one in widgets]
    return [one.value for one in shown_texts] + [one.label for one in widgets] + helps


@pytest.mark.parametrize("page", ["result", "blend_lab", "evidence", "weights"])
def test_labels_of_a_case_are_text_and_never_markup(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, hostile: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("MCDA_CASE", str(hostile(folder)))
    at = opened(page)
    assert not at.error
    said = spoken(at)
    assert any(HOSTILE.lower() in plain(one).lower() for one in said)
    assert [one for one in said if unescaped(one)] == []


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[Path], Path]:
    """Puts markup into every label that a page shows."""

    def spoil(folder: Path) -> Path:
        case = read_case(folder)
        write_case(case, tmp_path / "hostile")
        spoilt = tmp_path / "hostile"
        changed(spoilt, "case.toml", SHIPPED, HOSTILE)
        changed(spoilt, "options.csv", "multilateral,Multilateral,", f"multilateral,{HOSTILE},")
        changed(spoilt, "options.csv", "unilateral,Unilateral,", f"unilateral,{HOSTILE} 2,")
        catalogue = (ROOT / "criteria" / "export_controls.toml").read_text(encoding="utf-8")
        (spoilt / "criteria.toml").write_text(
            catalogue.replace('label = "Speed"', f'label = "{HOSTILE} 3"', 1).replace(
                'label = "Respond in time"', f'label = "{HOSTILE} 4"', 1
            ),
            encoding="utf-8",
        )
        return changed(spoilt, "case.toml", 'catalogue = "export_controls"', 'catalogue = "criteria.toml"')

    return spoil
