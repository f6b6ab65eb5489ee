"""The answer: who comes first and how surely, the whole ranking, why, and what would change it."""

from collections.abc import Iterator

import pandas as pd

from mcda import wording
from mcda.case import Case
from mcda.charts import overturn_chart, ranking_chart, waterfall_chart
from mcda.charts.robustness import first_place_chart
from mcda.explanation import Explanation, explain
from mcda.language import listed, said
from mcda.methods import METHODS
from mcda.ranking import Ranking
from mcda.report.contents import Picture, Section, Table
from mcda.report.sections_findings import NOTHING_RANKED, Findings, attempt, because, named, percents, rounded
from mcda.report.sections_question import gate_words
from mcda.robustness import overturn
from mcda.robustness.overturn import OUTSIDE, WITHIN, Overturn
from mcda.robustness.overturn_weights import BEAT
from mcda.wording_pairs import amount, overturn_sentence, times
from mcda.wording_robustness import NO_PROBABILITY, acceptability_sentence

MOST_CHANGES = 12
"""So many changes are listed, those that need least of their range."""


def answer(found: Findings) -> Section:
    """The verdict in words, how often each option comes first, and the first places."""
    case, ranking = found.case, found.ranking
    if ranking is None:
        sentences = ("There is nothing to recommend: no option can be ranked.", found.unranked)
        return Section("answer", "The answer", sentences, (), tuple(_broken_limits(found)))
    lacking = wording.unknown_sentence(case, ranking.table["option"])
    told = [wording.ranking_sentence(case, ranking), *([lacking] if lacking else [])]
    if found.sampled is None:
        first = listed(ranking.table.loc[ranking.table["rank"] == 1, "label"])
        told = [f"{first} comes first, and how surely was not worked out.", *told]
        if found.setting.draws:
            told.append(because("How sure this is", found.unsampled))
        return Section("answer", "The answer", tuple(told))
    verdict = found.sampled.verdict
    told = [f"{wording.headline(case, verdict)}.", wording.verdict_sentence(case, verdict), *told]
    zone = wording.zone_sentence(case, verdict)
    sentence = acceptability_sentence(case, found.sampled)
    table = found.sampled.table.sort_values("p_first", ascending=False, kind="stable")
    often = named(
        {
            "Option": table["label"],
            "First in (% of draws)": percents(table["p_first"]),
            "Standard error (%)": percents(table["p_first_error"]),
        }
    )
    picture = Picture(first_place_chart(case, found.sampled), f"How often each option comes first. {sentence}")
    caption = f"How often each option comes first, in {found.sampled.draws:,} draws"
    told = [*told, *([zone] if zone else []), said(NO_PROBABILITY)]
    return Section("answer", "The answer", tuple(told), (picture,), (Table(caption, often),))


def _broken_limits(found: Findings) -> Iterator[Table]:
    """Which option breaks which limit, where limits leave nothing."""
    case = found.case
    natural = case.scores(found.setting.scenario)
    rows = [
        (case.labels[option], str(gate), score)
        for option in case.choices
        for gate in found.gates
        if not gate.passes(score := natural[gate.criterion][option])
    ]
    if rows:
        frame = pd.DataFrame(rows, columns=["Option", "Limit", "Score"])
        yield Table("What breaks which limit", frame.assign(Limit=frame["Limit"].map(gate_words)))


def order(found: Findings) -> Section:
    """Every option in order, with the range of its score, and what limits keep out."""
    case, ranking = found.case, found.ranking
    if ranking is None:
        return Section("ranking", "The ranking", (because("A ranking", NOTHING_RANKED),))
    verdict = found.sampled.verdict if found.sampled else None
    sentence = wording.ranking_sentence(case, ranking)
    method = METHODS[ranking.method]
    scale = (
        "Scores are points of 100: weight × value, summed over the criteria."
        if found.additive
        else f"Scores are the index of {method.label}; {'more' if method.higher_is_better else 'less'} is better."
    )
    ranges = "" if verdict is None else f" Lines: nine tenths of {verdict.draws:,} draws."
    picture = Picture(
        ranking_chart(case, ranking, verdict), f"What each part contributes to the score.{ranges} {sentence}"
    )
    tables = [Table("The ranking at the most likely scores", _ranking_table(found, ranking)), *_kept_out(ranking)]
    lacking = wording.unknown_sentence(case, ranking.table["option"])
    sentences = (sentence, scale, *wording.risk_sentences(ranking), *([lacking] if lacking else []))
    return Section("ranking", "The ranking", sentences, (picture,), tuple(tables))


def _ranking_table(found: Findings, ranking: Ranking) -> pd.DataFrame:
    table, digits = ranking.table, found.digits
    columns = {"Rank": table["rank"], "Option": table["label"], "Score": rounded(table["score"], digits)}
    if found.sampled:
        drawn = table[["option"]].join(found.sampled.verdict.table, on="option")
        columns |= {
            "5 % of draws below": rounded(drawn["p05"], digits),
            "5 % of draws above": rounded(drawn["p95"], digits),
            "First in (% of draws)": percents(drawn["p_first"]),
        }
    if ranking.baseline in set(table["option"]):
        baseline = found.case.labels[str(ranking.baseline)].lower()
        columns[f"Against {baseline}"] = rounded(table["versus_baseline"], digits)
    if table["incomplete"].any():
        columns["Complete"] = ["some scores unknown" if one else "yes" for one in table["incomplete"]]
    return named(columns)


def _kept_out(ranking: Ranking) -> Iterator[Table]:
    out = ranking.excluded
    if len(out):
        frame = named({"Option": out["label"], "Limit": out["gate"].map(gate_words), "Score": rounded(out["score"], 1)})
        yield Table("Kept out by a limit", frame)


def explained(found: Findings) -> tuple[Explanation | None, str]:
    """Why the winner is ahead of its strongest rival; or None, and the reason in words."""
    if found.ranking is None:
        return None, NOTHING_RANKED
    if found.pair is None:
        return None, "only one option is left, so there is nothing to compare it with"
    labels = {criterion.id: criterion.label for criterion in found.case.catalogue.criteria}
    return attempt(explain, found.ranking, *found.pair, labels=labels, epsilon=found.case.settings.epsilon)


def why(found: Findings) -> Section:
    """What puts the winner above its strongest rival, criterion by criterion."""
    told, reason = explained(found)
    if told is None:
        return Section("why", "Why", (because("Why one option is ahead of another", reason),))
    pictures = []
    if not (told.table["side"] == "equal").all():
        pictures.append(
            Picture(waterfall_chart(found.case, told), f"Steps from one score to the other. {told.sentences[0]}")
        )
    scores = found.case.scores(found.setting.scenario)[list(told.table.index)]
    units = [found.case.catalogue[str(one)].scale.unit for one in told.table.index]
    lead = {
        "Criterion": told.table["label"],
        "Contribution to the lead": rounded(told.table["contribution"], 2 if found.additive else 4),
        f"Score of {told.label_a}": _scores(found.case, told.a, scores.T[told.a]),
        f"Score of {told.label_b}": _scores(found.case, told.b, scores.T[told.b]),
        "Unit": units,
    }
    caption = f"{told.label_a} and {told.label_b}, criterion by criterion"
    title = f"Why {told.label_a} and not {told.label_b}"
    return Section("why", title, tuple(told.sentences), tuple(pictures), (Table(caption, named(lead)),))


def _scores(case: Case, option: str, scores: "pd.Series[float]") -> list[float | str]:
    """Scores of one option; for those that are unknown what they count as, in words."""
    unknown = wording.unknown_scores(case, option)
    return [
        wording.unknown_words(amount(float(score))) if criterion in unknown else float(score)
        for criterion, score in zip(scores.index, rounded(scores, 1), strict=True)
    ]


def change(found: Findings) -> Section:
    """What would have to be true for the strongest rival to get ahead."""
    title = "What would change it"
    if found.ranking is None or found.pair is None:
        alone = "only one option is left, so nothing can overtake it"
        reason = NOTHING_RANKED if found.ranking is None else alone
        return Section("change", title, (because("What would change the answer", reason),))
    if not found.additive:
        only = "What would have to be true is worked out for the additive method only: there a lead is a sum."
        return Section("change", title, (only,))
    changes, reason = attempt(overturn, found.case, *found.pair, method="additive", **found.question)
    if changes is None:
        return Section("change", title, (because("What would change the answer", reason),))
    sentence = overturn_sentence(found.case, changes)
    note = "Each change would do it on its own, all else as it is."
    table = Table(
        f"What would let {found.case.labels[changes.b]} overtake {found.case.labels[changes.a]}",
        _changes(changes),
    )
    return Section(
        "change",
        title,
        (sentence, note),
        (Picture(overturn_chart(found.case, changes), f"How far each change would have to go. {sentence}"),),
        (table,),
    )


def _changes(changes: Overturn) -> pd.DataFrame:
    """The nearest changes, in their own units; blank where nothing does it."""
    table = changes.table[changes.table["goal"] == BEAT].head(MOST_CHANGES)
    together = (table["kind"] == "weights") & table["criterion"].isna()

    def written(column: "pd.Series[float]") -> list[str]:
        return ["" if pd.isna(value) else amount(float(value)) for value in column]

    def fitted(column: "pd.Series[float]") -> list[str]:
        """Coordination runs from -1 to 1 and needs two decimals."""
        fine = table["kind"] == "coordination"
        return [
            f"{value:+.2f}" if precise and text else text
            for value, precise, text in zip(column, fine, written(column), strict=True)
        ]

    reach = ["" if pd.isna(one) else times(float(one)) for one in table["reach"]]
    return named(
        {
            "What changes": table["what"],
            "Evidence range": table["grade"].replace({WITHIN: "within", OUTSIDE: "outside"}),
            "Now": fitted(table["now"].mask(together)),
            "Needed": fitted(table["needed"].mask(together)),
            "Unit": table["unit"],
            "Of the way to the end of its range": reach,
        }
    )


__all__ = ["answer", "change", "explained", "order", "why"]
