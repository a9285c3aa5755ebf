# 昭惠 Zhaohui. `make help` lists what can be asked for.
SHELL := /bin/sh
# An empty environment has no PATH, and venv needs one to find its own interpreter.
export PATH := $(or $(PATH),/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
# Tests and commands start hundreds of processes: compiled once, they start sooner.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
PLAN ?=
PORT ?= 8000

# uv is used where it is there; else venv and pip do the same, a little slower.
ifeq ($(UV),)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
INSTALL_SELF = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
else
INSTALL = $(UV) pip install --quiet --python $(BIN)/python --require-hashes -r
INSTALL_SELF = $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
endif

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all test-slow test-exhaustive test-browser test-roles test-spark test-postgresql test-postgresql-all lint lint-types lint-style check trace walk clean lock

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'
	@printf '  make %-14s %s\n' bench-NAME 'run one comparison of bench/ (see docs/reference/benches.md)'

run: setup ## set up whatever is missing and serve http://127.0.0.1:8000 (PLAN=file also stores that plan's text)
	@$(BIN)/zhaohui run --port $(PORT) $(if $(PLAN),--plan "$(PLAN)")

setup: $(VENV)/.run-ready ## install what running needs into .venv

test: $(VENV)/.test-ready ## run the fast tests and record which requirements they show
	$(BIN)/pytest -n 2 -m "not slow and not browser" --record-scenarios

test-slow: $(VENV)/.test-ready ## run the long tests
	$(BIN)/pytest -n 2 -m "slow and not browser and not exhaustive"

test-exhaustive: $(VENV)/.test-ready ## run what takes longer still: a thousand plans, a hundred thousand cases, every file removed
	$(BIN)/pytest -n 2 -m exhaustive

test-browser: $(VENV)/.test-ready ## walk the pages in Chromium
	$(BIN)/pytest -n 2 -m "browser and not slow"

test-roles: $(VENV)/.test-ready ## look at every page of every role in Chromium: axe at 320 px, 1280 px and 200 %
	$(BIN)/pytest -m "browser and slow"

test-spark: $(VENV)/.spark-ready ## hold Spark to the interpreter and to DuckDB (needs Java 17; installs the extra, 0.5 GB)
	$(BIN)/pytest -m spark -rs tests/engines/rules

# Engines, packs and tools know no database (import-linter sees to it), the command line's tests start processes on a
# SQLite of their own: they ran in `test` and `test-slow`.
NO_DATABASE := $(addprefix --ignore=tests/,engines packs lint tools docs cli scenarios/test_removal.py scenarios/test_another_county.py)

test-postgresql: $(VENV)/.test-ready ## run actions, queries and attacks on a PostgreSQL of their own
	$(BIN)/python tools/postgres.py run -- $(BIN)/pytest -n 2 -m "not browser and not slow" tests/county tests/adversary

test-postgresql-all: $(VENV)/.test-ready ## run everything that knows a database on PostgreSQL
	$(BIN)/python tools/postgres.py run -- $(BIN)/pytest -n 2 -m "not browser and not exhaustive" $(NO_DATABASE)

test-all: test test-slow test-exhaustive test-spark test-browser test-roles test-postgresql-all ## run everything

lint: $(VENV)/.test-ready ## style, types, layers, templates, house rules
	@$(MAKE) --no-print-directory -j 2 --output-sync=target lint-types lint-style

lint-types: $(VENV)/.test-ready
	$(BIN)/mypy

lint-style: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --check --quiet src/zhaohui
	$(BIN)/djlint --lint --quiet src/zhaohui
	$(BIN)/python tools/lint/house.py
	$(BIN)/zhaohui pack check

check: lint test ## lint, then the fast tests

trace: $(VENV)/.run-ready ## say how many of the plan's requirements run today
	@$(BIN)/zhaohui plan trace

walk: $(VENV)/.test-ready ## rewrite tests/walk/expected.csv (every role at every address) from what the pages do
	$(BIN)/pytest tests/walk/rewrite.py
	@git --no-pager diff --stat -- tests/walk/expected.csv

bench-peers: var/peers/.ready ## install the peers that benches compare with, into var/peers
	@test -f $< || echo 'zhaohui: the peers are not installed; benches say "no peer"'

bench-seals bench-rules bench-cases: bench-peers

# The product too lies there: ours and the peers run in one process. It imports none of them.
var/peers/.ready: requirements.lock bench/requirements-peers.lock
	@echo 'zhaohui: installing the peers of bench/requirements-peers.lock into var/peers'
	@mkdir -p var && $(PYTHON) -m venv --clear var/peers
	-@$(subst $(BIN),var/peers/bin,$(INSTALL)) requirements.lock -r bench/requirements-peers.lock \
		&& $(subst $(BIN),var/peers/bin,$(INSTALL_SELF)) && touch $@

bench-%: $(VENV)/.run-ready
	@$(BIN)/zhaohui bench $* $(if $(JSON),--json)

lock: ## rewrite the lock files from requirements*.in (needs uv)
	$(UV) pip compile -q --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links requirements.in -o requirements.lock
	$(UV) pip compile -q --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links requirements-test.in -o requirements-test.lock
	$(UV) pip compile -q --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links requirements-spark.in -o requirements-spark.lock
	$(UV) pip compile -q --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links -c requirements.lock bench/requirements-peers.txt -o bench/requirements-peers.lock

clean: ## remove what set-up installed; the data folder var/ stays
	rm -rf $(VENV) node_modules

$(VENV)/bin/python:
	@echo 'zhaohui: making the environment .venv'
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'zhaohui: Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11'; exit 3; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: requirements.lock pyproject.toml package-lock.json $(wildcard src/zhaohui/locale/*/LC_MESSAGES/*.po) | $(VENV)/bin/python
	@echo 'zhaohui: installing the libraries of requirements.lock'
	@$(INSTALL) requirements.lock
	@$(INSTALL_SELF)
	@$(BIN)/python tools/frontend.py
	@touch $@

$(VENV)/.spark-ready: $(VENV)/.test-ready requirements-spark.lock
	@echo 'zhaohui: installing the libraries of requirements-spark.lock'
	@$(INSTALL) requirements-spark.lock
	@touch $@

$(VENV)/.test-ready: $(VENV)/.run-ready requirements-test.lock
	@echo 'zhaohui: installing the libraries of requirements-test.lock'
	@$(INSTALL) requirements-test.lock
	@touch $@
