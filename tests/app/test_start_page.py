"""The Start page: where the case stands, its frame as fields, what is missing, and ways to begin something else."""

import pytest
from app_driver import SHIPPED, opened, plain, prose, sound, title
from streamlit.testing.v1 import AppTest

from mcda.completeness import missing
from mcda.folder import read_case
from mcda.starter import blank_case
from mcda.workspace import to_link
from views.build.start_opening import address_of, linked
from views.glossary import terms


def press(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def typed(at: AppTest, key: str, text: str) -> AppTest:
    (one,) = [one for one in (*at.text_input, *at.text_area) if one.key == key]
    return sound(one.set_value(text).run())


def case_of(at: AppTest):  # type: ignore[no-untyped-def]
    return at.session_state.work.case


def test_the_page_says_what_it_is_about_and_where_the_case_stands() -> None:
    at = opened("start")
    case = read_case()
    assert title(at).startswith(f"{SHIPPED} – ")
    assert "probably ahead" in title(at)
    assert case.settings.question in prose(at)
    assert "In the scenario “Neutral”: " in prose(at)
    for gap in missing(case):
        assert gap.sentence in prose(at)
    for definition in terms().values():
        assert definition in prose(at)


def test_the_verdict_follows_the_scenario() -> None:
    assert title(opened("start", scenario="Long game")) != title(opened("start"))


def test_a_field_of_the_frame_is_committed_and_undone() -> None:
    at = opened("start")
    for field, value in (
        ("title", "Another title"),
        ("question", "Which one?"),
        ("decision_maker", "The cabinet"),
        ("horizon", "Ten years"),
        ("marking", "Draft"),
    ):
        typed(at, f"framing_{field}", value)
        assert getattr(case_of(at).settings, field) == value
        press(at, "undo")
        assert case_of(at) == read_case()
        (shown,) = [one for one in (*at.text_input, *at.text_area) if one.key == f"framing_{field}"]
        assert shown.value == getattr(read_case().settings, field)


def test_numbers_and_choices_of_the_frame_are_committed() -> None:
    at = opened("start")
    sound(at.number_input(key="framing_epsilon").set_value(2.5).run())
    for key, value in (
        ("framing_baseline", "multilateral"),
        ("framing_scenario", "long_game"),
        ("framing_weights", "long_game"),
        ("framing_method", "topsis"),
    ):
        sound(at.selectbox(key=key).set_value(value).run())
    settings = case_of(at).settings
    assert (settings.epsilon, settings.baseline) == (2.5, "multilateral")
    assert (settings.defaults.scenario, settings.defaults.weights, settings.defaults.method) == (
        "long_game",
        "long_game",
        "topsis",
    )
    sound(at.selectbox(key="framing_baseline").set_value(None).run())
    assert case_of(at).settings.baseline is None


def test_a_refused_entry_stays_typed_and_can_be_taken_back() -> None:
    at = typed(opened("start"), "framing_title", "")
    assert case_of(at) == read_case()
    assert at.text_input(key="framing_title").value == ""
    assert len(at.error) == 1
    press(at, "framing_title_back")
    assert at.text_input(key="framing_title").value == SHIPPED
    assert not at.error


def test_a_blank_case_opens_says_what_is_missing_and_survives_a_reload() -> None:
    at = typed(opened("start"), "blank_title", "Which bridge")
    typed(at, "blank_question", "Where?")
    press(at, "open_blank")
    assert case_of(at) == blank_case("Which bridge", "Where?")
    assert title(at) == "Which bridge: nothing is scored yet"
    for gap in missing(case_of(at)):
        assert gap.sentence in prose(at)
    assert at.text_input(key="blank_title").value == ""
    assert case_of(opened("start", w=at.query_params["w"])) == case_of(at)


def test_a_blank_case_needs_a_title_and_the_open_case_stays() -> None:
    at = press(opened("start"), "open_blank")
    assert [plain(one.value) for one in at.error] == ["A case needs a title."]
    assert case_of(at) == read_case()
    press(typed(at, "blank_title", "Now it has one"), "open_blank")
    assert not at.error


def test_what_was_typed_for_a_new_case_is_there_after_a_reload() -> None:
    at = typed(opened("start"), "blank_title", "Half an idea")
    assert opened("start", w=at.query_params["w"]).text_input(key="blank_title").value == "Half an idea"


def test_a_copy_is_work_of_its_own_and_the_old_link_is_shown() -> None:
    at = typed(opened("start"), "framing_horizon", "Ten years")
    old = at.query_params["w"]
    assert any(old in one.value for one in at.code)
    press(at, "open_copy")
    assert case_of(at).settings.title == f"Copy of {SHIPPED}"
    assert case_of(at).settings.horizon == "Ten years"
    assert at.query_params["w"] != old
    typed(at, "framing_horizon", "A year")
    assert case_of(opened("start", w=old)).settings.horizon == "Ten years"


def test_work_that_is_deleted_is_gone_and_the_shipped_case_comes_back() -> None:
    at = typed(opened("start"), "framing_horizon", "Ten years")
    key = at.query_params["w"]
    press(at, "open_delete")
    assert case_of(at).settings.title == SHIPPED
    assert case_of(at).settings.horizon != "Ten years"
    assert "w" not in at.query_params
    assert [one.value for one in at.toast] == [f"Deleted. Open now: {SHIPPED}."]
    (told,) = [one.value for one in opened("start", w=key).error]
    assert "no workspace under this link" in told


def test_nothing_is_there_to_be_deleted_before_anything_is_kept() -> None:
    assert "open_delete" not in {one.key for one in opened("start").button}


def test_work_and_cases_open_by_link() -> None:
    first = typed(opened("start"), "framing_horizon", "Ten years")
    key = first.query_params["w"]
    at = typed(opened("start"), "link", f"http://example.org/result?scenario=Neutral&w={key}")
    press(at, "open_link")
    assert case_of(at).settings.horizon == "Ten years"
    assert at.query_params["w"] == key
    packed = to_link(blank_case("In a link"))
    press(typed(at, "link", f"http://example.org/?case={packed}"), "open_link")
    assert case_of(at).settings.title == "In a link"


def test_a_link_that_leads_nowhere_is_refused() -> None:
    at = opened("start")
    for text in ("", "no such key", "http://[", "?case=nonsense", "?w=", "x" * 5000):
        press(typed(at, "link", text), "open_link")
        assert len(at.error) == 1, text
        assert case_of(at) == read_case()


def test_the_shipped_case_comes_back() -> None:
    at = press(typed(opened("start"), "framing_title", "Mine"), "open_shipped")
    assert case_of(at) == read_case()
    assert "w" not in at.query_params


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.org/?w=key1", ("w", "key1")),
        ("https://a.org/weights?scenario=x&w=key1#top", ("w", "key1")),
        ("?case=eNq", ("case", "eNq")),
        ("  key1\n", ("w", "key1")),
        ("", ("w", "")),
    ],
)
def test_what_a_pasted_text_leads_to(text: str, expected: tuple[str, str]) -> None:
    assert linked(text) == expected


def test_the_address_of_kept_work_leads_back_to_it() -> None:
    address = address_of("https://a.org/start?scenario=x", "key1")
    assert address == "https://a.org/start?w=key1"
    assert linked(address) == ("w", "key1")
