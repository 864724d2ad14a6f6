# make run   set everything up, then open the app on the sample session
# make test  set everything up, then run the tests
# make quick run the tests that answer at once: after every edit
PYTHON ?= $(shell ./setup/find-python)
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := .stamps/installed

.PHONY: run test quick lint types setup constraints screenshots translations clean

run: setup
	$(BIN)/tryon sample --out out

# Each process computes on one core: threads that wait for their turn by spinning cost a third more.
test: export OMP_NUM_THREADS = 1
test: export OPENBLAS_NUM_THREADS = 1
test: setup
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope

quick: setup
	$(BIN)/python -m pytest -q -m "not slow" tests/unit

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt setup/system-libraries setup/find-python
	@test -n "$(PYTHON)" || { ./setup/find-python; exit 1; }
	./setup/system-libraries $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[m2fp,dev]'
	@mkdir -p $(@D) && touch $@

constraints:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.10 --no-header --no-annotate --upgrade -o constraints.txt

screenshots: setup
	$(BIN)/python bench/screenshots.py --out docs/images

translations: setup
	$(BIN)/python assets/translations/update.py

clean:
	rm -rf .venv .stamps out
