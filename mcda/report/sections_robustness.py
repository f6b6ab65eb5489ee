"""How sure the answer is: ranks over the draws, how far weights may move, other scenarios, other methods."""

from collections.abc import Iterator

import pandas as pd

from mcda import wording, wording_methods
from mcda import wording_robustness as words
from mcda.charts import method_rank_chart
from mcda.charts.regret import regret_chart
from mcda.charts.robustness import central_weights_chart, rank_heat_chart, stability_chart
from mcda.language import listed, said
from mcda.methods import METHODS
from mcda.ranking import rank
from mcda.report.contents import Picture, Section, Table
from mcda.report.sections_findings import NOTHING_RANKED, Findings, attempt, because, named, percents, rounded
from mcda.robustness import Stability, agreement, compare_scenarios, dominance, stability
from mcda.robustness.acceptability import Acceptability
from mcda.robustness.regret import Regret, regret

_BELIEFS = 3
"""What one would have to believe is said of so many options."""


def ranks(found: Findings) -> Section:
    """How often each option has each rank, and what one would have to believe for it to be first."""
    case, sampled = found.case, found.sampled
    title = "How sure the ranking is"
    if sampled is None:
        return Section("robustness", title, (because("How often each option comes first", found.unsampled),))
    often = sampled.table["p_first"].sort_values(ascending=False, kind="stable")
    believed = [str(option) for option in often.index[often > 0][:_BELIEFS]]
    sentences = [
        words.acceptability_sentence(case, sampled),
        *(words.belief_sentence(case, sampled, option) for option in believed),
        said(words.NO_PROBABILITY),
    ]
    worse, _ = attempt(dominance, case, scenario=found.setting.scenario, gates=found.gates)
    if worse is not None:
        sentences.append(words.dominance_sentence(case, worse))
    pictures = [Picture(rank_heat_chart(case, sampled), f"How often each option has each rank. {sentences[0]}")]
    if believed:
        told = f"Weights now, and mean weights of the draws in which an option is first. {sentences[1]}"
        pictures.append(Picture(central_weights_chart(case, sampled, found.weights), told))
    return Section("robustness", title, tuple(sentences), tuple(pictures), (_rank_table(found, sampled),))


def _rank_table(found: Findings, sampled: Acceptability) -> Table:
    table = sampled.table.sort_values("expected_rank", kind="stable")
    columns = {
        "Option": table["label"],
        "Mean rank": rounded(table["expected_rank"], 1),
        **{str(place): percents(sampled.ranks[place][table.index], 0) for place in sampled.ranks},
    }
    if found.additive:
        columns["Loss on average (points)"] = rounded(table["expected_loss"], 1)
    return Table(f"Per cent of {sampled.draws:,} draws in which each option has each rank", named(columns))


def weights_may_move(found: Findings) -> Section:
    """How far each weight may go before another option is first."""
    case, title = found.case, "How far weights may move"
    settled, reason = (
        (None, NOTHING_RANKED)
        if found.ranking is None
        else attempt(stability, case, method=found.setting.method, **found.question)
    )
    if settled is None:
        return Section("stability", title, (because("How far weights may move", reason),))
    sentence = words.stability_sentence(case, settled)
    searched = words.search_sentence(settled)
    picture = Picture(stability_chart(case, settled), f"Bar: the winner stays first. Tick: the weight now. {sentence}")
    caption = f"Between which weights {case.labels[settled.winner]} stays first, the others yielding in proportion"
    tables = (Table(caption, _interval_table(found, settled)),)
    return Section("stability", title, (sentence, *([searched] if searched else [])), (picture,), tables)


def _interval_table(found: Findings, settled: Stability) -> pd.DataFrame:
    table = settled.table.loc[settled.room().sort_values(kind="stable").index]

    def beyond(side: str) -> list[str]:
        return [
            "the method has no answer" if quiet else found.case.labels[option] if isinstance(option, str) else ""
            for option, quiet in zip(table[side], table[f"silent_{side}"], strict=True)
        ]

    return named(
        {
            "Weight of": [found.label(one) for one in table.index],
            "Now (%)": percents(table["weight"]),
            "From (%)": percents(table["low"]),
            "To (%)": percents(table["high"]),
            "First below that": beyond("below"),
            "First above that": beyond("above"),
        }
    )


def scenarios(found: Findings) -> Section:
    """Who comes first in each state of the world, and what each option costs in hindsight."""
    case, title = found.case, "In other states of the world"
    if len(case.scenarios) == 1:
        only = "This case has only one state of the world, so there is no other to be wrong about."
        return Section("scenarios", title, (only,))
    sentences, pictures, tables = [], [], [_winners(found)]
    if found.additive:
        hindsight, reason = attempt(
            regret,
            case,
            weights=found.weights,
            gates=found.gates,
            method="additive",
            draws=found.fewer_draws,
            seed=found.setting.seed,
        )
        if hindsight is None:
            sentences.append(because("What each option costs in hindsight", reason))
        else:
            sentences += [words.regret_sentence(case, hindsight), said(words.ON_HINDSIGHT)]
            pictures.append(
                Picture(
                    regret_chart(case, hindsight), f"Points of 100 behind the best of each scenario. {sentences[0]}"
                )
            )
            tables.append(_regret_table(found, hindsight))
    else:
        label = METHODS[found.setting.method].label
        sentences += [
            *_changes_of_winner(found),
            f"Regret is worked out by the additive method only: the index of {label} has no units to compare.",
        ]
    return Section("scenarios", title, tuple(sentences), tuple(pictures), tuple(tables))


def _changes_of_winner(found: Findings) -> Iterator[str]:
    """One sentence for each other scenario, where the method has an answer in both."""
    for other in found.case.scenarios:
        if other.scenario != found.setting.scenario:
            names = (found.setting.scenario, other.scenario)
            table, reason = attempt(
                compare_scenarios,
                found.case,
                *names,
                weights=found.weights,
                method=found.setting.method,
                gates=found.gates,
            )
            if table is not None:
                yield wording.comparison_sentence(found.case, table, *names, found.weights)
            else:
                yield because(f"The order in {other.label}", reason)


def _winners(found: Findings) -> Table:
    """Every scenario with its winner under the weights used."""
    rows: list[tuple[str, str, float, str, float | None]] = []
    for scenario in found.case.scenarios:
        ranking, reason = attempt(
            rank,
            found.case,
            scenario=scenario.scenario,
            weights=found.weights,
            method=found.setting.method,
            gates=found.gates,
        )
        if ranking is None:
            rows.append((scenario.label, scenario.description, scenario.coordination, reason, None))
            continue
        first = ranking.table[ranking.table["rank"] == 1]
        score = float(rounded(first["score"].iloc[0], found.digits))
        names = listed(first["label"])
        rows.append((scenario.label, scenario.description, scenario.coordination, names, score))
    columns = ["State of the world", "What it is", "Coordination", "First", "Score"]
    frame = pd.DataFrame(rows, columns=columns)
    if not found.case.components:
        frame = frame.drop(columns="Coordination")
    return Table(f"Who comes first, always with the weights “{found.setting.weights_label}”", frame)


def _regret_table(found: Findings, hindsight: Regret) -> Table:
    table, case = hindsight.table, found.case
    columns = {
        "Option": table["label"],
        "Worst regret": rounded(table["worst_regret"], 1),
        "In": [
            case.scenario(one).label if isinstance(one, str) else "kept out by a limit"
            for one in table["worst_scenario"]
        ],
    }
    if hindsight.draws:
        columns |= {
            "5 % of draws below": rounded(table["p05"], 1),
            "5 % of draws above": rounded(table["p95"], 1),
            "Safest in (% of draws)": percents(table["p_choice"]),
        }
    return Table("Points of 100 behind the best, at worst", named(columns))


def methods_agree(found: Findings) -> Section:
    """Whether the winner depends on the scoring method."""
    case, title = found.case, "By other methods"
    compared, reason = (None, NOTHING_RANKED) if found.ranking is None else attempt(agreement, case, **found.question)
    if compared is None:
        return Section("agreement", title, (because("What other methods say", reason),))
    headline = wording_methods.agreement_headline(case, compared)
    sentences = (
        f"{headline}.",
        wording_methods.agreement_sentence(case, compared),
        wording_methods.CAUTION,
        wording_methods.ONE_VOTE,
    )
    votes = {
        "Option": [case.labels[str(option)] for option in compared.votes.index],
        "Votes of families": rounded(compared.votes, 2),
    }
    tables = [Table(f"One vote for each of {len(compared.families)} families of methods", named(votes))]
    left_out = wording_methods.left_out_words(case, compared)
    if left_out:
        silent = named({"Method": left_out, "Why it does not apply": left_out.values()})
        tables.append(Table("Methods that do not apply here", silent))
    picture = Picture(
        method_rank_chart(case, compared, found.setting.method), f"Rank of each option by each method. {sentences[1]}"
    )
    return Section("agreement", title, sentences, (picture,), tuple(tables))


__all__ = ["methods_agree", "ranks", "scenarios", "weights_may_move"]
