# The tasks of the project. Works with GNU make 3.81, so no .ONESHELL, no != and no grouped targets.
PY   ?= python3
VENV ?= .venv
PORT ?= 8000
UV   ?= uv
ARGS ?=

BIN     := $(VENV)/bin
PELICAN := $(BIN)/python -m pelican content --log-handler plain
# What a build reads; the state of all of it stands on the pages.
INPUTS  := content theme generator plugins pelicanconf.py publishconf.py requirements.txt

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help html serve publish cited test bench check format-check lint types data format lock clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(VENV)/.ready ## build the site into output/; any problem stops it (FRESH=1: all of it, even if nothing has changed)
	@$(BIN)/python -S -m plugins.incremental output $(INPUTS) -- content --log-handler plain -s pelicanconf.py

serve: $(VENV)/.ready ## build on every change and serve on 127.0.0.1 (PORT=8000)
	@$(BIN)/python -m plugins.incremental.serve --watch theme plugins generator --load plugins.playbook generator.claims --port "$(PORT)"

publish: $(VENV)/.ready ## build the deployable site into output/
	@AS_OF="$${AS_OF:-$$(date +%F)}" $(PELICAN) -s publishconf.py -o output

cited: $(VENV)/.ready ## build a cited page again (HASH=sha256:... AS_OF=day, SITEURL as it was published)
	@$(BIN)/python -m plugins.playbook.cited "$(HASH)" "$(AS_OF)"

test: $(VENV)/.ready ## run the tests (ARGS="-k name")
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

bench: $(VENV)/.ready ## measure builds of made-up guides (ARGS=--full for the whole table, ARGS=--help)
	@$(BIN)/python -m benchmarks.run $(ARGS)

# The build checks every link and fragment, so no step of its own follows it.
check: format-check lint types data test html ## the whole gate: format, lint, types, data, tests, strict build with links

format-check: $(VENV)/.ready ## check the format of the code
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted. Run: make format"; exit 1; }

lint: $(VENV)/.ready ## check the code with Ruff
	@$(BIN)/ruff check --quiet .

types: $(VENV)/.ready ## check the types with mypy
	@$(BIN)/mypy --no-error-summary

data: $(VENV)/.ready ## check content/data and its schemas
	@$(BIN)/playbook check
	@$(BIN)/playbook schema --check

format: $(VENV)/.ready ## format the code and sort its imports
	@$(BIN)/ruff check --quiet --select I --fix .
	@$(BIN)/ruff format --quiet .

lock: ## write requirements.txt from pyproject.toml (ARGS=--upgrade for newer versions)
	@command -v $(UV) >/dev/null || { echo "No uv. Install it with pip, or name it: make lock UV=path/to/uv"; exit 1; }
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		-o requirements.txt pyproject.toml --group dev $(ARGS)

clean: ## remove what was built, and all caches
	@find output -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	@rm -rf .build build test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find generator plugins tests -name __pycache__ -prune -exec rm -rf {} +
	@rm -rf __pycache__

distclean: clean ## also remove the virtual environment
	@rm -rf $(VENV) *.egg-info

$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PY) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("This needs Python 3.11 or newer; %s is %d.%d. Try: make PY=python3.12" % (sys.executable, v[0], v[1]))'
	@$(PY) -c 'import venv, ensurepip' 2>/dev/null || { echo "No venv module. Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV)"
	@$(PY) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
