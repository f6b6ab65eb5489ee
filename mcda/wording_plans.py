"""What a blend, or any option, could do next as sentences: levers, time, past cases, and partners who refuse."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mcda.blends import LeverPortfolio, Timeline
from mcda.blends.horizon import NOTICE
from mcda.blends.partners import ADAPTED, KEPT
from mcda.case import Case
from mcda.history import CAUTION, CAUTION_OF_ONE, NearestHistory
from mcda.language import capital, figures, listed, number, percent, points, said, signed, t
from mcda.wording_draws import draws_words

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
    name = (
        case.labels[found.option] if found.option else t("The blend of {mix}", mix=mix_words(case, _of(found.shares)))
    )
    if not found.chosen:
        return _no_gain_words(name, found.budget) + _harm_words(found)
    count = len(found.chosen)
    sentence = _gain_words(name, found)
    if found.draws:
        row = next(row for row in found.frontier.to_dict("records") if row["levers"] == found.chosen)
        sentence += t(", first in {often}", often=draws_words(float(row["p_first"]), found.draws))
    if count > _NAMED:
        most = found.levers.loc[list(found.chosen)].sort_values("alone", ascending=False, kind="stable").iloc[0]
        gain = points(float(most["alone"]))
        sentence += t(". Most by itself brings {lever} ({gain})", lever=str(most["label"]).lower(), gain=gain)
    return f"{sentence}.{_harm_words(found)}"


def _no_gain_words(name: str, budget: float | None) -> str:
    if budget is None:
        return t("No lever improves {name}.", name=_lowered(name))
    return t("With at most {budget} of effort, no lever improves {name}.", budget=figures(budget), name=_lowered(name))


def _gain_words(name: str, found: LeverPortfolio) -> str:
    """What the chosen levers bring, without a full stop."""
    labels = [str(found.levers["label"][lever]).lower() for lever in found.chosen]
    told = {
        "gain": points(found.gain),
        "levers": listed(labels)
        if len(labels) <= _NAMED
        else t("{count} of {all} levers", count=number(len(labels), 0), all=number(len(found.levers), 0)),
        "effort": figures(found.effort),
        "score": number(found.score),
    }
    if found.budget is None:
        return t("{name} gains {gain} by {levers} (effort {effort}): {score} of 100", name=capital(name), **told)
    return t(
        "With at most {budget} of effort, {name} gains {gain} by {levers} (effort {effort}): {score} of 100",
        budget=figures(found.budget),
        name=_lowered(name),
        **told,
    )


def _harm_words(found: LeverPortfolio) -> str:
    """Levers that may do harm as well as good."""
    doubtful = found.levers[found.levers["uncertain"]]
    if doubtful.empty:
        return ""
    chosen = int(doubtful["chosen"].sum())
    names = [str(label).lower() for label in doubtful["label"]]
    what = listed(names) if len(names) <= _NAMED else t("{count} of the levers", count=number(len(names), 0))
    sentence = t(" It is not sure whether {levers} would help or harm", levers=what)
    if chosen == 1:
        sentence += t("; 1 of those chosen is among them")
    elif chosen:
        sentence += t("; {count} of those chosen are among them", count=number(chosen, 0))
    return sentence + "."


def time_sentence(case: Case, found: Timeline) -> str:
    """What a blend covers over time, what that does to its score, and whether another mix is best then.

    `notice_sentence`, what the rule does to speed, belongs beside it.
    """
    low, high = found.score_range
    sentence = t(
        "Before the parts align {mix} covers {early}, after it {joint}: {averaged} on average over {horizon} with a "
        "lag of {lag}. It scores {score} of 100, {moved}, and {low} to {high} whatever part of the weight "
        "on speed is the signal of being first.",
        mix=mix_words(case, found.shares),
        early=number(found.early, 0),
        joint=number(found.joint, 0),
        averaged=number(found.averaged, 0),
        horizon=figures(found.horizon),
        lag=figures(found.lag),
        score=number(found.score),
        moved=_moved_words(found.score - found.plain_score),
        low=number(low),
        high=number(high),
    )
    plain, timed = found.best["plain"], found.best["over_time"]
    told = {"mix": mix_words(case, timed), "before": mix_words(case, plain)}
    if (plain - timed).abs().max() < 0.005:
        return sentence + t(" The best mix stays {mix}.", **told)
    return sentence + t(" The best mix is then {mix} rather than {before}.", **told)


def _moved_words(change: float) -> str:
    if abs(change) < LEVEL:
        return t("as much as without the lag")
    told = {"change": points(abs(change))}
    return (
        t("{change} more than without the lag", **told)
        if change > 0
        else t("{change} less than without the lag", **told)
    )


def notice_sentence(case: Case, found: Timeline, coverage: str = "coverage", speed: str = "speed") -> str:
    """What the rule does to speed, and why: `found.notice`, in the reader's language."""
    return said(NOTICE).format(
        coverage=case.catalogue[coverage].label,
        speed=case.catalogue[speed].label,
        share=number(100 * found.signal_share, 0),
    )


def history_sentence(case: Case, found: NearestHistory) -> str:
    """The past cases nearest by their marks. `caution_sentence`, what that cannot say, belongs beside it."""
    name = _lowered(case.labels[found.option] if found.option else mix_words(case, _of(found.shares)))
    near = found.table[found.table["distance"].notna()].head(_NAMED)
    if near.empty:
        return t("No past case has a mark on a criterion that is known of {name}.", name=name)
    least, most = float(near["distance"].min()), float(near["distance"].max())
    told = {
        "name": name,
        "titles": listed(f"{row['title']} ({row['years']})" for row in near.to_dict("records")),
        "apart": points(least)
        if round(least) == round(most)
        else t("{low} to {high} points", low=number(least, 0), high=number(most, 0)),
    }
    if len(near) == 1:
        return t(
            "By the marks given to past cases, the one nearest to {name} is {titles}: {apart} of 100 apart on average "
            "over the criteria that both have.",
            **told,
        )
    return t(
        "By the marks given to past cases, the ones nearest to {name} are {titles}: {apart} of 100 apart on average "
        "over the criteria that both have.",
        **told,
    )


def caution_sentence(case: Case, found: NearestHistory) -> str:
    """What a list of past cases can and cannot say: `found.caution`, in the reader's language."""
    return said(CAUTION if len(case.history) != 1 else CAUTION_OF_ONE).format(
        cases=number(len(case.history), 0),
        marked=number(found.gaps.shape[1], 0),
        criteria=number(len(case.catalogue.ids), 0),
    )


def refuse_sentence(case: Case, frame: pd.DataFrame) -> str:
    """What is lost at the scenario's least coordination; `frame` is what `if_partners_refuse` returns."""
    kappa = frame.groupby("at")["coordination"].first()
    falls = kappa["low"] < kappa["now"] - 1e-9
    then = frame[frame["at"] == ("low" if falls else "-1")].set_index("option")
    change = then["change"].to_dict()
    options = then.drop(index=[KEPT, ADAPTED])
    told = {
        "level": signed(float(then["coordination"].iloc[0])),
        "loss": _blend_loss_words(float(change[KEPT]), float(change[ADAPTED])),
    }
    sentence = (
        t("If coordination falls to {level}, the least that the scenario holds possible, {loss}", **told)
        if falls
        else t("If coordination falls to {level}, where parts undercut each other, {loss}", **told)
    )
    if pd.isna(options["rank"]).all():
        return sentence + t("; no option respects the gates then.")
    first = listed(case.labels[str(option)] for option in options.index[options["rank"] == 1])
    sentence += t("; first among the options is then {first}.", first=first)
    most = str(options["change"].idxmin())
    if float(options["change"][most]) > -LEVEL:
        return sentence + t(" No option loses anything.")
    return sentence + t(
        " Of these {option} loses most, {lost}; coordination leaves pure strategies as they are.",
        option=case.labels[most],
        lost=points(-float(options["change"][most])),
    )


def _blend_loss_words(kept: float, adapted: float) -> str:
    """What the best blend of now loses, as it is and with the shares that are best then."""
    if kept > -LEVEL:
        return t("the best blend of now loses nothing")
    return t(
        "the best blend of now loses {kept} if its shares stay, {adapted} if they adapt",
        kept=points(-kept),
        adapted=points(max(0.0, -adapted)),
    )


def _of(shares: "pd.Series[float] | None") -> "pd.Series[float]":
    if shares is None:
        raise ValueError("either an option or shares are named")
    return shares


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
