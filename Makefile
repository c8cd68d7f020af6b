# Everything starts from a machine with Python 3.11 or newer, pip and make: a target installs what it needs into .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: combinations sizes help demo gallery test lint format bench calibrate readme clean

help:  ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */|/' | awk -F'|' '{printf "make %-9s %s\n", $$1, $$2}'

demo: $(VENV)/.runs  ## run published experiments: tables of seen beside predicted, figures in out/
	@$(BIN)/magnesia demo --out out

gallery: $(VENV)/.runs  ## a page for each published study and an index of hits and misses, in docs/gallery/
	@$(BIN)/magnesia gallery --out docs/gallery

test: $(VENV)/.tests  ## style, types and tests
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.tests  ## style and types only
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(VENV)/.tests  ## lay out the code
	@$(BIN)/ruff format .

bench: $(VENV)/.tests  ## measure speed, memory and error
	@$(BIN)/python -m benchmarks

combinations: $(VENV)/.tests  ## ten thousand random combinations of exposures: nobody fails, nothing is lost
	@MAGNESIA_COMBINATIONS=10000 $(BIN)/python -m pytest tests/exposures/test_acting_together.py -k several

sizes: $(VENV)/.runs  ## simulate every published size of an exposure anew: docs/sizes.md
	@$(BIN)/python docs/renew_sizes.py

calibrate: $(VENV)/.tests  ## fit the body to the calibration studies: estimates, docs/calibration.md (resumes)
	@$(BIN)/python -m magnesia.calibration

readme: $(VENV)/.runs  ## renew the figure and the output that README.md shows
	@$(BIN)/python docs/renew_readme.py

clean:  ## remove the environment, caches and outputs
	@rm -rf $(VENV) out build dist .calibration .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	@find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "Creating $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)

# The stamps hold the environment to pyproject.toml: installed once, again when it changes.
$(VENV)/.runs: pyproject.toml | $(BIN)/python
	@echo "Installing magnesia into $(VENV) ..." >&2
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml $(VENV)/.runs
	@echo "Installing the test tools into $(VENV) ..." >&2
	@$(PIP) install --editable '.[test]'
	@touch $@
