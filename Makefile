# ringout: every target sets up what it needs. Start with `make demo`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RESOLVE := $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --no-header --no-annotate --all-extras --group test --group hardware --group lint
STAMP  := $(VENV)/.installed
TESTS  := $(VENV)/.installed-tests
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# the simulator's matrices are small: numpy's threads only wait for each other
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: index help demo page test bench soak exhaustive lint lock gallery glyphs hardware spice clean
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ringout needs Python 3.11 or newer; set PYTHON=python3.x")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing ringout into $(VENV) ..."
ifdef LOCKED
	@$(BIN)/pip install --quiet uv # a quarter of pip's time; pip where it gets nothing here
	@$(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes -r requirements.lock \
	  || $(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --editable .
else
	@$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/pip install --quiet --editable .
endif
	@touch $@

$(TESTS): $(STAMP) tests/vm/package-lock.json
ifndef LOCKED
	@$(BIN)/pip install --quiet --editable '.[certificate,export,page,postgres,twin]' --group test --group hardware
endif
	@$(BIN)/python tests/vm/provision.py
	@touch $@

demo: $(STAMP) ## the main job on a simulated handheld: plug, press TEST, pull the log
	@$(BIN)/python -m ringout_host.demo

page: $(STAMP) ## the tester in a browser: build/page, static files; open it with ringout page
	@$(BIN)/pip install --quiet --editable '.[page]'
	@$(BIN)/python tests/vm/provision.py
	@$(BIN)/python -m ringout_host.page.build build/page

test: $(TESTS) ## every test
	@$(BIN)/python -m pytest -n auto $(ARGS)

hardware: $(TESTS) ## schematic, netlist, parts list, pin tables, SPICE, board, enclosure
	@$(BIN)/python -m hardware

spice: $(TESTS) ## the SPICE decks, compared with the pin map and the design note
	@$(BIN)/python -m hardware.spice

index: $(STAMP) ## the packed index of wirings, after a change of the catalogue
	@$(BIN)/python -m ringout_host.catalogue.index firmware/ringout/wirings

exhaustive: $(TESTS) ## every fault of every wiring and line, 2,000 double faults, and the manual's table (minutes)
	@RINGOUT_EXHAUSTIVE=1 $(BIN)/python -m pytest -n 2 tests/diagnosis/test_exhaustive.py tests/diagnosis/test_netlists.py tests/diagnosis/test_own_cable.py tests/measure/test_uncertainty.py tests/e2e/test_verdict_rows.py
	@$(BIN)/python -m tests.bench.line_whole
	@$(BIN)/python -m ringout_host.catalogue.document firmware/WIRINGS.md --survey

bench: $(TESTS) ## accuracy table of simulated testers, into build/bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

soak: $(TESTS) ## random harnesses for an hour, counts printed (ARGS='littlefs --minutes 5')
	@$(BIN)/python -m tests.soak $(ARGS)

lint: $(STAMP) ## style, format and types
ifndef LOCKED
	@$(BIN)/pip install --quiet --group lint
endif
	@$(BIN)/ruff check firmware host_tools tests hardware
	@$(BIN)/ruff format --check firmware host_tools tests hardware
	@$(BIN)/mypy

lock: $(STAMP) ## the newest versions that the ranges allow into requirements.lock, the oldest beside it
	@$(BIN)/pip install --quiet --group lock
	@$(RESOLVE) --upgrade --generate-hashes -o requirements.lock
	@$(RESOLVE) --upgrade --resolution lowest-direct -o requirements.oldest

gallery: $(STAMP) ## every screen as a picture in build/gallery (ARGS=--accept: new golden ones)
	@$(BIN)/python -m ringout_host.gallery $(ARGS)

glyphs: $(STAMP) ## the firmware's font and icons from their drawn sheets
	@$(BIN)/python -m ringout_host.lettering.sheet

clean: ## remove what was built and installed
	rm -rf build dist $(VENV)
