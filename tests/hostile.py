"""A case whose every text tries to be something else than text."""

import itertools
import json
from functools import cache

from mcda.case import Case
from mcda.folder import case_as_json, case_from_bytes, read_case

MARK = "Zq {"
"""How the hostile text begins where it stands as it was written."""

ESCAPED = "Zq \\{"
"""How it begins where it was made safe for Markdown."""

TEXT = (
    "Zq {braces} {0} %s %(x)d <b>b</b> [l](https://e.org) *i* :red[r] :material/home: $x^2$ www.e.org &lt; "
    "עברית ![i](http://e.org/i.png) `c` ~~s~~ </script>"
)

TEXTS = {
    "options": ("label", "description"),
    "scores": ("rationale", "author"),
    "scenarios": ("label", "description"),
    "levers": ("label", "note"),
    "evidence": ("title", "author", "finding"),
    "history": ("title", "outcome"),
    "meanings": ("meaning",),
}
"""Columns of free text, by table."""


@cache
def hostile_case() -> Case:
    """The shipped case with every text replaced by `TEXT` and a number that tells it from the others."""
    count = itertools.count(1)

    def text() -> str:
        return f"{TEXT} {next(count)}"

    data = case_as_json(read_case())
    settings, tree = data["case"], data["catalogue"]
    settings |= {name: text() for name in ("title", "question", "decision_maker", "horizon", "marking")}
    settings["catalogue"] = "criteria.toml"
    tree["title"] = text()
    for objective in tree["objectives"]:
        objective |= {"label": text(), "description": text()}
    for criterion in tree["criteria"]:
        criterion |= {name: text() for name in ("label", "question", "definition", "note")}
        criterion["scale"] |= {"unit": "%s {u} *z* $x$", "anchors": {end: text() for end in ("low", "middle", "high")}}
        for overlap in criterion["overlaps"]:
            overlap["warning"] = text()
    for table, columns in TEXTS.items():
        for row in data[table]:
            row |= {column: text() for column in columns}
    sets = {name: text() for name in dict.fromkeys(row["set"] for row in data["weights"])}
    for row in data["weights"]:
        row["label"] = sets[row["set"]]
    record = {
        "method": "swing",
        "round": "1",
        "date": "2026-01-01",
        "consistency": "0.1",
        "answers": "{}",
        "scales": "",
    }
    data["elicitations"] = [
        {"set": name, "person": text(), "role": "stakeholder", "consistency_label": text(), **record} for name in sets
    ]
    one, other = (criterion["id"] for criterion in tree["criteria"][:2])
    data["answers"] = [
        {"kind": "independence", "subject": one, "other": other, "answer": "yes", "date": "2026-01-01"}
        | {"note": text(), "author": text()}
    ]
    return case_from_bytes("hostile.json", json.dumps(data).encode())
