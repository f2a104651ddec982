# make run · make test · make lint · make bench · make fmt. Everything stays in .venv, node_modules and var/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test lint fmt bench lock

help:
	@echo "make run    set up, load the demo district the first time, serve on http://127.0.0.1:8000 (PORT= changes it)"
	@echo "make test   every test, on SQLite and PostgreSQL, and in a browser where there is one"
	@echo "make lint   style, types, import directions, sizes, translations, teaching content"
	@echo "make bench  speed, as ratios in one run"
	@echo "make setup  the environment alone; then .venv/bin/lms works"
	@echo "make fmt    format the code"
	@echo "make lock   pin the newest versions in requirements/"

setup: $(VENV)/app.stamp assets

setup-tests: $(VENV)/dev.stamp assets

$(VENV)/app.stamp: requirements/app.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the product needs …"
	@$(PIP) install --require-hashes -r requirements/app.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/app.stamp
	@echo "Installing what tests and lint need …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

include assets/assets.mk

run: setup
	@$(BIN)/lms db upgrade
	@$(BIN)/lms content sync
	@$(BIN)/lms demo load --if-empty > /dev/null
	@$(BIN)/lms serve

test: setup-tests
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup

lint: setup-tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint --quiet lms
	@$(BIN)/python .ci/sizes.py
	@$(BIN)/lms content check

fmt: setup-tests
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format .

bench: setup-tests
	@$(BIN)/python -m benchmarks

lock:
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q \
		--upgrade requirements/app.in -o requirements/app.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q \
		--upgrade -c requirements/app.txt requirements/dev.in -o requirements/dev.txt
