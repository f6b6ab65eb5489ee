"""The workbook, recomputed by LibreOffice, gives the engine's numbers: as it is, and after an analyst's changes."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from office import converted
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_reports import MADE, small_report

import mcda
from criteria.catalogue import build_catalogue
from mcda.case import Case
from mcda.parts import Elicitation, ValuePoint
from mcda.report.contents import LogLine, Report, Section, Table
from mcda.report.xlsx import xlsx_bytes
from mcda.report.xlsx_cells import CUT, LONGEST, add_sheet, number_format

CUSTOM = {"reach": 7.0, "price": 2.5, "delay": 11.0, "trust": 0.0, "noise": 4.0, "care": 3.3}
SCALES = {
    "reach": ("more", -50.0, 250.0),
    "price": ("less", 0.0, 8.0),
    "delay": ("less", 10.0, 70.0),
    "trust": ("more", 0.0, 1.0),
    "noise": ("less", 0.0, 100.0),
    "care": ("more", 0.0, 100.0),
}
CURVES = [
    ("reach", "piecewise", -20.0, 30.0),
    ("reach", "piecewise", 100.0, 31.0),
    ("reach", "piecewise", 240.0, 99.5),
    ("price", "exponential", 8 - 8 * 0.02, 50.0),  # the most curved that there may be
    ("delay", "piecewise", 25.0, 40.0),
    ("trust", "exponential", 0.5000001, 50.0),  # so near the straight line that a quotient would lose its digits
    ("noise", "exponential", 30.0, 50.0),
]
HOSTILE = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","click")',
    "=cmd|' /C calc'!A0",
    "#N/A",
    "_x0041_",
    "1e5",
    "007",
    "TRUE",
    "<b>&amp;</b>",
    "' quoted",
)


def curved_case() -> Case:
    """Six criteria on scales of their own with every kind of curve; two options alike, two unknown in one cell."""
    anchors = {"low": "none", "high": "all"}
    tree = build_catalogue(
        {
            "id": "bent",
            "title": "Bent",
            "objectives": [{"id": "aim", "label": "Aim"}],
            "criteria": [
                {
                    "id": name,
                    "label": name.title(),
                    "objective": "aim",
                    "direction": way,
                    "scale": {"low": low, "high": high, "unit": "units", "anchors": anchors},
                }
                for name, (way, low, high) in SCALES.items()
            ],
        }
    )
    rng = np.random.default_rng(5)
    options = [f"o{i}" for i in range(8)]
    scores = {o: {n: rng.uniform(low, high) for n, (_, low, high) in SCALES.items()} for o in options}
    scores["o3"] = scores["o1"]
    scores["o4"]["reach"], scores["o4"]["price"] = -50.0, 8.0  # worst ends
    scores["o5"] = {n: high if way == "more" else low for n, (way, low, high) in SCALES.items()}  # best ends
    scores["o6"]["reach"] = -20.0  # on a point
    cells = [
        [o, n, SCALES[n][1], "", SCALES[n][2]] if (o, n) in {("o7", "reach"), ("o2", "noise")} else [o, n, x, x, x]
        for o in options
        for n, x in scores[o].items()
    ]
    columns = ["option", "criterion", "low", "mode", "high"]
    tables = {
        "options": pd.DataFrame({"option": options, "label": options}),
        "scores": pd.DataFrame(cells, columns=columns, dtype=object).assign(basis="silent", rationale="for a test"),
        "weights": pd.DataFrame({"set": "only", "criterion": list(SCALES), "weight": [1, 2, 3, 4, 5, 6]}),
        "values": pd.DataFrame(CURVES, columns=["criterion", "kind", "score", "value"]).assign(rationale=""),
    }
    return Case.from_tables({"id": "bent", "title": "Bent", "baseline": "o0"}, tree, tables)


def hostile_report(case: Case) -> Report:
    """Every place that takes text of a case, filled with what a spreadsheet would like to run."""
    options = tuple(
        o.model_copy(update={"label": HOSTILE[i % 6] + " again" * (i // 6)}) for i, o in enumerate(case.options)
    )
    texts = [*HOSTILE, "x" * 40_000, "bell\x07 \ud800\ufffe"]
    frame = pd.DataFrame({"=a": texts, "link": ["https://example.org/a?b=1"] * len(texts)}, dtype=object)
    other = Section("a-b:c/d", "=Title", ("=1+1",), tables=(Table("=caption", frame), Table("again", frame.head(1))))
    log = (LogLine("2026-01-01", "=1+1", "=2+2"),)
    report = small_report(case.replace(options=options), log=log, sentences=("=1+1",))
    return replace(report, marking="=A&B", title="=1+1", sections=(*report.sections, other))


def load(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def changed_case(case: Case, option: str, criterion: str, score: float) -> Case:
    """The case with one score known to be this."""
    cells = tuple(
        cell.model_copy(update={"low": score, "mode": score, "high": score})
        if (cell.option, cell.criterion) == (option, criterion)
        else cell
        for cell in case.cells
    )
    return case.replace(cells=cells)


def type_in(book: Workbook, sheet: str, row_id: str, column_id: str | int, value: object) -> None:
    """What an analyst does: change one cell, found by the ids beside and above it."""
    page = book[sheet]
    row = next(cells[0].row for cells in page.iter_rows(max_col=1) if cells[0].value == row_id)
    column = column_id if isinstance(column_id, int) else next(c.column for c in page[5] if c.value == column_id)
    page.cell(row, column).value = value


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def books(case: Case, make_case: Callable[..., Case], tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Every workbook of these tests recomputed by LibreOffice, in one start, with what the engine says of each."""
    folder = tmp_path_factory.mktemp("xlsx")
    bent = curved_case()
    files: dict[str, bytes] = {}
    wanted: dict[str, mcda.Ranking] = {}

    def add(name: str, report: Report) -> None:
        files[name], wanted[name] = xlsx_bytes(report), report.ranking

    for scenario in ("neutral", "flash_crisis"):
        add(scenario, small_report(case, scenario=scenario))
    add("bent", small_report(bent))
    add("custom", small_report(bent, weights=CUSTOM))
    add("gated", small_report(case, gates=("speed >= 30", "collateral_damage <= 55")))
    add("topsis", small_report(case, method="topsis"))
    one = make_case({"a": [50.0], "b": [50.0]})
    add("level", small_report(one))
    add("alone", small_report(make_case({"only": [20.0, 30.0]})))

    book = load(files["neutral"])
    type_in(book, "Weights", "speed", 4, 40)
    type_in(book, "Weights", "legitimacy", 4, 0)
    type_in(book, "Scores", "minilateral", "coverage", 97.5)
    files["retyped"] = saved(book)
    points = {row.criterion: row.weight for row in case.weight_rows if row.set == "neutral"}
    retyped = changed_case(case, "minilateral", "coverage", 97.5)
    wanted["retyped"] = mcda.rank(retyped, scenario="neutral", weights=points | {"speed": 40.0, "legitimacy": 0.0})

    book = load(files["bent"])
    type_in(book, "Scores", "o2", "noise", 12.0)  # unknown before
    type_in(book, "Scores", "o6", "price", 0.25)
    page = book["Curves"]
    row = next(cells[0].row for cells in page.iter_rows() if (cells[0].value, cells[3].value) == ("reach", 100.0))
    page.cell(row, 5).value = 70
    files["bent_retyped"] = saved(book)
    points_of = tuple(p.model_copy(update={"value": 70.0}) if p.score == 100.0 else p for p in bent.value_rows)
    bent_again = changed_case(changed_case(bent, "o2", "noise", 12.0), "o6", "price", 0.25)
    wanted["bent_retyped"] = mcda.rank(bent_again.replace(value_rows=points_of))

    book = load(files["gated"])
    type_in(book, "Gates", "multilateral", 4, None)
    book["Gates"].cell(7, 4).value = 5
    files["gate_moved"] = saved(book)
    gates = ("speed >= 5", "collateral_damage <= 55")
    wanted["gate_moved"] = mcda.rank(case, gates=gates)

    # So near the straight line that its series is used, where the last term of it counts; and a tie within rounding.
    near = make_case({"a": [21.13], "b": [78.87], "c": [21.13 + 1e-10]}, directions={"gain": "more"})
    midvalue = ValuePoint(criterion="gain", kind="exponential", score=50.0011, value=50.0, rationale="")
    add("nearly_straight", small_report(near.replace(value_rows=(midvalue,))))
    assert wanted["nearly_straight"].table["rank"].tolist() == [1, 2, 2]

    barred = small_report(case)
    barred = replace(barred, ranking=None, setting=replace(barred.setting, gates=("speed >= 100",)))
    files["nothing"] = xlsx_bytes(barred)
    files["hostile"] = xlsx_bytes(hostile_report(case))
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    out = folder / "out"
    out.mkdir()
    paths = converted([folder / f"{name}.xlsx" for name in files], "xlsx", out)
    recomputed = {name: openpyxl.load_workbook(path, data_only=True) for name, path in paths.items()}
    return SimpleNamespace(files=files, wanted=wanted, recomputed=recomputed)


LIVE = (
    "neutral", "flash_crisis", "bent", "custom", "gated", "gate_moved", "level", "alone", "retyped", "bent_retyped",
    "nearly_straight",
)  # fmt: skip


def table_at(page: Worksheet, head: int, first: str) -> pd.DataFrame:
    """The table whose heading stands in a row, from the column with that heading to the first one without."""
    labels = [cell.value for cell in page[head]]
    start = labels.index(first)
    width = next((i for i, label in enumerate(labels[start:]) if label is None), len(labels) - start)
    rows = [
        [cell.value for cell in cells[start : start + width]]
        for cells in page.iter_rows(min_row=head + 1)
        if cells[start].value is not None
    ]
    return pd.DataFrame(rows, columns=labels[start : start + width])


@pytest.mark.parametrize("name", LIVE)
def test_scores_ranks_and_contributions_are_the_engines(name: str, books: SimpleNamespace) -> None:
    ranking = books.wanted[name]
    table = table_at(books.recomputed[name]["Contributions"], 6, "Id").set_index("Id")
    ranked = table[table["In the ranking?"] == "yes"]
    expected = ranking.table.set_index("option")
    assert set(ranked.index) == set(expected.index)
    np.testing.assert_allclose(ranked["Score"].loc[expected.index].astype(float), expected["score"], rtol=0, atol=1e-9)
    assert ranked["Rank"].astype(int).to_dict() == expected["rank"].to_dict()
    lead = ranked["Ahead of baseline"].loc[expected.index]
    if ranking.baseline in expected.index:
        np.testing.assert_allclose(lead.astype(float), expected["versus_baseline"], rtol=0, atol=1e-9)
    else:
        assert lead.isna().all()
    parts = ranked.iloc[:, 7:].astype(float).loc[expected.index]
    np.testing.assert_allclose(parts, ranking.contributions, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", LIVE)
def test_the_ranking_sheet_is_in_order(name: str, books: SimpleNamespace) -> None:
    table = table_at(books.recomputed[name]["Ranking"], 6, "Place")
    ranked = table[table["Rank"].notna()]
    expected = books.wanted[name].table
    assert ranked["Rank"].astype(int).tolist() == expected["rank"].tolist()
    by_rank = {rank: set(part["Id"]) for rank, part in ranked.groupby("Rank")}
    assert by_rank == {rank: set(part["option"]) for rank, part in expected.groupby("rank")}
    assert sorted(table["Id"]) == sorted(table_at(books.recomputed[name]["Contributions"], 6, "Id")["Id"])


def test_a_change_shows_who_moved(books: SimpleNamespace) -> None:
    before = books.wanted["neutral"].table.set_index("option")["rank"]
    table = table_at(books.recomputed["retyped"]["Ranking"], 6, "Place").set_index("Id").dropna(subset="Rank")
    assert table["Rank"].astype(int).to_dict() != before.to_dict(), "the change was meant to change the order"
    for option, row in table.iterrows():
        step = int(before[option] - row["Rank"])
        assert row["Moved"] == (f"up {step}" if step > 0 else f"down {-step}" if step else "same")
        assert row["Score in the report"] == pytest.approx(
            books.wanted["neutral"].table.set_index("option").score[option]
        )


def test_options_that_a_gate_keeps_out_are_marked(books: SimpleNamespace) -> None:
    excluded = books.wanted["gated"].excluded.groupby("option")["gate"].apply(set)
    assert len(excluded) > 1
    notes = table_at(books.recomputed["gated"]["Ranking"], 6, "Place").set_index("Id")
    for option, gates in excluded.items():
        assert notes["Note"][option] == "; ".join(f"Fails {gate}" for gate in sorted(gates, reverse=True))
        assert pd.isna(notes["Rank"][option])
    assert notes["Note"]["fragmented_coalition"] == "Stress case: not a choice"


def test_another_method_stays_a_table_of_numbers(books: SimpleNamespace, case: Case) -> None:
    book = books.recomputed["topsis"]
    assert "topsis" in str(book["Ranking"]["A3"].value)
    table = table_at(book["Report ranking"], 3, "Rank")
    expected = books.wanted["topsis"].table
    assert table["Id"].tolist() == expected["option"].tolist()
    np.testing.assert_allclose(table["Index by topsis"].astype(float), expected["score"], rtol=0, atol=1e-12)
    assert not any(cell.data_type == "f" for row in load(books.files["topsis"])["Report ranking"] for cell in row)
    additive = table_at(book["Contributions"], 6, "Id").set_index("Id")["Score"]
    for option, score in mcda.rank(case).table.set_index("option")["score"].items():
        assert additive[option] == pytest.approx(score, abs=1e-9)


def test_nothing_recomputes_to_an_error(books: SimpleNamespace) -> None:
    errors = {
        (name, page.title, cell.coordinate, cell.value)
        for name, book in books.recomputed.items()
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "e"
    }
    assert not errors


def cells_of(book: Workbook) -> Iterator[tuple[str, str]]:
    for page in book:
        for row in page.iter_rows():
            yield from ((page.title, cell.value) for cell in row if isinstance(cell.value, str))


def test_text_of_a_case_is_never_a_formula(books: SimpleNamespace) -> None:
    """Before LibreOffice, no formula but ours; after it, every text is what it was."""
    raw = load(books.files["hostile"])
    live = {"Ranking", "Contributions", "Weights", "Scores", "Values"}
    formulas = {
        cell.value for page in raw if page.title not in live for row in page for cell in row if cell.data_type == "f"
    }
    assert not formulas
    for page in raw:
        for row in page.iter_rows():
            for cell in row:
                if (
                    isinstance(cell.value, str)
                    and cell.value.startswith(("=", "+", "-", "@"))
                    and cell.data_type != "f"
                ):
                    assert cell.quotePrefix, (page.title, cell.coordinate)
    texts = set(cells_of(books.recomputed["hostile"]))
    for text in HOSTILE:
        assert ("A b c d", text) in texts
    assert ("A b c d", "=a") in texts and ("A b c d", "=caption") in texts and ("Change log", "=2+2") in texts
    for label in HOSTILE[:6]:
        assert ("Ranking", label) in texts, "found by formula, still text"
    assert ("A b c d", "bell ") in texts


def test_a_text_too_long_is_cut_with_a_mark(books: SimpleNamespace) -> None:
    (long,) = {text for _, text in cells_of(load(books.files["hostile"])) if text.startswith("xxx")}
    assert len(long) == LONGEST and long.endswith(CUT)


def test_only_web_addresses_are_links(books: SimpleNamespace) -> None:
    book = load(books.files["hostile"])
    links = [
        c.hyperlink.target for p in book for row in p.iter_rows() for c in row if c.hyperlink and c.hyperlink.target
    ]
    assert "https://example.org/a?b=1" in links
    assert all(link.startswith(("https://", "http://")) for link in links)


@pytest.mark.parametrize(
    "names, titles",
    [
        (["a/b:c?d*e[f]\\g"], ["a b c d e f g"]),
        (["x" * 40, "x" * 40, "X" * 40], ["x" * 31, "x" * 29 + " 2", "X" * 29 + " 3"]),
        (["", "'", "\x07"], ["Sheet", "Sheet 2", "Sheet 3"]),
        (["History", "'quoted'"], ["History 2", "quoted"]),
    ],
)
def test_sheet_names_are_such_as_every_program_takes(names: list[str], titles: list[str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    assert [add_sheet(book, name).title for name in names] == titles


@pytest.mark.parametrize(
    "value, expected", [(3, ""), (3.0, ""), (58.7479, "0.0"), (0.6, "0.00"), (-0.05, "0.0000"), (2e-7, "0.00E+00")]
)
def test_numbers_show_what_they_bear(value: float, expected: str) -> None:
    assert number_format(value) == expected


def test_every_part_of_the_case_is_there(case: Case, books: SimpleNamespace) -> None:
    book = load(books.files["neutral"])
    evidence = table_at(book["Evidence"], 3, "Option")
    assert len(evidence) == len(case.cells)
    assert evidence["Rationale"].tolist() == [cell.rationale for cell in case.cells]
    assert table_at(book["Sources"], 3, "Id")["Address"].fillna("").tolist() == [source.url for source in case.evidence]
    assert table_at(book["Criteria"], 3, "Id")["Id"].tolist() == list(case.catalogue.ids)
    assert table_at(book["Options"], 3, "Id")["Id"].tolist() == list(case.option_ids)
    first = {row[0].value: row[1].value for row in book["Read me"].iter_rows(max_col=2)}
    assert first["Case digest (SHA-256)"] == case.digest
    assert first["Marking"] == case.settings.marking
    assert first["To get the same numbers"].startswith(
        "mcda rank --scenario neutral --weights neutral --method additive"
    )


def test_inputs_are_framed_and_worked_out_numbers_slanted(books: SimpleNamespace, case: Case) -> None:
    page = load(books.files["neutral"])["Scores"]
    scored = {cell.option for cell in case.cells}
    for row in page.iter_rows(min_row=10, min_col=1):
        look = row[3]
        assert (look.border.left is not None, bool(look.font.italic)) == (
            (True, False) if row[0].value in scored else (False, True)
        )


def test_the_same_report_gives_the_same_bytes(case: Case, books: SimpleNamespace) -> None:
    assert xlsx_bytes(small_report(case, scenario="neutral")) == books.files["neutral"]
    with zipfile.ZipFile(io.BytesIO(books.files["neutral"])) as package:
        assert {entry.date_time for entry in package.infolist()} == {MADE.timetuple()[:6]}
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r"W3CDTF\">([^<]+)<", core)) == {"2026-01-02T03:04:06Z"}


def test_nothing_left_to_rank_still_gives_a_workbook(case: Case, books: SimpleNamespace) -> None:
    table = table_at(books.recomputed["nothing"]["Ranking"], 6, "Place")
    assert table["Rank"].isna().all() and sorted(table["Id"]) == sorted(case.option_ids)


def test_a_point_at_the_end_of_a_scale_is_not_there_twice(make_case: Callable[..., Case]) -> None:
    case = make_case({"a": [10.0], "b": [60.0]}, directions={"gain": "more"})
    rows = tuple(
        ValuePoint(criterion="gain", kind="piecewise", score=score, value=value, rationale="")
        for score, value in ((100.0, 100.0), (50.0, 80.0), (0.0, 0.0))
    )
    page = load(xlsx_bytes(small_report(case.replace(value_rows=rows))))["Curves"]
    assert [(row[3].value, row[4].value) for row in page.iter_rows(min_row=6)] == [(0, 0), (50, 80), (100, 100)]


def test_who_was_asked_for_the_weights_is_said(make_case: Callable[..., Case]) -> None:
    case = make_case({"a": [10.0], "b": [60.0]})
    asked = Elicitation(
        set="only", method="swing", person="R. Roe", role="adviser", round=1, date="2026-01-01", consistency=None,
        consistency_label="consistent", answers="", scales="of another tree",
    )  # fmt: skip
    for known, said in (
        ((), "The case does not say who was asked for these points."),
        (
            (asked,),
            "Asked by swing: R. Roe, adviser, 2026-01-01, consistent. The scales have changed since: ask again.",
        ),
    ):
        page = load(xlsx_bytes(small_report(case.model_copy(update={"elicitations": known}))))["Weights"]
        assert page["A4"].value == said
