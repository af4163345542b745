"""值班日志、电话记录、未结事项: added to and never changed, looked through by day and words, read by those who serve there."""

import io
from datetime import timedelta
from typing import Any

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from meetings.duty.models import DutyUnit, Turn
from meetings.dutydesk.actions.matters import close_matter, note_matter, open_matter
from meetings.dutydesk.actions.registers import CallSaid, LogSaid, record_call, write_log
from meetings.dutydesk.models import CallEntry, EntryFile, LogEntry, MatterStep, PendingMatter
from meetings.dutydesk.selectors.registers import calls_of, log_of, weather_between, weather_of_days
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.uploads import examine
from office.models import Appointment
from tests.meetings.duty.rostering import a_duty_room
from tests.meetings.dutydesk.desk import Desk, a_desk
from tests.office.kernel.uploads.making import pdf
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return a_desk()


def browser(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def called(desk: Desk, **more: Any) -> CallEntry:
    said = CallSaid(**({"reporter_unit": "市应急局", "content": "城东停电"} | more))
    return record_call(desk.uid, said, by=desk.by(desk.officer), key=uuid7())


def test_what_is_written_stays_and_a_correction_is_another_entry(desk: Desk) -> None:
    first = desk.logs("接省厅电话", source="省厅")
    said = LogSaid(content="接省厅传真，不是电话")
    second = write_log(desk.uid, said, corrects=first, by=desk.by(desk.officer), key=uuid7())
    entry = LogEntry.objects.get(uid=first)
    assert second.corrects == entry
    assert desk.leader.person.name in entry.staff
    assert desk.officer.person.name in entry.staff
    with pytest.raises(Invalid, match="本身是更正"):
        write_log(desk.uid, said, corrects=second.uid, by=desk.by(desk.officer), key=uuid7())
    other = a_desk()
    with pytest.raises(NotThere):
        write_log(desk.uid, said, corrects=other.logs(), by=desk.by(desk.officer), key=uuid7())
    called(desk)
    desk.opens()
    for model in (LogEntry, CallEntry, MatterStep):
        table = model._meta.db_table
        for statement in (f'UPDATE "{table}" SET id = id', f'DELETE FROM "{table}"'):  # noqa: S608 - our own tables
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_who_writes_and_of_which_time(desk: Desk) -> None:
    others = [one for one in desk.room.officers if one != desk.officer]
    at_work = {one.person_id for one in Turn.objects.at(now())}
    away = next(one for one in others if one.person_id not in at_work)
    Turn.objects.filter(person=away.person).delete()
    for ask in (desk.logs, desk.opens):
        with pytest.raises(NotAllowed, match="不是您"):
            ask(who=away)
        with pytest.raises(NotThere):
            ask(who=desk.room.stranger)
    desk.logs(who=desk.room.keeper)
    with pytest.raises(Invalid, match="时间在以后"):
        write_log(desk.uid, LogSaid(content="x", at=now() + timedelta(hours=1)), by=desk.by(desk.officer), key=uuid7())
    with pytest.raises(Invalid, match="31天以内"):
        write_log(desk.uid, LogSaid(content="x", at=now() - timedelta(days=32)), by=desk.by(desk.officer), key=uuid7())
    for said in (CallSaid(reporter_unit=" ", content="x"), CallSaid(reporter_unit="x", content=" ")):
        with pytest.raises(Invalid, match="请写"):
            record_call(desk.uid, said, by=desk.by(desk.officer), key=uuid7())


def test_a_register_is_looked_through_by_day_and_words(desk: Desk) -> None:
    unit = DutyUnit.objects.get(uid=desk.uid)
    desk.logs("群众来访，反映供水", source="城东社区")
    said = LogSaid(content="巡查机房", at=now() - timedelta(days=3))
    write_log(desk.uid, said, by=desk.by(desk.officer), key=uuid7())
    called(desk, place="城东变电站", told="已报告带班领导")
    called(desk, direction="out", content="询问恢复情况")
    assert [one.content for one in log_of(unit, words="供水 城东")] == ["群众来访，反映供水"]
    assert [one.content for one in log_of(unit, today() - timedelta(days=3))] == ["巡查机房"]
    assert log_of(unit, words="100%_").count() == 0
    assert [one.place for one in calls_of(unit, today(), "变电站")] == ["城东变电站"]
    page = browser(desk.officer).get(reverse("dutydesk:log", args=[desk.uid]), {"q": "供水", "day": "2026-99-99"})
    assert "反映供水" in page.content.decode()
    assert "巡查机房" not in page.content.decode()


def test_the_log_says_the_weather_of_its_day_as_it_was_corrected(desk: Desk) -> None:
    unit, by, moment = DutyUnit.objects.get(uid=desk.uid), desk.by(desk.officer), now()
    address = reverse("dutydesk:log", args=[desk.uid])
    given = {
        "key": str(uuid7()),
        "day": f"{today()}",
        "hour": "00:00",
        "kind": "patrol",
        "content": "巡查",
        "weather": "晴",
    }
    assert browser(desk.officer).post(address, given).status_code == 302
    wrong = desk.logs("又巡查", weather="大雪")
    assert weather_of_days(unit, [today()]) == {today(): "晴、大雪"}
    write_log(desk.uid, LogSaid(content="又巡查", weather="小雪", at=moment), corrects=wrong, by=by, key=uuid7())
    desk.logs("前天的事", at=moment - timedelta(days=2), weather="雾")
    desk.logs("昨天的事", at=moment - timedelta(days=1))
    page = browser(desk.officer).get(address).content.decode()
    assert "晴、小雪</b>" in page
    assert "雾</b>" in page
    assert "大雪" not in page.split("<ol", 1)[1]
    assert weather_between(unit, moment - timedelta(days=2, hours=1), moment - timedelta(days=1)) == "雾"
    assert [one.content for one in log_of(unit, words="雾")] == ["前天的事"]


def test_the_log_of_a_day_is_printed_with_all_its_parts(desk: Desk) -> None:
    desk.logs(
        "收省厅传真",
        source="省厅",
        kind="paper",
        handling="转办。",
        handled_by="何敏",
        result="已送达",
        weather="晴转多云",
    )
    wrong = desk.logs("报平安", kind="report")
    write_log(
        desk.uid, LogSaid(content="向省厅报平安", kind="report"), corrects=wrong, by=desk.by(desk.officer), key=uuid7()
    )
    desk.logs("昨天的事", at=now() - timedelta(days=1))
    called(desk, measures="已派人")
    answer = browser(desk.leader).get(reverse("dutydesk:log_file", args=[desk.uid]))
    with pdfplumber.open(io.BytesIO(b"".join(answer))) as paper:
        words = "".join(page.extract_text() for page in paper.pages).replace("\n", "")
    for said in (
        "值班日志",
        "星期",
        "晴转多云",
        "收省厅传真",
        "转办；已送达",
        "何敏办，",
        "更正：向省厅报平安",
        "城东停电",
        "已派人",
        "来访无",
    ):
        assert said in words.replace(" ", ""), said
    assert "昨天的事" not in words
    day = {"day": f"{today() - timedelta(days=1)}"}
    old = browser(desk.leader).get(reverse("dutydesk:log_file", args=[desk.uid]), day)
    with pdfplumber.open(io.BytesIO(b"".join(old))) as paper:
        assert "昨天的事" in paper.pages[0].extract_text()
    assert browser(desk.room.stranger).get(reverse("dutydesk:log_file", args=[desk.uid])).status_code == 404


def test_an_attachment_is_examined_and_served_to_those_who_read_the_entry(desk: Desk) -> None:
    address = reverse("dutydesk:calls", args=[desk.uid])
    given = {
        "key": str(uuid7()), "day": f"{today()}", "hour": "00:00", "direction": "in", "reporter_unit": "市应急局",
        "content": "报告火情", "is_important": "on",
    }  # fmt: skip
    with pdf_file() as good, bad_file() as bad:
        refused = browser(desk.officer).post(address, given | {"files": bad})
        assert refused.status_code == 422
        assert "报告火情" in refused.content.decode()
        assert CallEntry.objects.count() == 0
        answer = browser(desk.officer).post(address, given | {"files": good})
    assert answer.status_code == 302
    row = EntryFile.objects.get()
    assert row.call_entry is not None
    assert row.call_entry.is_important
    download = reverse("dutydesk:file", args=[row.uid])
    assert b"".join(browser(desk.leader).get(download)) == pdf()
    assert browser(desk.room.stranger).get(download).status_code == 404


def pdf_file() -> Any:
    return SimpleUploadedFile("现场.pdf", pdf(), "application/pdf")


def bad_file() -> Any:
    return SimpleUploadedFile("现场.pdf", b"MZ\x90\x00 not a pdf", "application/pdf")


def test_a_matter_ends_only_with_its_result_and_tells_its_history(desk: Desk) -> None:
    call, by = called(desk), desk.by(desk.officer)
    with pytest.raises(Invalid, match="时限已经过去"):
        open_matter(desk.uid, "核实", now() - timedelta(minutes=1), by=by, key=uuid7())
    matter = open_matter(desk.uid, "核实停电范围", now() + timedelta(hours=2), call_entry=call.uid, by=by, key=uuid7())
    note_matter(matter.uid, "供电公司说一小时恢复", by=by, key=uuid7())
    with pytest.raises(Invalid, match="请写结果"):
        close_matter(matter.uid, "  ", by=by, key=uuid7())
    with pytest.raises(NotThere):
        close_matter(matter.uid, "好了", by=desk.by(desk.room.stranger), key=uuid7())
    close_matter(matter.uid, "已恢复供电", by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="已恢复供电"):
        note_matter(matter.uid, "再问", by=by, key=uuid7())
    assert list(matter.steps.values_list("kind", "words")) == [
        ("opened", ""),
        ("noted", "供电公司说一小时恢复"),
        ("closed", "已恢复供电"),
    ]
    assert PendingMatter.objects.get().call_entry == call


def test_the_unit_above_sees_who_is_on_duty_and_no_register(desk: Desk) -> None:
    above = a_duty_room(1, 1)
    DutyUnit.objects.filter(uid=desk.uid).update(superior=above.unit)
    entry = desk.logs("内部情况")
    client = browser(above.keeper)
    page = client.get(reverse("dutydesk:desk", args=[desk.uid]))
    assert desk.officer.person.name in page.content.decode()
    assert "内部情况" not in page.content.decode()
    assert client.get(reverse("dutydesk:checks", args=[desk.uid])).status_code == 200
    for name in ("log", "calls", "matters", "hand_overs", "new_hand_over", "settings"):
        assert client.get(reverse(f"dutydesk:{name}", args=[desk.uid])).status_code == 404, name
    assert client.get(reverse("dutydesk:log_entry", args=[entry])).status_code == 404


def test_a_file_that_is_examined_is_kept_with_its_name(desk: Desk) -> None:
    files = [(pdf(), examine(pdf(), "..\\情况.pdf"))]
    made = write_log(desk.uid, LogSaid(content="附图"), files, by=desk.by(desk.officer), key=uuid7())
    assert made.files.get().name == "情况.pdf"
