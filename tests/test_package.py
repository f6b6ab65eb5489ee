"""What is shipped: a wheel that holds the app and the case, and a lock that any mirror can serve."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "criteria/export_controls.toml",
        "mcda/py.typed",
        "mcda/shipped/app.py",
        "mcda/shipped/views/decide/result.py",
        "mcda/shipped/.streamlit/config.toml",
        "mcda/shipped/data/export_controls/scores.csv",
        "mcda/shipped/data/starter/case.toml",
    ],
)
def test_an_installed_package_finds_its_app_and_its_case(wheel_names: set[str], name: str) -> None:
    assert name in wheel_names


def test_the_wheel_puts_no_stray_folder_beside_the_packages(wheel_names: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_names}
    assert tops == {"criteria", "mcda", f"export_control_mcda-{_version()}.dist-info"}


def _version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_every_line_of_the_lock_pins_a_version_and_names_no_address() -> None:
    pin = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.+]*( ; .+)?")
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert lines
    assert [line for line in lines if not pin.fullmatch(line)] == []


def test_every_runtime_dependency_is_explained_in_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    table = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("|")]
    names = [re.split(r"[=<>]", dependency)[0] for dependency in project["dependencies"]]
    assert [name for name in names if not any(re.search(rf"\| .*\b{name}\b.* \|", line) for line in table)] == []
