"""What a blend, or any option, could do next as sentences: levers, time, past cases, and partners who refuse."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mcda.blends import LeverPortfolio, Timeline
from mcda.blends.partners import ADAPTED, KEPT
from mcda.case import Case
from mcda.history import NearestHistory
from mcda.wording import listed, percent, points, signed
from mcda.wording_robustness import draws_words

LEVEL = 0.05
"""Points of 100 that are written as 0."""
_NAMED = 3
"""So many levers or past cases are named; of more, only how many there are."""


def mix_words(case: Case, shares: "Mapping[Any, float] | pd.Series[float]") -> str:
    """A mix in words: `30 % unilateral and 70 % multilateral`; parts below half a percent are left out."""
    return listed(
        f"{percent(share)} {case.labels[str(name)].lower()}" for name, share in shares.items() if share > 0.005
    )


def levers_sentence(case: Case, found: LeverPortfolio) -> str:
    """The levers to add for the budget, what they bring, and which of all may do harm."""
    name = case.labels[found.option] if found.option else f"The blend of {mix_words(case, _shares(found.shares))}"
    limit = "" if found.budget is None else f"With at most {found.budget:g} of effort, "
    if not found.chosen:
        return _risen(f"{limit}no lever improves {_lowered(name)}.{_harm_words(found)}")
    labels = [str(found.levers["label"][lever]).lower() for lever in found.chosen]
    what = listed(labels) if len(labels) <= _NAMED else f"{len(labels)} of {len(found.levers)} levers"
    sentence = f"{limit}{_lowered(name)} gains {points(found.gain)} by {what} (effort {found.effort:g}): "
    sentence += f"{found.score:.1f} of 100"
    if found.draws:
        row = next(row for row in found.frontier.to_dict("records") if row["levers"] == found.chosen)
        sentence += f", first in {draws_words(float(row['p_first']), found.draws)}"
    if len(labels) > _NAMED:
        most = found.levers.loc[list(found.chosen)].sort_values("alone", ascending=False, kind="stable")
        sentence += f". Most by itself brings {str(most['label'].iloc[0]).lower()} ({points(most['alone'].iloc[0])})"
    return _risen(f"{sentence}.{_harm_words(found)}")


def _harm_words(found: LeverPortfolio) -> str:
    """Levers that may do harm as well as good."""
    doubtful = found.levers[found.levers["uncertain"]]
    if doubtful.empty:
        return ""
    chosen = int(doubtful["chosen"].sum())
    names = [str(label).lower() for label in doubtful["label"]]
    what = listed(names) if len(names) <= _NAMED else f"{len(names)} of the levers"
    among = "" if not chosen else f"; {chosen} of those chosen {'is' if chosen == 1 else 'are'} among them"
    return f" It is not sure whether {what} would help or harm{among}."


def time_sentence(case: Case, found: Timeline) -> str:
    """What a blend covers over time, what that does to its score, and whether another mix is best then.

    `found.notice`, what the rule does to speed, belongs beside it.
    """
    change = found.score - found.plain_score
    moved = "as much as" if abs(change) < LEVEL else f"{points(abs(change))} {'more' if change > 0 else 'less'} than"
    low, high = found.score_range
    sentence = (
        f"Before the parts align {mix_words(case, found.shares)} covers {found.early:.0f}, after it {found.joint:.0f}: "
        f"{found.averaged:.0f} on average over {found.horizon:g} with a lag of {found.lag:g}. It scores "
        f"{found.score:.1f} of 100, {moved} without the lag, and {low:.1f} to {high:.1f} whatever part of the weight "
        "on speed is the signal of being first."
    )
    plain, timed = found.best["plain"], found.best["over_time"]
    if (plain - timed).abs().max() < 0.005:
        return f"{sentence} The best mix stays {mix_words(case, timed)}."
    return f"{sentence} The best mix is then {mix_words(case, timed)} rather than {mix_words(case, plain)}."


def history_sentence(case: Case, found: NearestHistory) -> str:
    """The past cases nearest by their marks. `found.caution`, what that cannot say, belongs beside it."""
    name = case.labels[found.option] if found.option else mix_words(case, _shares(found.shares))
    near = found.table[found.table["distance"].notna()].head(_NAMED)
    if near.empty:
        return f"No past case has a mark on a criterion that is known of {_lowered(name)}."
    titles = listed(f"{row['title']} ({row['years']})" for row in near.to_dict("records"))
    least, most = float(near["distance"].min()), float(near["distance"].max())
    apart = points(least) if round(least) == round(most) else f"{least:.0f} to {most:.0f} points"
    what = f"one nearest to {_lowered(name)} is" if len(near) == 1 else f"ones nearest to {_lowered(name)} are"
    return (
        f"By the marks given to past cases, the {what} {titles}: {apart} of 100 apart on average over the criteria "
        "that both have."
    )


def refuse_sentence(case: Case, frame: pd.DataFrame) -> str:
    """What is lost at the scenario's least coordination; `frame` is what `if_partners_refuse` returns."""
    kappa = frame.groupby("at")["coordination"].first()
    falls = kappa["low"] < kappa["now"] - 1e-9
    then = frame[frame["at"] == ("low" if falls else "-1")].set_index("option")
    change = then["change"].to_dict()
    options = then.drop(index=[KEPT, ADAPTED])
    why = "the least that the scenario holds possible" if falls else "where parts undercut each other"
    sentence = f"If coordination falls to {signed(float(then['coordination'].iloc[0]))}, {why}, "
    if float(change[KEPT]) > -LEVEL:
        sentence += "the best blend of now loses nothing"
    else:
        sentence += f"the best blend of now loses {points(-float(change[KEPT]))} if its shares stay"
        sentence += f", {points(max(0.0, -float(change[ADAPTED])))} if they adapt"
    if pd.isna(options["rank"]).all():
        return f"{sentence}; no option respects the gates then."
    first = listed(case.labels[str(option)] for option in options.index[options["rank"] == 1])
    sentence += f"; first among the options is then {first}."
    most = str(options["change"].idxmin())
    if float(options["change"][most]) > -LEVEL:
        return f"{sentence} No option loses anything."
    lost = points(-float(options["change"][most]))
    return (
        f"{sentence} Of these {case.labels[most]} loses most, {lost}; coordination leaves pure strategies as they are."
    )


def _shares(shares: "pd.Series[float] | None") -> "pd.Series[float]":
    if shares is None:
        raise ValueError("either an option or shares are named")
    return shares


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _risen(name: str) -> str:
    return name[:1].upper() + name[1:]
