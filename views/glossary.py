"""The words of the field in plain ones. Each "?" in the app shows one of these; the Start page lists them all."""

from views.text import t


def terms() -> dict[str, str]:
    """Every term with its definition, in the reader's language; keys stay English."""
    return {
        "option": t("Something that can be chosen. Here: a strategy, alone or built from parts."),
        "criterion": t("One thing that counts, with a question, a fixed scale and a better end."),
        "objective": t("What several criteria serve together; the branches of the value tree."),
        "value tree": t("Objectives and, under them, the criteria by which each is judged."),
        "scale": t(
            "The fixed ends between which a criterion is scored, each described in words. It is not stretched to fit today's options, so a new option never moves the others."
        ),
        "anchor": t("A sentence that says what one end of a scale looks like in practice."),
        "score": t(
            "How an option does on a criterion, in the criterion's own unit: least, most likely, greatest. A judgement of fact, not of worth."
        ),
        "basis": t(
            "How far the source carries a score: stated (it says so), implied (it follows), silent (the score is ours alone)."
        ),
        "grade": t("How well a source is known here: A was read in its own text, B in a secondary report."),
        "value": t(
            "What a score is worth, from 0 at the worst end of the scale to 100 at the best. Linear unless the case gives a curve."
        ),
        "value curve": t(
            "What each score is worth where equal steps are not worth the same: the first minutes saved may matter more than the last."
        ),
        "midvalue": t("The score that is half-way in worth between the worst and the best end."),
        "swing weight": t(
            "How much it is worth to go from the worst to the best end of a criterion, next to the same step on the others. Not how important the word sounds. Sets that ship are illustrative until somebody answers the questions."
        ),
        "weight set": t("One person's or one view's weights for all criteria."),
        "consistency": t(
            "How well somebody's answers fit each other. Answers that contradict each other are asked again, not averaged away."
        ),
        "consistency ratio": t(
            "How inconsistent comparisons in pairs are, next to answers given at random: 0 where none contradicts another, usually at most 0.10."
        ),
        "equivalent change": t(
            "What a step on one criterion is worth, measured as a step on another: weights in words that can be agreed with or not."
        ),
        "stale": t(
            "Weights that were given for other scales than the case now has. A swing from worst to best means something else once an end has moved."
        ),
        "scenario": t(
            "What the world is like: it shifts scores and sets how well partners fit together. It also suggests a weight set."
        ),
        "method": t(
            "How values and weights become one index. All methods see the same values on fixed scales. Swing weights belong to the additive method; to others they carry over only in spirit."
        ),
        "additive": t("Score = sum of value times weight, in points of 100. A strength can make up for a weakness."),
        "gate": t(
            "A floor or a ceiling on a criterion that no other merit can make up for. An option past it is not ranked."
        ),
        "verdict": t(
            "How sure the lead is: over draws of every doubt, clearly ahead (90 in 100), probably ahead (70), else too close to call; practically equal where the lead is mostly under the smallest difference that matters."
        ),
        "draw": t("One way the doubts could turn out: scores, weights and assumptions each taken from their ranges."),
        "rank acceptability": t(
            "In how many of 100 draws an option has each rank. It describes our assumptions; it is no probability of success."
        ),
        "central weight": t(
            "The typical weights among those under which an option comes first: what you would have to care about to choose it."
        ),
        "stability interval": t(
            "How far one weight may go, the others yielding in proportion, before another option comes first."
        ),
        "regret": t("How far an option falls behind the best one in a scenario, in points."),
        "dominated": t(
            "At least as bad as another option on every criterion, and worse on one: no weights can put it first."
        ),
        "driver": t("A doubt that decides who leads: if it were settled, most of the uncertainty would go."),
        "blend": t("A mix of strategies, each with a share of the enforcement and diplomatic effort."),
        "component": t("A pure strategy that blends are mixed from."),
        "share": t(
            "Which part of the effort goes into one component. A share means something only once it is said which items and which partners it covers."
        ),
        "coordination": t(
            "How well the parts of a blend fit: -1 they undercut each other, 0 they neither help nor harm, +1 they fully complement each other."
        ),
        "returns": t(
            "How much of its effect a part brings at a small share. At 2, half the share brings three quarters of the effect; at 1, effect is in proportion."
        ),
        "synergy": t(
            "A credible lone part and a legitimate joint part strengthen each other; closes part of the gap to the best score on two criteria."
        ),
        "first-mover cost": t("What acting first takes off coordination, because facts on the ground strain the fit."),
        "indifference zone": t(
            "All shares whose score is within the smallest difference that matters of the best: any of them is as good an answer."
        ),
        "epsilon": t(
            "The smallest difference that matters, in points of 100. Smaller leads count as practically equal."
        ),
        "lever": t("A measure that improves an option on some criteria, at some effort."),
        "baseline": t("The option that all others are shown against, usually today's course."),
        "overlap": t("Two criteria that may count the same thing twice."),
        "preference independence": t(
            "Whether what a step on one criterion is worth does not depend on how another one turns out. Adding up is sound only where that holds."
        ),
        "digest": t("A fingerprint of the case's whole content: the same digest, the same case."),
        "contribution": t("What a criterion or an objective adds to a score: weight times value, in points of 100."),
        "break-even coordination": t(
            "The least fit of the parts at which some blend leads every pure strategy by the smallest difference that matters."
        ),
        "Shapley value": t(
            "What one of several things adds on average, over all orders in which they could join. The values sum to the whole."
        ),
        "efficient frontier": t("The best that can be had for each effort: nothing with less effort does as well."),
        "near the best": t(
            "In how many draws a blend is within the smallest difference that matters of the best one of that draw."
        ),
        "Sobol index": t(
            "Which part of the doubt about a lead comes from one input. First-order: from it alone; total: with all that it does together with others."
        ),
        "standard error": t("How far a share of draws may be off by the luck of the draw; more draws make it smaller."),
        "lag": t("Days until the others join a measure that one part has begun."),
        "family": t(
            "Methods that add up in a like way. Each family has one vote, so that near-copies do not outvote others."
        ),
        "rank correlation": t("How alike two orders are: 1 the same, 0 unrelated, -1 turned round."),
    }


def names() -> dict[str, str]:
    """Every term in the reader's language, by its English name."""
    return {
        "option": t("option"),
        "criterion": t("criterion"),
        "objective": t("objective"),
        "value tree": t("value tree"),
        "scale": t("scale"),
        "anchor": t("anchor"),
        "score": t("score"),
        "basis": t("basis"),
        "grade": t("grade"),
        "value": t("value"),
        "value curve": t("value curve"),
        "midvalue": t("midvalue"),
        "swing weight": t("swing weight"),
        "weight set": t("weight set"),
        "consistency": t("consistency"),
        "consistency ratio": t("consistency ratio"),
        "equivalent change": t("equivalent change"),
        "stale": t("stale"),
        "scenario": t("scenario"),
        "method": t("method"),
        "additive": t("additive"),
        "gate": t("gate"),
        "verdict": t("verdict"),
        "draw": t("draw"),
        "rank acceptability": t("rank acceptability"),
        "central weight": t("central weight"),
        "stability interval": t("stability interval"),
        "regret": t("regret"),
        "dominated": t("dominated"),
        "driver": t("driver"),
        "blend": t("blend"),
        "component": t("component"),
        "share": t("share"),
        "coordination": t("coordination"),
        "returns": t("returns"),
        "synergy": t("synergy"),
        "first-mover cost": t("first-mover cost"),
        "indifference zone": t("indifference zone"),
        "epsilon": t("epsilon"),
        "lever": t("lever"),
        "baseline": t("baseline"),
        "overlap": t("overlap"),
        "preference independence": t("preference independence"),
        "digest": t("digest"),
        "contribution": t("contribution"),
        "break-even coordination": t("break-even coordination"),
        "Shapley value": t("Shapley value"),
        "efficient frontier": t("efficient frontier"),
        "near the best": t("near the best"),
        "Sobol index": t("Sobol index"),
        "standard error": t("standard error"),
        "lag": t("lag"),
        "family": t("family"),
        "rank correlation": t("rank correlation"),
    }


def meaning(term: str) -> str:
    """The definition of a term, for the `help` of what shows it."""
    return terms()[term]
