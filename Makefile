# Needs Python 3.11 or later and make; everything else is installed into .venv (to run) and .venv-dev (to work).
#
#   make audit [SOURCE=path]   audit fixtures/ or any path, print the report
#   make test                  the whole gate
#   make format                what can be put right by machine
#   make bench                 speed and agreement with public tools and labels
#   make lock [LOCKFLAGS=--upgrade]
#   make clean

PYTHON ?= python3
SOURCE ?= fixtures
LOCKFLAGS ?=

# Without compiled bytecode every start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: audit test format lint types pytest bench lock clean .venv .venv-dev

# An environment belongs to one interpreter and one lock: another of either makes it anew.
LOCK := $(shell (echo '$(PYTHON)'; cat requirements-dev.txt) | cksum | cut -d' ' -f1)
PROJECT := $(shell (echo '$(LOCK)'; cat pyproject.toml hatch_build.py) | cksum | cut -d' ' -f1)
PIP := -m pip --quiet --quiet --disable-pip-version-check
RUN := .venv/made-$(PROJECT)
DEV := .venv-dev/made-$(PROJECT)
BIN := .venv-dev/bin

audit: $(RUN)
	@.venv/bin/credaudit audit '$(SOURCE)'

test: lint types pytest

format: $(DEV)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lint: $(DEV)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell
	$(BIN)/vulture
	$(BIN)/deptry src
	$(BIN)/towncrier build --draft --version next >/dev/null

types: $(DEV)
	$(BIN)/mypy

# Last, so that its summary ends the output.
pytest: $(DEV) lint types
	$(BIN)/python -m pytest -n auto --inline-snapshot=disable

bench: $(DEV)
	$(BIN)/python -m benchmarks

# Keeps the versions that still fit; LOCKFLAGS=--upgrade takes the newest.
lock: $(DEV)
	$(BIN)/uv pip compile pyproject.toml requirements-dev.in --output-file requirements-dev.txt --quiet \
	  --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' $(LOCKFLAGS)

clean:
	rm -rf .venv .venv-dev .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

.venv: $(RUN)

.venv-dev: $(DEV)

# The locked versions without their hashes: pip takes no hashes beside an editable project.
$(RUN): .venv/lock-$(LOCK)
	rm -f .venv/made-*
	sed -e '/^ *--hash/d' -e 's/ *\\$$//' requirements-dev.txt >.venv/constraints.txt
	.venv/bin/python $(PIP) install --constraint .venv/constraints.txt --editable .
	touch $@

$(DEV): .venv-dev/lock-$(LOCK)
	rm -f .venv-dev/made-*
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/lock-$(LOCK):
	$(call new-environment,.venv)
	touch $@

.venv-dev/lock-$(LOCK):
	$(call new-environment,.venv-dev)
	$(BIN)/python $(PIP) install --require-hashes --requirement requirements-dev.txt
	touch $@

define new-environment
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo 'credaudit needs Python 3.11 or later: make PYTHON=/path/to/python3.11' >&2; exit 1; }
$(PYTHON) -m venv --clear $(1)
endef
