# Everything is reached from here; README.md says what each does. Needs make, Python 3.11 or newer, and a package index.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help install chat ask test browser lint format eval standard train words bench screenshots lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
TORCH := $(shell sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)
PORT ?= 8501

# Taken as they were typed, whatever quotes, blanks or dollars they hold, and handed on by the environment.
unexport Q REPORTS
export QUESTION_ASKED := $(value Q)
export REPORTS_GIVEN := $(value REPORTS)

help:
	@echo 'make chat [REPORTS=DIR] [PORT=8501]   the web chat over samples/, or over the reports in DIR'
	@echo 'make ask Q="…" [REPORTS=DIR]          the same, answered in the terminal'
	@echo 'make test                             everything the tests need, and the tests'
	@echo 'make eval                             the grounding eval on the written sets'
	@echo 'make standard                         the same on 150 made reports, asked in wording that nothing else has used'
	@echo 'make train                            the learned decision anew, from the indicators and made reports (about 30 minutes)'
	@echo 'make words                            the catalogues of what the page says, up to its source'
	@echo 'make bench                            the speed benchmarks'
	@echo 'make screenshots                       the pictures of the pages in docs/img'
	@echo 'make install | lint | format | lock | clean'

install: $(VENV)/.installed

# torch brings its own builds of CUDA on some machines and none on others, so it stands outside the lock of hashes.
$(VENV)/.installed: pyproject.toml requirements/core.txt
	@[ -x $(BIN)/python ] || { python=$$(bash .ci/python) && "$$python" -m venv $(VENV); }
	@echo 'Installing the dependencies (about 2.5 GB, some minutes the first time) …'
	@$(PIP) install --require-hashes --no-deps -r requirements/core.txt
	@$(PIP) install $(TORCH)
	@$(PIP) install --no-deps -e .
	@echo 'Making the files of the default model …'
	@$(BIN)/python -m rag.library.weights
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements/dev.txt
	@echo 'Installing what the tests need …'
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.installed requirements/bench.txt
	@echo 'Installing what the benchmark compares with …'
	@$(PIP) install --require-hashes --no-deps -r requirements/bench.txt
	@touch $@

# Samples go into the library that `fazhi` uses by itself; the reports of a folder into one that follows that folder.
# A file that cannot be read (status 1) has been reported, and the others are there to be asked.
define index
if [ -n "$$REPORTS_GIVEN" ]; then \
  folder=$$(cd -- "$$REPORTS_GIVEN" && pwd -P); \
  export FAZHI_LIBRARY=".libraries/$$(printf %s "$$folder" | cksum | cut -d' ' -f1)"; \
  $(BIN)/fazhi index --prune -- "$$folder" >&2 || [ $$? = 1 ]; \
else \
  $(BIN)/fazhi index -- samples >&2 || [ $$? = 1 ]; \
fi
endef

chat: install
	@$(index); exec $(BIN)/fazhi chat --port $(PORT)

ask: install
	@$(index); exec $(BIN)/fazhi ask -- "$$QUESTION_ASKED"

test: $(VENV)/.dev browser lint
	@$(BIN)/python -m pytest -n 2 --dist loadfile

browser:
	@bash .ci/browser

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

# Each dataset is asked of a library of its own, which follows the reports that the dataset was written from.
eval: install
	@$(call evaluate,samples,samples,eval/datasets/samples.jsonl)
	@if [ -d ../shared/reports ]; then $(call evaluate,../shared/reports,reports,eval/datasets/reports.jsonl); fi

# The standard of every change: 150 made reports, asked in wording that nothing else has used.
standard: install
	@rm -rf .libraries/made && $(BIN)/python -m eval.made .libraries/made --reports 150 --questions 600 --seed 1 --split report >&2
	@$(call evaluate,.libraries/made/reports,made,.libraries/made/questions.jsonl)

define evaluate
$(BIN)/fazhi index --prune --library .libraries/eval-$(2) -- $(1) >&2 && \
$(BIN)/fazhi eval $(3) --library .libraries/eval-$(2) --out .libraries/runs/$(2) && \
echo 'The whole scorecard is in .libraries/runs/$(2)/scorecard.html.' >&2
endef

# Fitted on made reports in the wording that is not reported on, on the samples, and on the real reports where there are.
MADE := .libraries/train
train: install $(VENV)/.dev
	@for seed in 2 7; do \
	  $(BIN)/python -m eval.made $(MADE)-$$seed --reports 120 --questions 560 --seed $$seed --split tune; \
	  $(BIN)/fazhi index $(MADE)-$$seed/reports --library $(MADE)-$$seed/library >&2; \
	done
	@$(BIN)/fazhi index samples --library .libraries/eval-samples >&2
	@if [ -d ../shared/reports ]; then $(BIN)/fazhi index ../shared/reports --library .libraries/eval-reports >&2; fi
	@$(BIN)/python -m eval.training --try-towers $(foreach seed,2 7,$(MADE)-$(seed)/questions.jsonl=$(MADE)-$(seed)/library) \
	  eval/datasets/samples.jsonl=.libraries/eval-samples \
	  $(if $(wildcard ../shared/reports),eval/datasets/reports.jsonl=.libraries/eval-reports)

# Keeps the translations that there are, and fails while one is missing, saying which.
words: $(VENV)/.dev
	@$(BIN)/python -m ui.gather

# A library of a thousand reports is made and indexed the first time (some minutes) and kept in .libraries/bench-1000.
bench: $(VENV)/.bench $(VENV)/.dev browser
	@$(BIN)/python -m eval.bench

# Pictures of every page over samples/, for the READMEs and docs/web.md.
screenshots: $(VENV)/.dev browser
	@$(BIN)/python docs/screenshot.py

# The pins of what we name stand in pyproject.toml alone; this works out the rest, and the hashes of all.
lock: $(VENV)/.dev
	@$(BIN)/pip-compile -q --constraint requirements/constraints.txt -o requirements/core.txt pyproject.toml
	@for group in dev bench; do \
	  $(BIN)/python .ci/group.py $$group | $(BIN)/pip-compile -q --constraint requirements/core.txt -o requirements/$$group.txt -; \
	done

clean:
	rm -rf $(VENV) .libraries .mypy_cache .ruff_cache .pytest_cache
