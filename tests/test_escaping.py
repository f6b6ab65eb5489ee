"""A text that a spreadsheet would run is escaped in CSV, and comes back as it was."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.case import Case
from mcda.cli_output import Answer, Format, write
from mcda.escaping import csv_text, escaped, unescaped
from mcda.folder import case_as_zip, case_from_bytes

RISKY = st.text(alphabet="'=+-@\t\r＝ a1.e", max_size=6)


@given(RISKY | st.text(max_size=10))
def test_escaping_loses_nothing_and_leaves_nothing_to_run(text: str) -> None:
    cell = escaped(text)
    assert unescaped(cell) == text
    if cell[:1] in tuple("=+-@\t\r＝＋－＠"):
        float(cell)


@pytest.mark.parametrize("text", ["-5", "+5", "-.5e-3", "5", "'tis", "''x", "a=b", ""])
def test_numbers_and_harmless_texts_stand_as_they_are(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize("text", ["=1+1", "-5 euro", "@x", "+x", "'=1", "''@x", "-1-1", "＝1"])
def test_a_case_with_formulas_for_texts_survives(case: Case, text: str) -> None:
    option = case.options[0].model_copy(update={"label": text, "description": text})
    source = case.evidence[0].model_copy(update={"finding": text})
    past = case.history[0].model_copy(update={"outcome": text})
    changed = case.replace(
        options=(option, *case.options[1:]),
        evidence=(source, *case.evidence[1:]),
        history=(past, *case.history[1:]),
    )
    assert case_from_bytes("a.zip", case_as_zip(changed)) == changed


def test_tables_of_the_command_line_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"label": ["=1+1", "plain", None], "score": [-1.5, 2.0, 0.1]})
    write(Answer(frame, {}), Format.CSV)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["label", "score"], ["'=1+1", "-1.5"], ["plain", "2.0"], ["", "0.1"]]


def test_headers_are_escaped_too() -> None:
    assert csv_text(pd.DataFrame({"=x": [1]})) == "'=x\n1\n"
