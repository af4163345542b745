"""From receipt to the final report: what is kept, where it goes, who may read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from meetings.duty.models import PoolMember
from meetings.urgent.actions.find_fault import find_fault
from meetings.urgent.actions.send_report import Told, pass_on, reopen, send_report
from meetings.urgent.models import Clock, ClockLimit, Dispatch, Report, UrgentEvent
from meetings.urgent.policy import events
from meetings.urgent.selectors.statistics import FIGURES, behind, counted
from office.api import Todo, actor_of, history_of
from office.kernel.clock import OFFICE_ZONE, now, today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.factories import a_department, an_organ, appointed
from tests.meetings.urgent.world import a_desk, acknowledged, ago, alarm_of, an_event, facts, nobody_serves, reported

pytestmark = pytest.mark.django_db


def test_registered_by_the_officer_on_duty_it_calls_the_leader_and_its_clocks_run() -> None:
    desk = a_desk()
    event = an_event(desk)
    assert {one.timed for one in event.clocks.all()} == {"telephone", "first"}
    alarm = alarm_of(event, "opened")
    assert [one.person for one in alarm.calls.all()] == [desk.leader().person]
    todo = Todo.objects.open().get(room="urgent")
    assert [one.appointment.person for one in todo.holders.all()] == [desk.leader().person]


def test_nobody_but_who_is_on_duty_or_keeps_the_unit_registers() -> None:
    desk = a_desk()
    off = next(one for one in desk.below.officers if one.person != desk.officer().person)
    for who in (off, desk.below.stranger):
        with pytest.raises(NotAllowed, match="值班"):
            an_event(desk, by=actor_of(who.person))
    with pytest.raises(NotThere):
        an_event(desk, by=desk.officer(desk.above))
    assert an_event(desk, by=actor_of(desk.below.keeper.person)).unit == desk.below.unit


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"place": " "}, "place"),
        ({"details": {}}, "detail_hazard"),
        ({"kind": "war"}, "kind"),
        ({"received_at": ago(-60)}, "received_at"),
        ({"received_at": ago(60), "occurred_at": ago(30)}, "occurred_at"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_at_its_field(changed: dict[str, Any], field: str) -> None:
    desk = a_desk()
    with pytest.raises(Invalid) as refused:
        an_event(desk, **changed)
    assert refused.value.field == field
    assert not UrgentEvent.objects.exists()


def test_a_first_report_goes_up_is_acknowledged_and_passed_on_but_never_back() -> None:
    desk = a_desk()
    event = an_event(desk)
    report = reported(desk, event)
    sent = Dispatch.objects.get()
    assert (report.label, sent.receiver) == ("初报", desk.above.unit)
    above = desk.officer(desk.above)
    assert events.read(event.uid, by=above) == event
    acknowledged(event, "report", above)
    sent.refresh_from_db()
    assert sent.acknowledged_names["name"] == above.person.name
    assert sent.clocks.get().outcome == Clock.Outcome.KEPT
    with pytest.raises(NotAllowed, match="没有设上级"):
        pass_on(event.uid, sent.uid, by=above, key=uuid7())
    desk.above.unit.superior = desk.below.unit
    desk.above.unit.save()
    with pytest.raises(NotAllowed, match="最先接报"):
        pass_on(event.uid, sent.uid, by=above, key=uuid7())


def test_passed_on_through_the_levels() -> None:
    desk = a_desk()
    top = a_desk().above
    desk.above.unit.superior = top.unit
    desk.above.unit.save()
    event = an_event(desk)
    reported(desk, event)
    first = Dispatch.objects.get()
    with pytest.raises(NotThere):
        events.read(event.uid, by=desk.officer(top))
    with pytest.raises(NotAllowed):
        pass_on(event.uid, first.uid, by=desk.officer(), key=uuid7())
    pass_on(event.uid, first.uid, by=desk.officer(desk.above), key=uuid7())
    assert [one.receiver for one in Dispatch.objects.all()] == [desk.above.unit, top.unit]
    assert events.read(event.uid, by=desk.officer(top)) == event
    with pytest.raises(SomebodyWasFirst, match="已经报过"):
        pass_on(event.uid, first.uid, by=desk.officer(desk.above), key=uuid7())


def test_reports_are_numbered_come_in_their_order_and_stand() -> None:
    desk = a_desk()
    event = an_event(desk)
    with pytest.raises(NotAllowed, match="先初报"):
        reported(desk, event, "follow_up")
    labels = [
        reported(desk, event, stage, text, **more).label
        for stage, text, more in (
            ("telephone", "", {"told_whom": "市总值班室"}),
            ("first", "", {}),
            ("follow_up", "甲。", {}),
            ("follow_up", "乙。", {}),
            ("daily", "", {"is_nil": True}),
        )
    ]
    assert labels == ["电话报告（一）", "初报", "续报（一）", "续报（二）", "零报告（一）"]
    with pytest.raises(SomebodyWasFirst, match="已经初报"):
        reported(desk, event)
    with pytest.raises(Invalid, match="本次情况"):
        reported(desk, event, "follow_up", "")
    with pytest.raises(SomebodyWasFirst, match="已有人报了一次"):
        reported(desk, event, "follow_up", "丙。", seen=1)
    assert [one.place for one in Report.objects.all()] == [1, 2, 3, 4, 5]
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(place=2).update(text="改")


def test_a_report_keeps_the_facts_as_they_were_while_the_event_goes_on() -> None:
    desk = a_desk()
    event = an_event(desk, casualties="正在核实")
    reported(desk, event)
    told = Told(stage="follow_up", facts=facts(ago(1), casualties="一人轻伤", level="3"), text="核实伤亡。")
    send_report(event.uid, told, by=desk.officer(), key=uuid7())
    event.refresh_from_db()
    kept = [dict(one.facts)["伤亡情况"] for one in Report.objects.all()]
    assert (kept, event.casualties, event.level) == (["正在核实", "一人轻伤"], "一人轻伤", "3")


def test_what_was_answered_under_another_kind_is_kept() -> None:
    desk = a_desk()
    event = an_event(desk)
    changed = facts(ago(1), kind="health", details={"disease": "不明", "cases": "三人"})
    send_report(event.uid, Told(stage="first", facts=changed), by=desk.officer(), key=uuid7())
    event.refresh_from_db()
    assert event.details == {"hazard": "滑坡", "disease": "不明", "cases": "三人"}


def test_an_answer_may_be_taken_back_and_a_mark_of_secrecy_is_refused_anywhere() -> None:
    desk = a_desk()
    event = an_event(desk, details={"hazard": "滑坡", "moved": "三人"})
    told = Told(stage="first", facts=facts(details={"hazard": "滑坡", "moved": ""}))
    report = send_report(event.uid, told, by=desk.officer(), key=uuid7())
    assert not any("三人" in words for _, words in report.facts)
    for told in (
        Told(stage="follow_up", facts=None, text="机密★20年"),
        Told(stage="follow_up", facts=facts(loss="机密★20年"), text="续"),
    ):
        with pytest.raises(Invalid):
            send_report(event.uid, told, by=desk.officer(), key=uuid7())


def test_who_was_called_in_a_post_reads_it_in_that_post_alone() -> None:
    desk = a_desk()
    event = an_event(desk)
    called = alarm_of(event, "opened").calls.get().appointment
    nobody_serves(desk.below)
    assert events.seen(actor_of(called.person)).filter(pk=event.pk).exists()
    other = appointed(a_department(an_organ()), person=called.person)
    type(called).objects.filter(pk=called.pk).update(until=today() - timedelta(days=1))
    PoolMember.objects.filter(person=called.person).delete()
    assert not events.seen(actor_of(other.person)).filter(pk=event.pk).exists()


def test_the_final_report_closes_and_reopening_is_on_record() -> None:
    desk = a_desk()
    event = an_event(desk)
    reported(desk, event)
    reported(desk, event, "final", "处置完毕。")
    event.refresh_from_db()
    assert not event.is_open
    assert not event.clocks.filter(outcome="running", dispatch__isnull=True).exists()
    with pytest.raises(SomebodyWasFirst, match="重新打开"):
        reported(desk, event, "follow_up")
    with pytest.raises(Invalid):
        reopen(event.uid, "", by=desk.officer(), key=uuid7())
    reopen(event.uid, "出现新的伤亡", by=desk.officer(), key=uuid7())
    event.refresh_from_db()
    assert event.closed_at is None
    assert event.clocks.filter(outcome="running", timed="follow_up").count() == 1
    assert ("重新打开", "出现新的伤亡") in [(one.verb, one.said) for one in history_of(event.uid)]
    assert reported(desk, event, "final", "再次处置完毕。").label == "终报（二）"


def test_a_report_in_time_is_kept_one_after_its_end_is_late_and_one_that_never_came_is_missed() -> None:
    desk = a_desk()
    good, late, never = an_event(desk), an_event(desk, received_at=ago(200)), an_event(desk, received_at=ago(10))
    reported(desk, good)
    reported(desk, late)
    reported(desk, never, "final", "误报。")
    outcomes = [dict(one.clocks.values_list("timed", "outcome")).get("first") for one in (good, late, never)]
    assert outcomes == ["kept", "late", "missed"]
    assert "书面初报迟2小时20分钟" in history_of(late.uid)[-2].said


def test_statistics_count_a_unit_and_month_with_drills_apart() -> None:
    desk = a_desk()
    real, drill = an_event(desk, received_at=ago(200)), an_event(desk, drill=True)
    reported(desk, real)
    reported(desk, drill)
    find_fault(real.uid, "concealed", "隐瞒两人失联。", by=desk.officer(desk.above), key=uuid7())
    day = real.received_at.date() if real.received_at.month == today().month else today()
    (row,) = [one for one in counted(desk.officer(desk.above), day, drills=False) if one.unit == desk.below.unit]
    assert [row.figures[name] for name in ("events", "reports", "late", "concealed")] == [1, 1, 2, 1]
    (row,) = [one for one in counted(desk.officer(), today(), drills=True) if one.unit == desk.below.unit]
    assert [row.figures[name] for name in ("events", "late", "kept", "concealed")] == [1, 0, 2, 0]
    with pytest.raises(NotAllowed):
        find_fault(real.uid, "false", "自查", by=desk.officer(), key=uuid7())


def test_behind_each_figure_stand_as_many_rows_as_it_counts_and_only_those_he_may_read() -> None:
    desk = a_desk()
    real, kept_back = an_event(desk, received_at=ago(200)), an_event(desk, received_at=ago(200), title="没有上报的")
    reported(desk, real)
    reported(desk, real, "follow_up", "伤一人。")
    reported(desk, an_event(desk, drill=True))
    find_fault(real.uid, "missed", "电话没有报告。", by=desk.officer(desk.above), key=uuid7())
    unit, day = desk.below.unit, real.received_at.astimezone(OFFICE_ZONE).date()
    for by, hidden in ((desk.officer(), 0), (desk.officer(desk.above), 1)):
        for drills in (False, True):
            (row,) = [one for one in counted(by, day, drills=drills) if one.unit == unit]
            found = {name: behind(unit, day, name, drills=drills, by=by) for name in FIGURES}
            assert {name: len(one.rows) + one.others for name, one in found.items()} == row.figures
            assert found["events"].others == (0 if drills else hidden)
            events_shown = {one.event for each in found.values() for one in each.rows}
            assert (kept_back in events_shown) == (not drills and not hidden)
            assert {one.is_drill for one in events_shown} <= {drills}
    late = behind(unit, day, "missed", drills=False, by=actor_of(desk.chief.person)).rows
    assert [(one.what, one.said) for one in late] == [("认定漏报", "电话没有报告。")]


def test_a_drill_is_marked_wherever_it_is_named() -> None:
    desk = a_desk()
    event = an_event(desk, drill=True)
    reported(desk, event)
    assert all("【演练】" in one.title for one in Notification.objects.all())
    assert all("【演练】" in one.title for one in Todo.objects.all())
    assert dict(Report.objects.get().facts)["事件"].startswith("【演练】")


def test_it_is_there_for_the_unit_its_leaders_and_who_was_told_and_for_nobody_else() -> None:
    desk = a_desk()
    event = an_event(desk)
    colleague = appointed(a_department(desk.below.organ))
    chief_above = appointed(a_department(desk.above.organ), "leader")
    for who in (colleague, desk.below.stranger, chief_above, desk.above.officers[0]):
        with pytest.raises(NotThere):
            events.read(event.uid, by=actor_of(who.person))
    for who in (*desk.below.officers, *desk.below.leaders, desk.below.keeper, desk.chief):
        assert events.read(event.uid, by=actor_of(who.person)) == event
    reported(desk, event)
    assert events.read(event.uid, by=actor_of(chief_above.person)) == event


def test_without_a_roster_the_keepers_are_called_and_it_is_said() -> None:
    desk = a_desk()
    nobody_serves(desk.above)
    event = an_event(desk)
    reported(desk, event)
    called = {one.person for one in alarm_of(event, "report").calls.all()}
    assert called == {desk.above.keeper.person}
    assert any("现在没有人值班" in one.said for one in history_of(event.uid))
    assert now() > event.opened_at


def test_a_limit_may_run_from_the_occurrence_where_that_is_known() -> None:
    desk = a_desk()
    ClockLimit.objects.create(organ=desk.below.organ, timed="first", minutes=40, starts="occurred")
    known, unknown = an_event(desk, occurred_at=ago(30)), an_event(desk)
    spans = [one.clocks.get(timed="first").due_at - one.received_at for one in (known, unknown)]
    assert [round(one.total_seconds() / 60) for one in spans] == [10, 40]
