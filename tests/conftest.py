"""What every test may use: the shipped case, a copy of its folder, small cases, and a second working-out."""

import csv
import io
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

import mcda
from criteria import Catalogue
from criteria.catalogue import build_catalogue
from mcda.case import Case
from mcda.folder import shipped_case

settings.register_profile("suite", deadline=None, database=None, max_examples=50)
settings.register_profile("thorough", parent=settings.get_profile("suite"), max_examples=2000)
settings.load_profile("suite")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def case() -> Case:
    """The case that ships."""
    return mcda.read_case()


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns without colours, and no case but the one that ships."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "MCDA_CASE", "TTY_COMPATIBLE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh copy of the shipped case's folder, to be spoilt."""
    return Path(shutil.copytree(shipped_case(), tmp_path / "export_controls"))


@pytest.fixture(scope="session")
def oracle() -> "Oracle":
    """The shipped case worked out a second time."""
    return Oracle(ROOT / "data" / "export_controls", ROOT / "criteria" / "export_controls.toml")


@pytest.fixture(scope="session")
def make_tree() -> Callable[..., Catalogue]:
    """Builds a value tree of one objective from `id=direction` pairs, on scales from 0 to 100."""
    return tree_of


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    """Builds a small case from scores by option."""
    return small_case


def tree_of(**directions: str) -> Catalogue:
    anchors = {"low": "none", "high": "all"}
    criteria = [
        {
            "id": name,
            "label": name,
            "objective": "aim",
            "direction": way,
            "scale": {"low": 0, "high": 100, "anchors": anchors},
        }
        for name, way in directions.items()
    ]
    return build_catalogue(
        {
            "id": "small",
            "title": "Small",
            "objectives": [{"id": "aim", "label": "Aim"}],
            "criteria": criteria,
        }
    )


def small_case(
    scores: dict[str, list[object]],
    directions: dict[str, str] | None = None,
    weights: list[float] | None = None,
    **settings: object,
) -> Case:
    """A case in which option `o` scores `scores[o][j]` on criterion j.

    A score is a number (no doubt), a (low, mode, high) triple, or None (nothing known). Weights are without
    doubt too: low = weight = high.
    """
    ways = directions or {f"c{j + 1}": "more" for j in range(len(next(iter(scores.values()))))}
    cells = []
    for option, row in scores.items():
        for criterion, score in zip(ways, row, strict=True):
            triple = (0, "", 100) if score is None else score if isinstance(score, tuple) else (score,) * 3
            cells.append([option, criterion, *triple, "silent", "made up for a test"])
    points = weights or [1.0] * len(ways)
    tables = {
        "options": pd.DataFrame({"option": list(scores), "label": list(scores)}),
        "scores": pd.DataFrame(
            cells, columns=["option", "criterion", "low", "mode", "high", "basis", "rationale"], dtype=object
        ),
        "weights": pd.DataFrame(
            [["only", name, w, w, w] for name, w in zip(ways, points, strict=True)],
            columns=["set", "criterion", "low", "weight", "high"],
        ),
    }
    return Case.from_tables({"id": "small", "title": "Small", **settings}, tree_of(**ways), tables)


class Oracle:
    """The shipped case worked out straight from its files, with nothing of the engine in it.

    Formulas follow the project's statement of how a blend scores. `x` is always a share of the scale in the
    criterion's own direction; `v` a value, 1 = best.
    """

    def __init__(self, folder: Path, tree: Path) -> None:
        self.tables = {
            path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
            for path in folder.glob("*.csv")
        }
        self.tree = tomllib.loads(tree.read_text(encoding="utf-8"))["criteria"]
        self.criteria = [one["id"] for one in self.tree]
        self.rules = [one["blend"] for one in self.tree]
        self.more = np.array([one["direction"] == "more" for one in self.tree])
        self.scenarios = {row["scenario"]: row for row in self.tables["scenarios"]}

    def weights(self, name: str) -> np.ndarray:
        """A weight set as fractions, in catalogue order."""
        points = {row["criterion"]: float(row["weight"]) for row in self.tables["weights"] if row["set"] == name}
        w = np.array([points[one] for one in self.criteria])
        return w / w.sum()

    def scored(self, scenario: str, column: str = "mode") -> dict[str, np.ndarray]:
        """Scored options after the scenario's shifts, clipped to the scale (0 to 100 throughout)."""
        shift = {
            (row["option"], row["criterion"]): float(row["shift"])
            for row in self.tables["shifts"]
            if row["scenario"] == scenario
        }
        found: dict[str, dict[str, float]] = {}
        for row in self.tables["scores"]:
            key = (row["option"], row["criterion"])
            found.setdefault(key[0], {})[key[1]] = float(row[column]) + shift.get(key, 0.0)
        return {name: np.clip([row[one] for one in self.criteria], 0, 100) / 100 for name, row in found.items()}

    def with_levers(self, x: np.ndarray, levers: str) -> np.ndarray:
        """Improvements and worsenings by levers, each capped at 25 points, clipped to the scale."""
        up, down = np.zeros_like(x), np.zeros_like(x)
        for row in self.tables["levers"]:
            if row["lever"] in levers.split(";") and row["criterion"] != "coordination":
                effect = float(row["effect"]) / 100
                (up if effect > 0 else down)[..., self.criteria.index(row["criterion"])] += effect
        return np.clip(x + np.minimum(up, 0.25) + np.maximum(down, -0.25), 0, 1)

    def blend(
        self,
        x: dict[str, np.ndarray],
        s: np.ndarray,
        kappa: float,
        q: float = 2.0,
        sigma: float = 0.3,
        act_first: bool = True,
        rules: list[str] | None = None,
    ) -> np.ndarray:
        """Scores (J, n) of mixes of the components `x` in shares `s` (J, k); `kappa` as it is after any price."""
        names, parts = list(x), np.array(list(x.values()))
        a = 1 - (1 - s) ** q
        out = np.empty((len(s), len(self.criteria)))
        for j, rule in enumerate(rules or self.rules):
            xs = parts[:, j]
            mu = s @ xs
            with np.errstate(divide="ignore", invalid="ignore"):
                r = (mu[:, None] - s * xs) / (1 - s)
                e = np.where(s == 1, xs, r + a * (xs - r))
            hi, lo = e.max(axis=1), e.min(axis=1)
            best, worst = (hi, lo) if self.more[j] else (lo, hi)
            union = np.maximum(hi, 1 - np.prod(1 - a * xs, axis=1))
            out[:, j] = {
                "mean": mu,
                "first": best if act_first else worst,
                "reach": hi + kappa * ((union - hi) if kappa >= 0 else (hi - lo)),
                "trust": mu + kappa * ((best - mu) if kappa >= 0 else (mu - worst)),
                "stack": hi + (1 - kappa) / 2 * (union - hi),
            }[rule]
        if {"unilateral", "multilateral"} <= set(names):
            u, m = names.index("unilateral"), names.index("multilateral")
            signal, legitimacy = self.criteria.index("signal"), self.criteria.index("legitimacy")
            close = sigma * max(0.0, kappa) * a[:, u] * a[:, m] * parts[u, signal] * parts[m, legitimacy]
            for one in ("enforcement_coherence", "durability"):
                j = self.criteria.index(one)
                out[:, j] += close * (1 - out[:, j])
        return out

    def score(self, x: np.ndarray, w: np.ndarray) -> np.ndarray:
        """Additive score in points of 100."""
        return 100 * (np.where(self.more, x, 1 - x) * w).sum(axis=-1)

    def mix(
        self,
        scenario: str,
        s: np.ndarray,
        kappa: float | None = None,
        cost: float = 0.2,
        components: tuple[str, ...] = ("unilateral", "multilateral"),
        **assumptions: object,
    ) -> np.ndarray:
        """Scores (J, n) of mixes; `s` is (J, k), or (J,) for two components. `kappa` is before the price."""
        shares = np.column_stack([s, 1 - s]) if s.ndim == 1 else s
        fit = float(self.scenarios[scenario]["coordination"]) if kappa is None else kappa
        fit -= cost if assumptions.get("act_first", True) else 0.0
        scored = self.scored(scenario)
        parts = {name: scored[name] for name in components}
        return self.blend(parts, shares, max(-1.0, min(1.0, fit)), **assumptions)

    def curve(self, scenario: str, s: np.ndarray, **setting: object) -> np.ndarray:
        """Scores (J,) of mixes in points of 100, under the scenario's own weights."""
        return self.score(self.mix(scenario, s, **setting), self.weights(scenario))

    def every_option(self, scenario: str) -> dict[str, np.ndarray]:
        """Scores (n,) of every option that may be chosen: scored, with levers, or blended."""
        x = self.scored(scenario)
        kappa = float(self.scenarios[scenario]["coordination"])
        for row in self.tables["options"]:
            if row["base"]:
                x[row["option"]] = self.with_levers(x[row["base"]], row["levers"])
            elif row["shares"]:
                mix = dict(part.split(":") for part in row["shares"].split(";"))
                first = row["sequence"] == "act_first"
                shares = np.array([[float(share) for share in mix.values()]])
                parts = {name: x[name] for name in mix}
                blended = self.blend(parts, shares, kappa - 0.2 * first, act_first=first)[0]
                x[row["option"]] = self.with_levers(blended, row["levers"])
        return {row["option"]: x[row["option"]] for row in self.tables["options"] if row["kind"] != "stress"}
