"""The pages of checks: who may see them, what they say, and that they ask no more for more."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse

from archive.checking import run_check
from archive.fixity import due, recheck
from archive.models import CheckReport, Stage
from archive.selectors.reports import latest_of, report_sheet, shown
from docflow.layout.fonts import FontSet
from docflow.sheets.composing import print_sheet
from office.api import Job, grant, grant_until, person_key, work_until_done
from office.kernel.clock import now
from office.kernel.ids import uuid7
from tests.archive.checking.records import Room, a_record, a_room, change_a_byte, filed
from tests.archive.checks.test_pdfa import flaws_of
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room() -> Room:
    return a_room()


def signed_in(client: ReadingClient, appointment: Any) -> ReadingClient:
    client.force_login(appointment.person)
    return client


def test_the_archivist_reads_what_came_of_every_item(client: ReadingClient, room: Room) -> None:
    report = run_check(a_record(room), Stage.FILING)
    page = signed_in(client, room.archivist).get(report.get_absolute_url()).content.decode()
    for one in report.items:
        assert one["code"] in page
        assert one["says"] in page
    assert "归档检测待人工" in page
    assert "由档案管理员判定" in page


def test_others_find_no_report(client: ReadingClient, room: Room) -> None:
    report = run_check(a_record(room), Stage.FILING)
    stranger = a_room().archivist
    for who in (room.colleague, stranger):
        for name in ("archive:check_report", "archive:check_report_file"):
            assert signed_in(client, who).get(reverse(name, args=[report.uid])).status_code == 404
    assert signed_in(client, stranger).get(reverse("archive:check_report", args=[uuid7()])).status_code == 404


def test_who_may_read_the_record_may_read_its_report(client: ReadingClient, room: Room) -> None:
    item = a_record(room)
    report = run_check(item, Stage.FILING)
    with transaction.atomic():
        grant(item.uid, person_key(room.colleague.person), why="承办")
    assert signed_in(client, room.colleague).get(report.get_absolute_url()).status_code == 200


def test_who_sees_the_record_but_not_its_making_finds_no_report(client: ReadingClient, room: Room) -> None:
    item, receiver = a_record(room), a_room().colleague
    report = run_check(item, Stage.FILING)
    with transaction.atomic():
        grant(item.uid, person_key(receiver.person), why="收文")
        grant_until(item.uid, person_key(room.colleague.person), why="借阅", until=now() + timedelta(days=1))
    for who in (receiver, room.colleague):
        assert signed_in(client, who).get(reverse("archive:record", args=[item.uid])).status_code == 200
        for name in ("archive:check_report", "archive:check_report_file"):
            assert signed_in(client, who).get(reverse(name, args=[report.uid])).status_code == 404


def test_on_paper_it_is_pdfa_and_holds_every_item(room: Room, fonts: FontSet) -> None:
    report = run_check(a_record(room), Stage.FILING)
    printed = print_sheet(report_sheet(shown(report)), fonts)
    assert flaws_of(printed.pdf) == []
    assert printed.pages >= 2


def test_the_file_is_a_download(client: ReadingClient, room: Room, fonts: FontSet) -> None:
    report = run_check(a_record(room), Stage.FILING)
    answer = signed_in(client, room.archivist).get(reverse("archive:check_report_file", args=[report.uid]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined] # a file's answer streams
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 2


def test_the_page_of_fixity_is_the_archivists(client: ReadingClient, room: Room) -> None:
    item = a_record(room)
    change_a_byte(item.files.get(name="正本.txt"))
    recheck(due(10))
    page = signed_in(client, room.archivist).get(reverse("archive:fixity")).content.decode()
    assert "“正本.txt”的内容变了" in page
    assert "没有接入杀毒软件" in page
    assert f'<a href="{item.get_absolute_url()}">' in page
    assert signed_in(client, room.colleague).get(reverse("archive:fixity")).status_code == 404
    other = signed_in(client, a_room().archivist).get(reverse("archive:fixity")).content.decode()
    assert "正本.txt" not in other


def test_the_page_of_fixity_asks_no_more_for_more(
    client: ReadingClient, room: Room, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        item = a_record(room)
        change_a_byte(item.files.get(name="正本.txt")) if n == 0 else None
    recheck(due(100))
    signed_in(client, room.archivist).get(reverse("archive:fixity"))
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("archive:fixity"))
    for _ in range(5):
        a_record(room, files={"件.txt": ("ZB", str(uuid7()).encode(), "text/plain")})  # type: ignore[dict-item] # a role by its code
    for row in due(5):
        change_a_byte(row)
    recheck(due(5))
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("archive:fixity"))


def test_an_archivist_asks_for_a_check_once_and_gets_its_report(client: ReadingClient, room: Room) -> None:
    item = filed(a_record(room))
    key = str(uuid7())
    signed_in(client, room.archivist)
    for _ in range(2):
        assert client.post(reverse("archive:check_now", args=[item.uid]), {"key": key}).status_code == 302
    jobs = Job.objects.filter(task="archive.rechecking.check_again")
    assert jobs.count() == 1
    work_until_done([one.uid for one in jobs])
    report = CheckReport.objects.get(record=item)
    assert (report.stage, report.by) == (Stage.KEEPING, room.archivist)


def test_what_is_not_filed_or_not_his_is_not_checked_on_demand(client: ReadingClient, room: Room) -> None:
    item = a_record(room)
    answer = signed_in(client, room.archivist).post(
        reverse("archive:check_now", args=[item.uid]), {"key": str(uuid7())}
    )
    assert answer.status_code == 422
    filed(item)
    for who in (room.colleague, a_room().archivist):
        asked = signed_in(client, who).post(reverse("archive:check_now", args=[item.uid]), {"key": str(uuid7())})
        assert asked.status_code == 404
    assert not Job.objects.filter(task="archive.rechecking.check_again").exists()


def test_a_queue_says_why_in_one_query(room: Room, django_assert_num_queries: Any) -> None:
    items = [a_record(room) for _ in range(3)]
    for item in items:
        run_check(item, Stage.FILING)
    again = run_check(items[0], Stage.FILING)
    with django_assert_num_queries(1):
        latest = latest_of(items)
    assert latest[items[0].pk].report == again
    assert {one.finding.code for one in latest[items[1].pk].reasons} == {"GD-3-3", "GD-4-1", "GD-4-2"}
