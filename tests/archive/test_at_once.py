"""Several at once: a paper is collected once, confirmed once, filed once; numbers have no gap and no twin; a lock is really taken."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError
from pytest_django import Settings

from archive import tasks
from archive.actions.collect import collect
from archive.actions.confirm_retention import confirm_retention
from archive.actions.describe import describe
from archive.actions.file_record import file_record
from archive.actions.leave_out import leave_out
from archive.actions.return_record import return_record
from archive.checking import run_check
from archive.collecting import sweep
from archive.models import Record, RecordFile, RecordReturn, Stage
from docflow.api import filing_of
from office.jobs.models import Job
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.transactions import lock_only
from tests.archive.checking.clamd import Server
from tests.archive.shelf import a_shelf, closed_paper, collected, confirmed, filed, work
from tests.conftest import engine
from tests.docflow.distribution.test_at_once import at_once, split

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_sweeps_and_many_workers_collect_a_paper_once() -> None:
    shelf = a_shelf()
    document = closed_paper(shelf.office)
    filing = filing_of(document.uid)
    made = at_once(
        *[partial(sweep, everything=True)] * 3,
        *[lambda: collect(filing, by=None, key=uuid7())] * 4,
    )
    assert split(made)[1] == []
    work()
    item = Record.objects.get()
    names = list(item.current_files.values_list("name", flat=True))
    assert sorted(names) == sorted(set(names)) == ["CLD-01.pdf", "DG-01.pdf", "GC-01.xml", "QM-01.xml", "ZB-01.pdf"]
    assert Job.objects.filter(task=tasks.collect_paper.module_path).count() <= 1


def test_of_confirming_leaving_out_and_returning_at_once_one_wins() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    won, refused = split(
        at_once(
            lambda: confirm_retention(item.uid, "Y", by=shelf.by, key=uuid7()),
            lambda: confirm_retention(item.uid, "D10", by=shelf.by, key=uuid7()),
            lambda: leave_out(item.uid, "重复件", by=shelf.by, key=uuid7()),
            lambda: return_record(item.uid, "缺附件", by=shelf.by, key=uuid7()),
        )
    )
    assert (len(won), len(refused)) == (1, 3)
    assert all(isinstance(one, SomebodyWasFirst) for one in refused)


def test_numbers_taken_at_once_have_no_gap_and_no_twin() -> None:
    shelf = a_shelf()
    items = [collected(shelf) for _ in range(6)]
    deeds: list[Callable[[], object]] = [
        partial(confirm_retention, one.uid, "D30", "YWK", by=shelf.by, key=uuid7()) for one in items
    ]
    assert split(at_once(*deeds))[1] == []
    assert sorted(one.item or 0 for one in Record.objects.all()) == [1, 2, 3, 4, 5, 6]
    assert Record.objects.values("code").distinct().count() == 6


def test_a_record_is_filed_once_however_many_workers_have_checked_it(settings: Settings) -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    describe(item.uid, by=None, key=uuid7())
    item.refresh_from_db()
    guard = Server()
    settings.CLAMD_URL = guard.address
    reports = [run_check(item, Stage.FILING) for _ in range(3)]
    guard.close()
    at_once(*[partial(file_record, item.uid, one.uid, by=None, key=uuid7()) for one in reports])
    item.refresh_from_db()
    assert (item.state, item.why) == ("filed", "")
    assert RecordFile.objects.filter(record=item, role="YSJ").count() == 1
    filed_at = item.filed_at
    tasks.check_record.call(str(item.uid))
    item.refresh_from_db()
    assert item.filed_at == filed_at


def test_a_filed_record_is_returned_once() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    won, refused = split(at_once(*[lambda: return_record(item.uid, "题名有误", by=shelf.by, key=uuid7())] * 4))
    assert (len(won), len(refused)) == (1, 3)
    assert RecordReturn.objects.count() == 1


def test_a_record_is_locked_while_it_is_confirmed() -> None:
    if engine() != "postgresql":
        pytest.skip("on SQLite the transaction itself is the lock")
    shelf = a_shelf()
    item = collected(shelf)
    held, outcome = threading.Event(), []

    def wait() -> None:
        held.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            confirm_retention(item.uid, "Y", by=shelf.by, key=uuid7())
        except OperationalError as error:
            outcome.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=wait)
    thread.start()
    with transaction.atomic():
        lock_only(Record.objects.filter(pk=item.pk), "record")
        held.set()
        thread.join()
    assert "lock timeout" in outcome[0]
