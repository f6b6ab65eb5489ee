"""Answers to every way of asking for weights, with the weights that follow by algebra, and how they are filled in."""

from typing import Any

from app_driver import opened, pick, sound
from streamlit.testing.v1 import AppTest

from mcda.case import Case

IDS = ("cost", "commute", "space", "light")
EIGHTHS = (8 / 15, 4 / 15, 2 / 15, 1 / 15)


def each(name: str, *values: Any) -> dict[str, Any]:
    """Answers `name:criterion` for the starter case; None leaves one out."""
    return {f"{name}:{one}": value for one, value in zip(IDS, values, strict=True) if value is not None}


# What is answered, input by input in the order in which inputs appear, and the weights that follow by algebra.
ANSWERS: dict[str, tuple[dict[str, Any], tuple[float, ...]]] = {
    "swing": (each("rank", 1.0, 2.0, 3.0, 4.0) | each("points", None, 50.0, 30.0, 20.0), (0.5, 0.25, 0.15, 0.1)),
    "ranking": (each("rank", 1.0, 2.0, 3.0, 4.0), (25 / 48, 13 / 48, 7 / 48, 3 / 48)),
    "points": (each("points", 60.0, 25.0, 15.0, 0.0), (0.6, 0.25, 0.15, 0.0)),
    "matching": (
        {"reference": "cost"}
        | {f"amount:{one}|cost": given for one, given in zip(IDS[1:], (3000.0, 1500.0, 750.0), strict=True)}
        | {"amount:space|commute": 30.0, "amount:light|commute": 15.0},
        EIGHTHS,
    ),
    "ahp": (
        {"objective:/cost|commute": 2, "objective:/cost|space": 4, "objective:/cost|light": 8}
        | {"objective:/commute|space": 2, "objective:/commute|light": 4, "objective:/space|light": 2},
        EIGHTHS,
    ),
    "bwm": (
        {"best": "cost", "worst": "light"} | each("over", None, 2.0, 4.0, 8.0) | each("under", None, 4.0, 2.0, None),
        EIGHTHS,
    ),
    "srf": (
        each("rank", 4.0, 3.0, 2.0, 1.0) | {"blank:0": 1.0, "ratio": 5.0},
        (5 / 13, 4 / 13, 3 / 13, 1 / 13),
    ),
}


def asked(way: str) -> AppTest:
    return pick(opened("weights"), "way", way)


def answer(at: AppTest, way: str, answers: dict[str, Any]) -> AppTest:
    """Fill in whatever is asked, and then whatever is asked because of that."""
    left = {f"{way}/{name}": value for name, value in answers.items()}
    while left:
        asked_now = [key for key in left if any(one.key == key for one in (*at.number_input, *at.selectbox))]
        assert asked_now, f"nobody asks for {left}"
        for key in asked_now:
            at.get_by_key(key).set_value(left.pop(key))
        sound(at.run())
    return at


def click(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def comparisons(at: AppTest) -> list[str]:
    return [one.key for one in at.selectbox if one.key.startswith("ahp/") and "|" in one.key]


def case_of(at: AppTest) -> Case:
    case: Case = at.session_state.work.case
    return case
