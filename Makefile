# HyteData's commands. `make run` serves it, `make test` proves it; both set up what they need.
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.PHONY: run test test-services check bench audit bundle locales clean

run: $(READY)
	$(BIN)/uvicorn app:app --host 127.0.0.1 --port $(PORT)

test: $(READY_DEV) browser
	$(BIN)/pytest -n 2 --dist loadgroup -m "not services"

test-services: $(READY_DEV) browser
	$(BIN)/pytest -m services

check: $(READY_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY_DEV) browser
	$(BIN)/python -m bench

# How often the statistics raise a false alarm and how often intervals hold the truth, into docs/audits.md
audit: $(READY)
	$(BIN)/python -m indicators.audit

# The embedded default, made again from the raw material: make bundle SOURCE=path
bundle: $(READY)
	$(BIN)/python -m indicators.bundle $(SOURCE)

# New user texts into the message catalogues
locales: $(READY)
	$(BIN)/python -m pages.locales.catalogue

.PHONY: browser
browser:
	@command -v chromium >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	echo "Chromium is not installed and cannot be installed here: the browser tests will be skipped."

$(READY): requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

$(READY_DEV): requirements-dev.txt $(READY)
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) .hytedata
