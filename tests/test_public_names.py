"""What `import mcda` gives, and what it leaves for later."""

import inspect
import subprocess
import sys

import pytest

import mcda


@pytest.mark.parametrize("name", mcda.__all__)
def test_every_public_name_resolves_and_says_what_it_is(name: str) -> None:
    found = getattr(mcda, name)
    if inspect.isclass(found) or inspect.isroutine(found) or inspect.ismodule(found):
        assert inspect.getdoc(found)


def test_every_public_name_is_listed_once_and_in_dir() -> None:
    assert len(set(mcda.__all__)) == len(mcda.__all__)
    assert set(mcda.__all__) <= set(dir(mcda))


def test_unknown_name_is_an_attribute_error_that_quotes_it() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        mcda.no_such_name  # noqa: B018


def modules_after(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after running `code`."""
    script = f"{code}\nimport sys\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


def test_import_is_light() -> None:
    """Heavy packages are loaded when they are first needed, not by the import."""
    assert modules_after("import mcda").isdisjoint({"pandas", "streamlit", "pymcdm", "matplotlib", "scipy"})


def test_ranking_by_the_default_method_needs_no_plotting_package() -> None:
    loaded = modules_after("import mcda; mcda.rank(mcda.read_case())")
    assert loaded.isdisjoint({"streamlit", "pymcdm", "matplotlib"})


@pytest.mark.parametrize("name", ["ArgumentError", "CaseError", "MethodError"])
def test_one_except_catches_every_refusal(name: str) -> None:
    assert issubclass(getattr(mcda, name), mcda.McdaError)
