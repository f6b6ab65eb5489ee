"""The page on methods answers whether the winner depends on them; and the result page serves each of them."""

import pytest
from app_driver import go, opened, pick, plain, prose, title

import mcda
from mcda import wording_methods as wording
from mcda.case import Case
from mcda.methods import LEFT_OUT


@pytest.mark.parametrize("scenario", ["neutral", "flash_crisis"])
def test_the_finding_is_the_librarys(case: Case, scenario: str) -> None:
    found = mcda.agreement(case, scenario=scenario)
    at = go(pick(opened(), "scenario", scenario), "methods")
    assert title(at) == wording.agreement_headline(case, found)
    assert wording.agreement_sentence(case, found) in prose(at)
    assert wording.CAUTION in prose(at)
    assert wording.agreement_sentence(case, found) in at.get("vega_lite_chart")[0].proto.alt
    for option, votes in found.votes.items():
        assert f"{case.labels[option]}: {wording.vote_words(votes)}" in prose(at)


def test_every_method_is_explained_or_its_absence_is(case: Case) -> None:
    found = mcda.agreement(case)
    at = opened("methods")
    table = at.table[0].value
    assert list(table.index) == [mcda.METHODS[name].label for name in found.ranks]
    topsis = table.loc["TOPSIS"]
    assert topsis["Source"] == mcda.METHODS["topsis"].source
    assert topsis["What it assumes"] == mcda.METHODS["topsis"].assumes
    assert (table.loc["Additive value", "Dropping an option can reorder others"], topsis.iloc[3]) == ("no", "yes")
    for name in found.left_out:
        assert f"{mcda.METHODS[name].label}**: Status quo on speed is 0; this method needs data above 0" in prose(at)
    assert "PROMETHEE I**: it gives a partial order" in prose(at)
    assert all(reason in prose(at) for reason in LEFT_OUT.values())


def test_the_measure_of_likeness_can_be_chosen(case: Case) -> None:
    found = mcda.agreement(case)
    at = opened("methods")
    for measure in wording.MEASURES:
        pick(at, "measure", measure)
        assert wording.least_alike_sentence(found, measure) in prose(at)
        assert at.dataframe[0].value.shape == found.correlations[measure].shape


def test_gates_bind_here_too(case: Case) -> None:
    at = pick(pick(opened("methods"), "gate_criterion", "speed"), "gate_sense", "at least")
    found = mcda.agreement(case, gates=["speed >= 50"])
    assert wording.agreement_sentence(case, found) in prose(at)
    pick(at, "gate_sense", "at most")
    pick(at, "gate_limit_speed", 0.0)
    assert "only option to rank" in title(at)
    assert not at.error


def test_gates_that_nothing_passes_are_an_error_and_no_traceback() -> None:
    at = pick(pick(opened("methods"), "gate_criterion", "industry_cost"), "gate_limit_industry_cost", 0.0)
    assert "No option passes the gates" in at.error[0].value
    assert not at.title


@pytest.mark.parametrize("family", list(dict.fromkeys(method.family for method in mcda.METHODS.values()))[:-1])
def test_the_result_page_serves_each_method_or_says_why_not(case: Case, family: str) -> None:
    """The last family, COMET, is not asked: 2,000 draws of its 2 to the power of 13 objects take over a minute."""
    at = opened()
    members = [name for name, method in mcda.METHODS.items() if method.family == family]
    excuses = mcda.agreement(case, methods=["additive", *members]).left_out
    for method in members:
        pick(at, "method", method)
        if method in excuses:
            assert f"'{method}' cannot use this" in plain(at.error[0].value)
            assert [one for one in at.code if excuses[method] in one.value]
            continue
        assert not at.error
        assert at.dataframe[0].value.iloc[0]["Option"] == case.labels[mcda.rank(case, method=method).winner]
