"""What every test stands on: which database and layer are in use, and how journals are emptied between transactional tests."""

import gc
import logging
import math
import os
import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from pytest_django import Settings

from tests import journals
from tests.reading import ReadingClient


def engine() -> str:
    """`sqlite` or `postgresql`."""
    return str(connection.vendor)


def layer() -> str:
    """`memory` or `redis`."""
    return "redis" if "redis" in settings.CHANNEL_LAYERS["default"]["BACKEND"] else "memory"


def pytest_configure(config: pytest.Config) -> None:
    journals.install()
    settings.DATA_DIR = Path(_DATA.name)
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):  # a shell starts what runs beside it so, and servers of the tests would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    connection_created.connect(_plan_for_tables_that_look_empty)
    logging.getLogger("django.request").addFilter(_without_its_request)
    config.addinivalue_line("markers", "browser: needs Chromium and the group of packages `browser`")
    config.addinivalue_line("markers", "pure: knows no database")
    config.addinivalue_line("markers", "crash(point): answers for a point at which the code may be killed")


def pytest_unconfigure() -> None:
    _DATA.cleanup()


_DATA = TemporaryDirectory(prefix="data-", ignore_cleanup_errors=True)
"""Files, index and keys of this run: those of whoever works in this checkout are not touched, nor those of a run beside this one."""


def _plan_for_tables_that_look_empty(connection: BaseDatabaseWrapper, **_: object) -> None:
    """PostgreSQL's vacuum finds the tables of tests empty, whose rows were all taken back, and its planner then multiplies whole tables.

    A join of eighteen went on for five minutes. Joined in the written order, each has its condition, and by hashes no row meets every other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for setting in ("join_collapse_limit = 1", "enable_nestloop = off", "jit = off"):
                cursor.execute(f"SET {setting}")


def _without_its_request(record: logging.LogRecord) -> bool:
    """pytest keeps a test's log to its end, and each refusal's line would keep its whole request: gigabytes where every page is walked."""
    record.__dict__.pop("request", None)
    return True


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for garbage again and again is a tenth of a run's time."""
    gc.set_threshold(100_000, 10, 10)
    gc.collect()
    gc.freeze()


PURE = (
    "archive/arranging",
    "archive/search/engine",
    "archive/checks",
    "docflow/elements",
    "docflow/flow",
    "docflow/fonts",
    "docflow/layout",
    "docflow/seals",
    "docflow/sheets",
    "meetings/duty/rota",
    "office/kernel/uploads",
)
"""Folders of tests that know no database: once, on whichever engine, is enough."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(PURE):
            item.add_marker("pure")


def pytest_report_header() -> list[str]:
    index = "elasticsearch" if settings.ELASTICSEARCH_URL else "tantivy"
    return [f"database: {engine()}", f"channel layer: {layer()}", f"search index: {index}"]


@pytest.fixture(autouse=True)
def _an_anchor_of_its_own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test begins with an empty journal, so its blocks belong to an empty anchor."""
    settings.ANCHOR_DIR = tmp_path_factory.getbasetemp() / "anchors" / uuid4().hex


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> None:
    """Tries are counted by the minute and by the caller's address, which all tests of a run share: in Redis across their processes too."""
    cache.clear()


@pytest.fixture(autouse=True)
def _the_calendar_that_is_shipped() -> None:
    """What a process keeps of the calendar does not outlive a test, and no page of a test asks for it at its own moment."""
    from office.calendar import knowing  # noqa: PLC0415 - after the apps

    knowing.keep(knowing.what_is_shipped(), seconds=math.inf)


@pytest.fixture
def client() -> ReadingClient:
    """pytest-django's client; a GET that writes anything but the access log and the session fails the test."""
    return ReadingClient()


def absent(what: str) -> None:
    """A suite's need is not there: named in one line, or a failure where everything is required."""
    if os.environ.get("REQUIRE") == "all":
        pytest.fail(f"{what} is not there, and REQUIRE=all", pytrace=False)
    pytest.skip(f"{what} is not there")
