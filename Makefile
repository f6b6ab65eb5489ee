# Two commands matter: `make app` and `make test`. Each sets up all it needs on a machine with Python 3.11, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: app test check bench lock words browser office postgres clean

app: $(READY)
	$(BIN)/mcda app

test: $(READY) browser office postgres
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --doctest-modules mcda criteria -p no:cacheprovider

bench: $(READY)
	$(BIN)/python -m benchmarks

# The lock pins every version; it names no index, so any mirror serves.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade -o requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Some tests drive Debian's Chromium, LibreOffice and PostgreSQL; each is installed here when it is missing.
browser office postgres:
	@.ci/$@

# The catalogue of every string of the app, for translators.
words: $(READY)
	@PYTHON=$(BIN)/python .ci/words

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
