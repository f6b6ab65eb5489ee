"""Feed the readers of files with mutated bytes until one of them does anything but give a case or a `CaseError`.

atheris guides the mutations by which lines of the readers they reach. It is no dependency of the project:

    python -m pip install --target /tmp/atheris_lib --no-deps atheris==3.0.0
    PYTHONPATH=/tmp/atheris_lib:. .venv/bin/python benchmarks/fuzz_readers.py zip -max_total_time=60

The first argument is a reader: zip, json, xlsx, sheet, csv, toml, tree or table. The others go to
libFuzzer. An input that takes more than 2 s of processor time, or more than 700 MB of memory in the whole
process (half of it the libraries and the fuzzer), counts as a finding: it is written to the working
directory as `crash-...`.
"""

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mcda.reading", "criteria"]):
    from mcda.errors import CaseError
    from mcda.folder import case_as_json, case_as_xlsx, case_from_bytes, read_case, table_into
    from mcda.reading.archive import pack
    from mcda.reading.files import case_as_files

MOST_SECONDS = 2.0
CORPUS = Path("/tmp/fuzz_readers")

MATRIX = b"flat,rent,rooms\ndirection,less,more\nlow,0,1\nA,700,2\nB,900,3\n"
CASE = case_from_bytes("flats.csv", MATRIX)
"""A small case: the readers' own lines are what is to be reached, and large tables only take time."""
SHIPPED = case_as_files(read_case())
FILES = case_as_files(CASE)


def _zip_with(name: str) -> Callable[[bytes], object]:
    """Reads the small case with the mutated bytes in place of one of its files."""

    def read(content: bytes) -> object:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for other, text in (FILES | {name: ""}).items():
                archive.writestr(other, content if other == name else text)
        return case_from_bytes("case.zip", buffer.getvalue())

    return read


def _sheet(content: bytes) -> object:
    """Reads the small case's workbook with the mutated bytes as its sheet of settings."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == SHEET else old.read(part))
    return case_from_bytes("case.xlsx", buffer.getvalue())


WORKBOOK = case_as_xlsx(CASE)
SHEET = "xl/worksheets/sheet1.xml"

with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as book:
    FIRST_SHEET = book.read(SHEET)

READERS: dict[str, tuple[Callable[[bytes], object], list[bytes]]] = {
    "zip": (lambda content: case_from_bytes("case.zip", content), [pack(FILES), pack(SHIPPED)]),
    "json": (lambda content: case_from_bytes("case.json", content), [json.dumps(case_as_json(CASE)).encode()]),
    "xlsx": (lambda content: case_from_bytes("case.xlsx", content), [WORKBOOK]),
    "sheet": (_sheet, [FIRST_SHEET]),
    "csv": (lambda content: case_from_bytes("matrix.csv", content), [MATRIX, MATRIX.replace(b",", b";")]),
    "toml": (_zip_with("case.toml"), [FILES["case.toml"].encode(), SHIPPED["case.toml"].encode()]),
    "tree": (_zip_with("criteria.toml"), [FILES["criteria.toml"].encode()]),
    "table": (
        lambda content: table_into(CASE, "x.csv", content),
        [text.encode() for name, text in (FILES | SHIPPED).items() if name.endswith(".csv")],
    ),
}


def main() -> None:
    reader, seeds = READERS[sys.argv[1]]
    seen = {"case": 0, "refused": 0, "slowest": 0.0}

    def one_input(content: bytes) -> None:
        start = time.process_time()
        try:
            reader(content)
            seen["case"] += 1
        except CaseError as problem:
            str(problem)
            seen["refused"] += 1
        seconds = time.process_time() - start
        seen["slowest"] = max(seen["slowest"], seconds)
        if seconds > MOST_SECONDS:
            raise TimeoutError(f"{seconds:.1f} s")
        count = seen["case"] + seen["refused"]
        if count % 500 == 0:
            print(f"{sys.argv[1]}: {count} inputs, {seen}", flush=True)

    corpus = CORPUS / sys.argv[1]
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed{number}").write_bytes(seed)
    limits = ["-rss_limit_mb=700", "-timeout=20", "-max_len=100000"]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[2:], str(corpus)], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
