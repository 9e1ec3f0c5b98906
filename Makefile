# Every target makes .venv and installs what is missing; the second time that takes a moment.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
ARTICLES ?= 10000

.PHONY: run test lint format bench pictures pins packages clean

run: .venv/.run
	$(BIN)/streamlit run streamlit_app.py

test: .venv/.dev packages
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 $(ARGS)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.dev
	$(BIN)/python -m benchmarks.speed --articles $(ARTICLES)

# The screenshots in the two READMEs.
pictures: .venv/.dev packages
	$(BIN)/python -m tests.e2e.pictures docs/pictures

# Pins every package for all supported Pythons and platforms.
pins: .venv/.run
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header requirements-dev.in -o requirements-dev.txt

# What the tests need from Debian: a browser, a Chinese font, PostgreSQL, an IMAP server,
# LibreOffice.
packages:
	@sh .ci/packages

.venv/.made:
	@test -n "$(PYTHON)" || { echo "思学 needs Python 3.11, 3.12 or 3.13." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

.venv/.run: .venv/.made requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
