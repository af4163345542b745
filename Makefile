# 一网协同。`make` alone lists what there is.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
FONTS_DIR ?= .cache/fonts
export FONTS_DIR

.DEFAULT_GOAL := help
.PHONY: help install demo serve test check fix bench fonts

help:  ## 有哪些命令
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

$(BIN)/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新的版本。请先安装软件包 python3。"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python 缺少 venv。请先安装软件包 $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')，再运行一次。"; exit 1; }
	@test ! -L $(VENV) || { echo "$(VENV) 是一个链接，重建它会清空链接所指的那一处。请用 VENV 另指一个目录，或先删去这个链接。"; exit 1; }
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

fonts: $(VENV)/.base  ## 备好排版用的字体，放进 .cache/fonts
	@$(BIN)/python -m docflow.fonts.prepare --into $(FONTS_DIR)

install: $(VENV)/.base fonts  ## 装好运行所需的一切
	@$(BIN)/python -m compileall -q office docflow meetings archive realtime

demo: install  ## 一座演示城市，一份公文走完收发双方，然后启动网站 http://localhost:$PORT
	@$(BIN)/python manage.py demo

serve: install  ## 只启动网站，用 DATA_DIR 里的数据
	@$(BIN)/python manage.py serve

test: install $(VENV)/.test  ## 这里能跑的全部测试；make test ARGS="tests/docflow -k seal" 只跑一部分
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.browser  ## 查格式、写法、类型、各室之间的方向和迁移
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run

fix: $(VENV)/.test  ## 改正格式和能自动改的写法
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: install $(VENV)/.test  ## 量一量，与同一次里的对照相比；make bench ARGS="step start" 只量几项
	@$(BIN)/python manage.py bench $(ARGS)
