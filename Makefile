# Living Proof. Two commands set everything up by themselves on a machine with python3-venv, make and git:
#   make demo   verify a sample certificate and print the verdict
#   make run    serve the platform on this machine (DEMO=1: with a made-up sample)
#   make test   every test

PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
CORPUS ?=
PAIRS ?=
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
# Where the system keeps its own list of certificate authorities (company proxies), use it; pip and uv bring one of their own.
SYSTEM_AUTHORITIES := $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(SYSTEM_AUTHORITIES),)
export SSL_CERT_FILE ?= $(SYSTEM_AUTHORITIES)
endif

# The Django project is looked at in a data directory of its own, never in yours.
TRIED := LIVINGPROOF_DATA=.venv/.tried DJANGO_SETTINGS_MODULE=livingproof.app.settings
.DEFAULT_GOAL := help
.PHONY: help demo run check test fix accuracy bench bench-web docs catalogue clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check "uv>=0.8,<1"

.venv/.run: pyproject.toml uv.lock | $(UV)
	@test -e .venv/.develop || $(UV) sync --quiet --locked --no-dev --python $(PYTHON)
	@touch $@

.venv/.develop: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --locked --group spark --python $(PYTHON)
	@touch $@

demo: .venv/.run ## set up and verify a sample certificate
	@$(BIN)/livingproof examples stainless-steel

run: .venv/.run ## set up and serve the platform on this machine, until Ctrl-C
	@$(BIN)/livingproof serve $(if $(DEMO),--demo)

check: .venv/.develop ## quick: format, lint, types, contracts, fast tests, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(TRIED) $(BIN)/mypy
	$(TRIED) $(BIN)/python -m django check --fail-level WARNING
	$(TRIED) $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q -n auto -m "not slow"

test: .venv/.develop ## everything: all of check, and every slow test
	@$(PYTHON) tools/system.py
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(TRIED) $(BIN)/mypy
	$(TRIED) $(BIN)/python -m django check --fail-level WARNING
	$(TRIED) $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q -n auto -m "not browser"
	$(BIN)/pytest -q -n auto -m browser tests/browser
	PATH="$$PATH:/usr/sbin" TEST_DATABASE=postgresql $(BIN)/pytest -q -n auto -m "not browser" tests/app

fix: .venv/.develop ## format and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

accuracy: .venv/.develop ## measure reading: make accuracy CORPUS=<folder>
	@test -n "$(CORPUS)" || { echo "Name a folder with labelled certificates: make accuracy CORPUS=<folder>"; exit 2; }
	$(BIN)/python -m bench.accuracy "$(CORPUS)"

bench: .venv/.develop ## measure reading and matching beside other libraries: make bench PAIRS=<folder with labelled pairs>
	$(UV) sync --quiet --locked --group bench --group spark --python $(PYTHON)
	$(BIN)/python -m bench.speed; reading=$$?; $(BIN)/python -m bench.registers $(if $(PAIRS),--corpus "$(PAIRS)") && exit $$reading

bench-web: .venv/.develop ## measure the platform's pages, interface, ledger and memory beside a bare view of the same stack
	$(BIN)/python -m bench.web

docs: .venv/.develop ## write the generated pages of docs/look-up
	$(BIN)/python -m tools.docs

catalogue: .venv/.develop ## compile the catalogue's files
	$(BIN)/livingproof catalogue build

clean: ## remove what can be made again
	rm -rf build dist .venv .uv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
