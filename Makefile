# Two commands on a fresh machine with only Python 3.11+:  make demo   make test
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DATA ?=

.PHONY: setup demo test lint bench clean

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[all,test,lint]"
	touch $@

# Trains a small convolutional network on 10,000 real pictures of clothes, and leaves a page that opens offline.
demo: setup
	$(BIN)/axb train fastcnn fashion-mini --epochs 6 --page demo.html

test: setup
	$(BIN)/python -m pytest --numprocesses 2 --ignore tests/studio
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile tests/studio
	$(BIN)/python scripts/check_wheel.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The full Fashion-MNIST lies in the folder DATA: make bench DATA=/path/to/fashion-mnist
bench: setup
	$(BIN)/python benchmarks/run.py --data "$(DATA)"

clean:
	rm -rf $(VENV) .bench build dist demo.html
