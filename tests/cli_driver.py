"""The command line as a person or a script meets it: words in, text or data out."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from mcda import cli


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def answer(*words: str | Path) -> str:
    """What a command prints, one line; it must succeed and leave standard error empty."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refused(*words: str | Path) -> str:
    """What a command says when it refuses: exit code 2, nothing on standard output, no traceback."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def flat(text: str) -> str:
    return " ".join(text.split())


def data(*words: str | Path) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    return json.loads(answer(*words, "--format", "json"), parse_constant=refuse)


def rows(*words: str | Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer(*words, "--format", "csv")), strict=True))
