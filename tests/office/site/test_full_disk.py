"""The disk is full: nothing is half-written, whoever asked is told in words, and once there is room it goes on."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from docflow.models import Attachment
from office.jobs.heartbeat import Heartbeat
from office.jobs.models import Job, State
from office.jobs.running import work_one
from office.kernel.files import FolderStore
from office.kernel.ids import uuid7
from office.models import StoredFile, TrailEntry
from office.site.views.broken import NO_DATABASE, NO_ROOM, what_is_missing
from tests.conftest import engine
from tests.docflow.world import Paper, a_draft, a_signed
from tests.office.kernel.uploads.making import pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@contextmanager
def no_room(monkeypatch: pytest.MonkeyPatch, number: int = errno.ENOSPC) -> Iterator[None]:
    """Whatever is to be on the disk for certain does not get there."""

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("office.kernel.files.os.fsync", full)
        yield


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_file_that_finds_no_room_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    store = FolderStore(tmp_path / "files")
    kept = store.keep("先有的".encode())
    with no_room(monkeypatch, number), pytest.raises(OSError, match=os.strerror(number)):
        store.keep("放不下的".encode())
    files = [one for one in (tmp_path / "files").rglob("*") if one.is_file() and one.name != ".sweeping"]
    assert [one.name for one in files] == [kept]
    assert store.exists(store.keep("放不下的".encode()))


def attach(paper: Paper, key: str, **headers: str) -> tuple[int, str]:
    client = Client(raise_request_exception=False, headers=headers)
    client.force_login(paper.office.drafter.person)
    file = SimpleUploadedFile("附件.pdf", pdf(), "application/pdf")
    answer = client.post(reverse("docflow:attach", args=[paper.uid]), {"key": key, "file": file})
    said = answer.json()["said"] if "json" in answer.headers["Content-Type"] else answer.content.decode()
    return answer.status_code, said


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"Accept": "application/json"}])
def test_an_upload_that_finds_no_room_is_told_and_can_be_sent_again(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    paper, key = a_draft(), str(uuid7())
    acts, files = TrailEntry.objects.count(), StoredFile.objects.count()
    with no_room(monkeypatch):
        status, text = attach(paper, key, **headers)
    assert (status, NO_ROOM.sentence in text) == (507, True)
    assert "Traceback" not in text
    assert (Attachment.objects.count(), TrailEntry.objects.count(), StoredFile.objects.count()) == (0, acts, files)
    assert attach(paper, key)[0] in {200, 302}
    assert Attachment.objects.get().document.uid == paper.uid


def test_a_job_that_finds_no_room_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """排版 makes its pages outside any lock; where they do not fit, nothing of the document has changed, and it comes to its turn again."""
    paper = a_signed().rechecked().numbered()
    with no_room(monkeypatch), Heartbeat() as heartbeat:
        job = work_one("甲/0", heartbeat)
    assert job is not None
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.WAITING, 1)
    assert paper.steps() == []  # it waits for the job, and nobody is asked to mend anything
    Job.objects.update(not_before=job.created_at)
    with Heartbeat() as heartbeat:
        work_one("甲/0", heartbeat)
    assert paper.steps() == ["seal"]


@pytest.mark.skipif(engine() != "sqlite", reason="a database of its own that may be filled")
def test_a_database_that_finds_no_room_is_told() -> None:
    paper, key = a_draft(), str(uuid7())
    address = reverse("docflow:act", args=[paper.task("draft").uid, "draft"])
    client = Client(raise_request_exception=False)
    client.force_login(paper.office.drafter.person)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        answers = [client.post(address, {"key": str(uuid7()), "reason": "长" * 2_000}) for _ in range(40)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    told = [one for one in answers if one.status_code == 507]
    assert told == [] or NO_ROOM.sentence in told[0].content.decode()
    assert {one.status_code for one in answers} <= {302, 403, 409, 422, 503, 507}
    client.post(address, {"key": key})
    assert paper.steps() == ["review"]


class OfPostgresql(Exception):  # noqa: N818 - stands for psycopg's
    """An error of the driver."""

    def __init__(self, said: str, sqlstate: str | None) -> None:
        super().__init__(said)
        self.sqlstate = sqlstate


OfPostgresql.__module__ = "psycopg.errors"


@pytest.mark.parametrize(
    ("error", "cause", "missing"),
    [
        (OperationalError("database or disk is full"), None, NO_ROOM),
        (OperationalError("database is locked"), None, NO_DATABASE),
        (OperationalError("no such table: x"), None, None),
        (OperationalError("x"), OfPostgresql("connection refused", None), NO_DATABASE),
        (OperationalError("x"), OfPostgresql("terminating connection", "57P01"), NO_DATABASE),
        (OperationalError("x"), OfPostgresql("No space left on device", "53100"), NO_ROOM),
        (OperationalError("x"), OfPostgresql("deadlock detected", "40P01"), None),
        (DatabaseError("x"), OfPostgresql("syntax error", "42601"), None),
        (OSError(errno.ENOSPC, "No space left on device"), None, NO_ROOM),
        (FileNotFoundError(errno.ENOENT, "x"), None, None),
        (ZeroDivisionError(), None, None),
        (None, None, None),
    ],
)
def test_a_fault_of_ours_is_told_from_what_is_missing(error: Exception, cause: Exception, missing: object) -> None:
    if error is not None:
        error.__cause__ = cause
    assert what_is_missing(error) == missing
