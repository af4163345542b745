# 一网协同。`make` alone lists what there is.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
FONTS_DIR ?= .cache/fonts
export FONTS_DIR

.DEFAULT_GOAL := help
.PHONY: help install demo serve test check fix bench fonts

help:  ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

$(BIN)/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新的版本。请先安装软件包 python3。"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python 缺少 venv。请先安装软件包 $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')，再运行一次。"; exit 1; }
	@echo "建立 $(VENV) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt

$(VENV)/.base: $(BIN)/uv requirements/base.txt
	@echo "安装运行所需的软件包 …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.test: $(VENV)/.base requirements/test.txt
	@echo "安装测试所需的软件包 …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.test requirements/browser.txt
	@echo "安装浏览器检验所需的软件包 …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/browser.txt
	@touch $@

fonts: $(VENV)/.base  ## the typesetter's fonts, into .cache/fonts
	@$(BIN)/python -m docflow.fonts.prepare --into $(FONTS_DIR)

install: $(VENV)/.base fonts  ## everything that runs the service

demo: install  ## a city, one document through its life on both sides, then the site on http://localhost:$PORT
	@$(BIN)/python manage.py demo

serve: install  ## the site alone, on the data of DATA_DIR
	@$(BIN)/python manage.py serve

test: install $(VENV)/.test  ## all tests that need nothing else; make test ARGS="tests/docflow -k seal"
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.browser  ## format, lint, types, the direction between rooms, migrations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run

fix: $(VENV)/.test  ## format and repair what can be repaired
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: install $(VENV)/.test  ## figures against a reference in the same run; make bench ARGS="step start"
	@$(BIN)/python manage.py bench $(ARGS)
