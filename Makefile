# Two commands for a fresh machine with Python 3.11 or newer:
#   make tour   sets everything up and runs the main job on the packaged data
#   make test   sets everything up and runs the tests
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUTF8 = 1

.PHONY: help tour test lint build vocab pictures benchmark wheel clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -3
	@echo "  make lint   style and types;  make build  data/ttl from data/sources"
	@echo "  make vocab  vocab.py and the JSON-LD context from the ontology;  make pictures  docs/images;  make benchmark;  make wheel;  make clean"

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("tcgraph needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Say which: make PYTHON=python3.12 tour") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.tour: $(VENV)/.python pyproject.toml constraints.txt
	@echo "Installing tcgraph into $(VENV) (about a minute) ..."
	$(BIN)/python -m pip install --quiet --editable '.[all]' --constraint constraints.txt
	@touch $@

$(VENV)/.test: $(VENV)/.tour
	$(BIN)/python -m pip install --quiet --editable '.[all,dev]' --constraint constraints.txt
	@touch $@

tour: $(VENV)/.tour
	$(BIN)/tcgraph tour --out out

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy

build: $(VENV)/.tour
	$(BIN)/tcgraph build

vocab: $(VENV)/.tour
	$(BIN)/python -m tcgraph.build.vocabulary

pictures: $(VENV)/.tour
	for tongue in en zh; do for name in network tile_map; do \
	  $(BIN)/tcgraph picture $$name -o docs/images/$$name.$$tongue.svg --language $$tongue || exit 1; done; done

benchmark: $(VENV)/.test
	$(BIN)/python -m benchmarks

wheel: $(VENV)/.test
	$(BIN)/python -m build --wheel

clean:
	rm -rf $(VENV) out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
