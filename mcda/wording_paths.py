"""How the best mix changes with one parameter, as sentences."""

from typing import Any

import pandas as pd

from mcda.blends import OptimumPath
from mcda.case import Case
from mcda.language import figures, later, listed, number, percent, points, said, t

_PARAMETERS = {
    "first_mover_cost": later("the cost of acting first"),
    "coordination": later("coordination"),
    "returns": later("returns"),
    "synergy": later("synergy"),
    "scenario": later("the scenario"),
}


def parameter_words(case: Case, parameter: str) -> str:
    """What is varied, in words: `weight:speed` is `the weight on speed`."""
    kind, _, rest = parameter.partition(":")
    option, _, criterion = rest.rpartition(":")
    if kind in ("weight", "score"):
        label = case.catalogue[criterion].label.lower()
        if kind == "weight":
            return t("the weight on {criterion}", criterion=label)
        return t("the {criterion} of {option}", criterion=label, option=case.labels[option].lower())
    return said(_PARAMETERS[parameter]) if parameter in _PARAMETERS else parameter


def path_sentence(case: Case, found: OptimumPath) -> str:
    """How the best mix walks or leaps as one parameter changes, and where it is a blend."""
    if found.parameter == "scenario":
        return _scenarios_sentence(case, found)
    table = found.table[found.table["feasible"] & found.table["score"].notna()]
    first, last = table.iloc[0], table.iloc[-1]
    component = found.components[0]
    if len(found.components) > 2:
        component = str((table[list(found.components)].max() - table[list(found.components)].min()).idxmax())
    told = {
        "what": parameter_words(case, found.parameter),
        "low": _value_words(found, first["value"]),
        "high": _value_words(found, last["value"]),
        "label": case.labels[component].lower(),
        "first": percent(first[component]),
        "last": percent(last[component]),
    }
    if table[component].max() - table[component].min() < 0.005:
        sentence = t("From {low} to {high} of {what}, the best mix stays at {first} {label} effort", **told)
    else:
        sentence = t("As {what} goes from {low} to {high}, the best {label} share goes from {first} to {last}", **told)
        sentence += _bend_words(table[component])
    return f"{sentence}.{_leap_words(case, found, component)} {_blend_words(found)}"


def _bend_words(shares: "pd.Series[float]") -> str:
    """The extreme in between, where the share does not only rise or only fall."""
    ends = shares.iloc[0], shares.iloc[-1]
    if shares.max() > max(ends) + 0.005:
        return t(", with {share} at most", share=percent(shares.max()))
    return t(", with {share} at least", share=percent(shares.min())) if shares.min() < min(ends) - 0.005 else ""


def _leap_words(case: Case, found: OptimumPath, component: str) -> str:
    leaps = [
        t(
            "at {value} from {before} to {after}",
            value=_value_words(found, row["value"]),
            before=percent(row[f"{component}_before"]),
            after=percent(row[f"{component}_after"]),
        )
        for row in found.jumps.to_dict("records")
    ]
    return t(" It leaps {leaps} {label}.", leaps=listed(leaps), label=case.labels[component].lower()) if leaps else ""


def _blend_words(found: OptimumPath) -> str:
    if not found.blend_intervals:
        return t("A pure strategy is best all the way.")
    runs = listed(
        t("from {low} to {high}", low=_value_words(found, low), high=_value_words(found, high))
        for low, high in found.blend_intervals
    )
    return t("The best mix is a blend {runs}; now it is {now}.", runs=runs, now=_value_words(found, found.now))


def _value_words(found: OptimumPath, value: Any) -> str:
    if found.parameter.startswith("weight:"):
        return f"{figures(100 * float(value), 3)} %"
    return figures(float(value), 3)


def _scenarios_sentence(case: Case, found: OptimumPath) -> str:
    table = found.table[found.table["lead"].notna()]
    if table.empty:
        count = number(len(found.table), 0)
        return t("No pure strategy respects the limits in any of {count} scenarios.", count=count)
    names = [case.scenario(str(value)).label for value in table["value"][table["lead"] >= found.epsilon]]
    told = {"near": points(found.epsilon), "all": number(len(table), 0)}
    if names:
        sentence = t(
            "A blend leads the best pure strategy by {near} or more in {count} of {all} scenarios: {names}",
            **told,
            count=number(len(names), 0),
            names=listed(names),
        )
    else:
        sentence = t("In none of {all} scenarios does a blend lead the best pure strategy by {near}", **told)
    component = found.components[0]
    low, high = (table.iloc[int(place)].to_dict() for place in (table[component].argmin(), table[component].argmax()))
    return sentence + t(
        ". The best {label} share is from {low} ({low_scenario}) to {high} ({high_scenario}).",
        label=case.labels[component].lower(),
        low=percent(low[component]),
        low_scenario=case.scenario(str(low["value"])).label,
        high=percent(high[component]),
        high_scenario=case.scenario(str(high["value"])).label,
    )
