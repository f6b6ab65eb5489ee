"""What `mcda acceptability` found: how often each option comes first, and which doubt matters."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import mcda
from mcda.cli_answers import remark, setting_words
from mcda.cli_output import LEFT, RIGHT, Answer, Grid, chance
from mcda.cli_progress import Patience, bar
from mcda.language import said

if TYPE_CHECKING:
    import pandas as pd

    from mcda.case import Case
    from mcda.robustness.acceptability import Acceptability
    from mcda.robustness.exact_check import ExactCheck

Settings = Mapping[str, Any]
BY_ONLY = {"weights": "weights only", "facts": "facts only", "both": "both"}
"""Names of `mcda.robustness.acceptability.WAYS` by the value of `--only`."""
JOBS_EACH = 16
"""Jobs for each worker of a cluster, so that none waits long for the last one, and a run can be stopped on the way."""


@contextmanager
def sampling_by(scheduler: str | None, workers: int | None, draws: int) -> Iterator[dict[str, Any]]:
    """Who draws, as arguments of `mcda.acceptability`: this process, or a cluster that is left afterwards.

    Raises
    ------
    ArgumentError
        If both a scheduler and workers are named, the extra is not installed, or no scheduler answers.
    """
    if scheduler is None and workers is None:
        yield {}
        return
    if scheduler is not None and workers is not None:
        raise mcda.ArgumentError("--scheduler uses a cluster that runs, --workers starts one here: give one of them.")
    from mcda.cluster import JOB_DRAWS, Cluster  # noqa: PLC0415  an extra
    from mcda.draws import BLOCK  # noqa: PLC0415

    with Cluster(scheduler, workers or 0) as cluster:
        client: Any = cluster.client
        jobs = JOBS_EACH * max(1, len(client.ncores()))
        yield {"runner": cluster, "job_draws": min(JOB_DRAWS, -(-draws // (BLOCK * jobs)) * BLOCK)}


def acceptability_answer(case: "Case", setting: Settings, only: str | None) -> Answer:
    """How often each option comes first: by one doubt, or by each alone and both together."""
    from mcda import wording_robustness as wording  # noqa: PLC0415
    from mcda.robustness.acceptability import WAYS  # noqa: PLC0415
    from mcda.wording import headline, verdict_sentence  # noqa: PLC0415

    ways = [BY_ONLY[only]] if only else ["both", *(way for way in WAYS if way != "both")]
    found, by_way = _sampled(case, setting, ways)
    frame = found.to_frame().join(by_way.add_prefix("p_first_")) if by_way is not None else found.to_frame()
    frame = frame.join(found.ranks.add_prefix("rank_")).rename(columns=lambda name: name.replace(" ", "_"))
    sentences = [
        headline(case, found.verdict) + ".",
        _stopped(found, left_out=only is None and by_way is None),
        verdict_sentence(case, found.verdict),
        wording.acceptability_sentence(case, found),
    ]
    if by_way is not None:
        sentences.append(wording.doubts_sentence(case, by_way, found.draws))
    if "weights" in found.sources:
        sentences += [wording.belief_sentence(case, found, option) for option in _rivals(found)]
    used = setting_words(found.scenario, found.weights, f"method {found.method}", found.draws, found.seed)
    drawn = f"Drawn: {', '.join(found.sources)}; scores {found.distribution}, correlation {found.correlation:g}."
    data = found.to_dict() | {
        "p_first": by_way if by_way is None else by_way.to_dict("index"),
        "marking": case.settings.marking,
    }
    exact = "" if found.exact is None else "“First in” is exact here; the rest is counted over draws."
    notes = [said(wording.NO_PROBABILITY), exact, used, drawn, remark(case)]
    return Answer(frame.reset_index(), data, sentences, [_grid(found, by_way)], notes)


def _sampled(case: "Case", setting: Settings, ways: list[str]) -> "tuple[Acceptability, pd.DataFrame | None]":
    """The answer by the first way; and, if there are more, first places by each, unless somebody stops before."""
    import pandas as pd  # noqa: PLC0415

    from mcda.robustness.acceptability import WAYS, acceptability  # noqa: PLC0415

    answers: list[Acceptability] = []
    with bar("Drawing") as show:
        patience = Patience()
        with patience.listening():
            for way in ways:
                patience.show = partial(_shown, show, len(answers), len(ways))
                extra: dict[str, Any] = {"pairwise": False} if answers else {}
                answers.append(acceptability(case, **{**setting, **extra}, sources=WAYS[way], progress=patience))
                if patience.stopped:
                    break
    if len(ways) == 1 or patience.stopped:
        return answers[0], None
    by_way = {way: one.table["p_first"] for way, one in zip(ways, answers, strict=True)}
    return answers[0], pd.DataFrame(by_way)[list(WAYS)]


def _shown(show: Callable[[float], None], before: int, of: int, share: float) -> None:
    """Show a share of one of several equal pieces of work."""
    show((before + share) / of)


def _stopped(found: "Acceptability", left_out: bool) -> str:
    """What was not drawn of what was asked for, because somebody stopped it or the target was met; else empty."""
    if found.draws < found.asked:
        return f"Stopped after {found.draws:,} of {found.asked:,} draws; the answer is on these."
    return "Stopped before weights alone and facts alone were drawn." if left_out else ""


def _rivals(found: "Acceptability") -> list[str]:
    """The option that is first second most often, if it ever is."""
    ordered = found.table["p_first"].sort_values(ascending=False, kind="stable")
    return [str(option) for option in ordered[ordered > 0].index[1:2]]


def _grid(found: "Acceptability", by_way: "pd.DataFrame | None") -> Grid:
    columns = [("Option", LEFT), ("First in", RIGHT), ("±", RIGHT)]
    if by_way is not None:
        columns += [("weights\nonly", RIGHT), ("facts\nonly", RIGHT)]
    columns += [("Mean\nrank", RIGHT), ("Mean\nloss", RIGHT)]
    form = ".1f" if found.method == "additive" else ".3f"
    rows = []
    for option, row in found.table.sort_values("p_first", ascending=False, kind="stable").to_dict("index").items():
        cells = [row["label"], chance(row["p_first"]), f"{100 * row['p_first_error']:.1f}"]
        if by_way is not None:
            cells += [chance(float(by_way[way][str(option)])) for way in ("weights only", "facts only")]
        rows.append((*cells, f"{row['expected_rank']:.1f}", f"{row['expected_loss']:{form}}"))
    return Grid(columns, rows)


def check_answer(case: "Case", setting: Settings, draws: int, seed: int) -> Answer:
    """Exact and sampled shares side by side, all weights equally likely and facts at their most likely."""
    from mcda.robustness.exact_check import exact_check  # noqa: PLC0415

    split = dict(setting) | ({"weights": None} if setting["weights"] == "any" else {})
    found = exact_check(case, **split, draws=draws, seed=seed)
    over = found.level if found.level == "criteria" else "objectives, each shared out by the weight set"
    notes = [
        "All weights alike, facts at their most likely.",
        f"“First in”: weights uniform over {over}. Mean rank: uniform over criteria.",
        "" if found.exact else "“First in” is out of exact reach here; both columns are sampled, independently.",
        setting_words(found.scenario, found.weights, f"method {found.method}", found.draws, found.seed),
        remark(case),
    ]
    data = found.to_dict() | {"marking": case.settings.marking}
    return Answer(found.to_frame().reset_index(), data, _check_sentences(found), [_check_grid(found)], notes)


def _check_sentences(found: "ExactCheck") -> list[str]:
    verdict = "agree" if found.agree else "do not agree"
    apart = found.apart
    return [
        f"Exact and sampled answers {verdict}: they are at most {max(apart.values()):.1f} standard errors apart.",
        f"First places by up to {apart['p_first']:.1f}, mean rank by up to {apart['expected_rank']:.1f}, pairwise "
        f"winning by up to {apart['pairwise']:.1f}; up to 4 is chance.",
    ]


def _check_grid(found: "ExactCheck") -> Grid:
    columns = [("Option", LEFT), ("First in\nexact", RIGHT), ("sampled", RIGHT), ("±", RIGHT)]
    columns += [("Mean rank\nexact", RIGHT), ("sampled", RIGHT), ("±", RIGHT)]
    rows = [
        (
            row["label"],
            f"{100 * row['p_first']:.2f} %",
            f"{100 * row['p_first_sampled']:.2f} %",
            f"{100 * row['p_first_error']:.2f}",
            f"{row['expected_rank']:.3f}",
            f"{row['expected_rank_sampled']:.3f}",
            f"{row['expected_rank_error']:.3f}",
        )
        for row in found.table.sort_values("p_first", ascending=False, kind="stable").to_dict("records")
    ]
    return Grid(columns, rows)
