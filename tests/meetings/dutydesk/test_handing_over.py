"""交接班: signed by the outgoing, acknowledged by the incoming; open matters go along by themselves; what is missing is shown."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pdfplumber
import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from meetings.duty.models import Shift, Turn
from meetings.dutydesk.actions.hand_over import add_to_hand_over, take_over
from meetings.dutydesk.actions.matters import close_matter
from meetings.dutydesk.actions.registers import CallSaid, record_call
from meetings.dutydesk.models import HandOver, PendingMatter
from meetings.dutydesk.selectors.hand_overs import due_hand_over, missing, prefilled
from meetings.dutydesk.selectors.sheets import hand_over_sheet
from office.api import Todo
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Appointment
from tests.meetings.dutydesk.desk import Desk, a_desk
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 12, 15, 0, 30, tzinfo=UTC)
ENDS = BEGIN + timedelta(days=1)


def at(moment: datetime, minutes: int = 0) -> time_machine.travel:
    return time_machine.travel(moment + timedelta(minutes=minutes), tick=False)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with at(BEGIN, 60):
        yield a_desk()


def turn_of(desk: Desk, who: Appointment) -> Turn:
    return Turn.objects.select_related("shift").get(person=who.person, starts_at=BEGIN, shift__roster=desk.roster)


def browser(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def test_the_sheet_begins_with_what_the_registers_say(desk: Desk) -> None:
    desk.logs("城东停水", source="热线", result="已通知水务", weather="阴")
    desk.logs("收省厅传真1份", kind="paper")
    said = CallSaid(reporter_unit="应急局", reporter_name="何某", content="报\n火情", is_important=True)
    record_call(desk.uid, said, by=desk.by(desk.officer), key=uuid7())
    record_call(desk.uid, CallSaid(reporter_unit="某单位", content="问路"), by=desk.by(desk.officer), key=uuid7())
    begun = prefilled(desk.room.unit, BEGIN, ENDS)
    assert begun.summary == "09:30 热线：城东停水（已通知水务）"
    assert begun.papers == "09:30 收省厅传真1份"
    assert begun.weather == "阴"
    assert begun.calls == "09:30 应急局何某：报 火情"
    officer = desk.officer
    with at(ENDS, 60):
        desk.logs("下一班的事")
        page = browser(officer).get(reverse("dutydesk:new_hand_over", args=[desk.uid]))
        assert "城东停水" in page.content.decode()
        assert "下一班的事" not in page.content.decode()


def test_open_matters_go_along_and_no_shift_drops_them(desk: Desk) -> None:
    officer, incoming, leader = desk.officer, desk.next_officer, desk.leader
    left, done = desk.opens("等水务报修复情况"), desk.opens("回电")
    close_matter(done, "已回", by=desk.by(officer), key=uuid7())
    turn = turn_of(desk, officer)
    with pytest.raises(NotAllowed, match="08:00起可以交"):
        desk.hands_over(officer, turn)
    with at(ENDS, -20):
        assert due_hand_over(desk.room.unit, by=desk.by(officer)) == turn
        with pytest.raises(Invalid, match="请写本班情况"):
            desk.hands_over(officer, turn, " ")
        with pytest.raises(NotAllowed, match="不是您值到最后"):
            desk.hands_over(incoming, turn)
        signed = desk.hands_over(officer, turn, "停水一起，已处置。")
        assert [one["what"] for one in signed.matters] == ["等水务报修复情况"]
        with pytest.raises(SomebodyWasFirst, match="交过这一班"):
            desk.hands_over(leader, turn_of(desk, leader))
        assert Todo.objects.waiting_with([incoming.pk]).get().step == "接班确认"
        with pytest.raises(NotAllowed, match="没有接班"):
            take_over(signed.uid, by=desk.by(officer), key=uuid7())
        with pytest.raises(NotThere):
            take_over(signed.uid, by=desk.by(desk.room.stranger), key=uuid7())
    with at(ENDS, 5):
        take_over(signed.uid, "已清点钥匙。", by=desk.by(incoming), key=uuid7())
        with pytest.raises(SomebodyWasFirst, match=incoming.person.name):
            take_over(signed.uid, by=desk.by(incoming), key=uuid7())
        assert not Todo.objects.waiting_with([incoming.pk]).exists()
    matter = PendingMatter.objects.get(uid=left)
    assert matter.is_open
    assert [(one.kind, one.names["name"]) for one in matter.steps.all()] == [
        ("opened", officer.person.name),
        ("taken_over", incoming.person.name),
    ]


def test_what_was_signed_is_only_added_to(desk: Desk) -> None:
    officer, incoming = desk.officer, desk.next_officer
    with at(ENDS, -5):
        signed = desk.hands_over(officer, turn_of(desk, officer))
    with at(ENDS, 5):
        take_over(signed.uid, by=desk.by(incoming), key=uuid7())
        add_to_hand_over(signed.uid, "另有备用钥匙一把。", by=desk.by(officer), key=uuid7())
        third = next(one for one in desk.room.officers if one not in {officer, incoming})
        with pytest.raises(NotAllowed, match="没有补充"):
            add_to_hand_over(signed.uid, "我也说一句", by=desk.by(third), key=uuid7())
        page = browser(third).get(signed.get_absolute_url()).content.decode()
    for words in ("无异常情况", "另有备用钥匙一把。", officer.person.name, incoming.person.name):
        assert words in page
    for rows in (HandOver.objects.all(), type(signed.receipt).objects.all(), signed.notes.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(names={})
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_it_stands_on_paper_as_it_was_signed_with_what_was_added(desk: Desk) -> None:
    officer, incoming = desk.officer, desk.next_officer
    desk.opens("等水务报修复情况")
    with at(ENDS, -5):
        signed = desk.hands_over(officer, turn_of(desk, officer), "停水一起，已处置。")
    paper = reverse("dutydesk:hand_over_file", args=[signed.uid])
    assert paper in browser(desk.room.keeper).get(signed.get_absolute_url()).content.decode()
    before = str(hand_over_sheet(signed))
    assert "还没有接班确认" in before
    assert "签名以后的补充" not in before
    with at(ENDS, 5):
        take_over(signed.uid, "已清点钥匙。", by=desk.by(incoming), key=uuid7())
        add_to_hand_over(signed.uid, "另有备用钥匙一把。", by=desk.by(officer), key=uuid7())
        answer = browser(incoming).get(paper)
        assert browser(desk.room.stranger).get(paper).status_code == 404
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(b"".join(answer))) as opened:
        shown = "".join("".join(page.extract_text().split()) for page in opened.pages)
    for words in (
        f"{desk.room.unit.organ}交接班记录",
        "停水一起，已处置。",
        "等水务报修复情况",
        officer.person.name,
        "已清点钥匙。",
        incoming.person.name,
        "另有备用钥匙一把。",
        "2026年12月16日08:25",
    ):
        assert words in shown


def test_where_shifts_overlap_the_one_that_begins_next_takes_over(desk: Desk) -> None:
    officer, incoming = desk.officer, desk.next_officer
    turn = turn_of(desk, officer)
    for rows in (Shift.objects.filter(pk=turn.shift_id), Turn.objects.filter(shift=turn.shift_id)):
        rows.update(ends_at=ENDS + timedelta(minutes=15))
    with at(ENDS, 10):
        signed = desk.hands_over(officer, turn)
        assert Todo.objects.waiting_with([incoming.pk]).filter(step="接班确认").exists()
        take_over(signed.uid, by=desk.by(incoming), key=uuid7())
    assert signed.receipt.person == incoming.person


def test_a_hand_over_that_is_missing_is_shown_and_can_be_made_up_for(desk: Desk) -> None:
    unit, officer = desk.room.unit, desk.officer
    assert missing(unit) == []
    with at(ENDS, 90):
        assert missing(unit) == [ENDS]
        for name in ("desk", "hand_overs"):
            page = browser(desk.room.keeper).get(reverse(f"dutydesk:{name}", args=[desk.uid])).content.decode()
            assert "缺" in page
        signed = desk.hands_over(officer, turn_of(desk, officer))
        assert missing(unit) == []
        assert "补交" in browser(officer).get(signed.get_absolute_url()).content.decode()
    with at(ENDS + timedelta(days=9)):
        assert len(missing(unit)) == 7
        with pytest.raises(NotThere):
            desk.hands_over(desk.room.stranger, turn_of(desk, officer))


def test_through_the_front_door(desk: Desk) -> None:
    officer = desk.officer
    address = reverse("dutydesk:new_hand_over", args=[desk.uid])
    given = {"key": str(uuid7()), "turn": str(turn_of(desk, officer).uid), "summary": "字不能丢"}
    early = browser(officer).post(address, given)
    assert early.status_code == 403
    assert "字不能丢" in early.content.decode()
    with at(ENDS, -5):
        assert 'name="turn"' in browser(officer).get(address).content.decode()
        answers = [browser(officer).post(address, given | {"summary": "正常"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert HandOver.objects.count() == 1
