"""报送：电话报告、初报、续报、日报、终报，和收到的报告再往上报。"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from docflow.api import refuse_marked
from meetings.duty.models import DutyUnit
from meetings.urgent.actions.facts import Facts, as_told, set_facts
from meetings.urgent.calling import raise_alarm, stop
from meetings.urgent.models import Alarm, Clock, Dispatch, Report, ReportFile, Stage, Timed, UrgentEvent
from meetings.urgent.policy import events, units
from meetings.urgent.recording import line, moved
from meetings.urgent.rules.limits import span_in_words
from meetings.urgent.timing import end, start_acknowledgement, start_clocks, stop_clocks
from office.api import Actor, action, keep
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.uploads import Examined

LONGEST_TEXT, LONGEST_WHOM = 4000, 100
MOST_FILES = 10
NOTHING_NEW = "情况无变化。"

Files = Sequence[tuple[bytes, Examined]]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report: the facts as they are known now, and what is new. `seen`: how many written ones there were when it was begun."""

    stage: str
    facts: Facts | None
    text: str = ""
    is_nil: bool = False
    told_whom: str = ""
    seen: int | None = None


@action
def send_report(event_uid: UUID, told: Told, files: Files = (), *, by: Actor, key: UUID) -> Report:
    """报送：from now on it stands as it is, with its files. A written one goes to the superior unit, where the officer on duty is called for it.

    A first report comes once and first, a final one closes the event. Raises NotThere, NotAllowed, Invalid, SomebodyWasFirst.
    """
    event, officer = events.take_to_report(event_uid, by=by)
    _refuse(event, told)
    text = clean_text(told.text, "本次情况", LONGEST_TEXT, field="text")
    refuse_marked(text)
    if told.facts is not None:
        set_facts(event, told.facts)
    if told.is_nil and not text:
        text = NOTHING_NEW
    if told.stage in (Stage.FOLLOW_UP, Stage.DAILY, Stage.FINAL) and not text:
        raise Invalid("请写本次情况：核实了什么、有什么变化、下一步怎么办。", field="text")
    report = _numbered(event, told, text, officer)
    _attach(report, files)
    crash.point("urgent.reported")
    _mind_clocks(event, report)
    line(event, "telephoned" if told.stage == Stage.TELEPHONE else "reported", _words(report, event), by=officer)
    if told.stage != Stage.TELEPHONE and event.unit.superior is not None:
        dispatch(report, event.unit, event.unit.superior, by=officer)
    return report


@action
def pass_on(event_uid: UUID, dispatch_uid: UUID, *, by: Actor, key: UUID) -> Dispatch:
    """向上级报送：the receiving unit sends the same report to its own superior. Raises NotThere, NotAllowed, SomebodyWasFirst."""
    event = events.take(event_uid, by=by)
    received = Dispatch.objects.select_related("report", "receiver__superior__organ").filter(
        uid=dispatch_uid, event=event
    )
    found = received.first()
    if found is None:
        raise NotThere("该报送")
    if found.receiver not in events.handled(event, by=by):
        raise NotAllowed(f"这份报告由{found.receiver}此刻值班的人或管理处室向上报送。")
    if found.receiver.superior is None:
        raise NotAllowed(f"{found.receiver}没有设上级值班单位，不能再向上报送。请由管理处室设定上级。")
    officer = units.capacity(found.receiver, by=by)
    sent = dispatch(found.report, found.receiver, found.receiver.superior, by=officer)
    line(event, "passed_on", f"{found.receiver}把{found.report}报送{found.receiver.superior}", by=officer)
    moved(event)
    return sent


@action
def reopen(event_uid: UUID, reason: str, *, by: Actor, key: UUID) -> UrgentEvent:
    """重新打开：a closed event goes on, with its reason on record; the clock for the next report runs again."""
    event, officer = events.take_to_report(event_uid, by=by)
    if event.is_open:
        raise SomebodyWasFirst("没有重新打开：这起事件没有终报，还在办理中。")
    words = clean_line(reason, "缘由", 400, field="text")
    if not words:
        raise Invalid("没有重新打开：请写明为什么，如“出现新的伤亡”。", field="text")
    event.closed_at, event.moved_at = None, now()
    event.save(update_fields=["closed_at", "moved_at"])
    line(event, "reopened", words, by=officer)
    start_clocks(event, Timed.FOLLOW_UP, since=now())
    return event


def dispatch(report: Report, sender: DutyUnit, receiver: DutyUnit, *, by: Actor) -> Dispatch:
    """On its way to a unit, whose officer on duty is called until he acknowledges. The event is locked."""
    event = report.event
    if receiver.pk == event.unit_id:
        raise NotAllowed(f"没有报送：{receiver}就是最先接报的单位。请管理处室核对上级值班单位的设置。")
    if Dispatch.objects.filter(report=report, receiver=receiver).exists():
        raise SomebodyWasFirst(f"没有再报送：{report}已经报过{receiver}。")
    sent = Dispatch.objects.create(event=event, report=report, sender=sender, receiver=receiver, names=by.names())
    start_acknowledgement(event, sent)
    raise_alarm(event, receiver, Alarm.Why.REPORT, dispatch=sent)
    return sent


def _refuse(event: UrgentEvent, told: Told) -> None:
    if told.stage not in Stage.values:
        raise Invalid("请选择报告的种类。", field="stage")
    if told.seen is not None and told.seen != event.written_reports:
        raise SomebodyWasFirst("没有报送：您填写的时候已有人报了一次。请看过那一份，再决定是否续报。")
    if not event.is_open:
        raise SomebodyWasFirst("没有报送：这起事件已经终报。有新情况的，请先重新打开。")
    is_reported = event.reports.filter(stage=Stage.FIRST).exists()
    if told.stage == Stage.FIRST and is_reported:
        raise SomebodyWasFirst("没有报送：这起事件已经初报，请用续报。")
    if told.stage in (Stage.FOLLOW_UP, Stage.DAILY) and not is_reported:
        raise NotAllowed("没有报送：还没有初报，请先初报。")


def _numbered(event: UrgentEvent, told: Told, text: str, by: Actor) -> Report:
    event.reports_sent, event.moved_at = event.reports_sent + 1, now()
    whom = clean_line(told.told_whom, "报给谁", LONGEST_WHOM, field="told_whom")
    if told.stage == Stage.TELEPHONE and not whom:
        raise Invalid("请写电话报给了谁，如“市政府总值班室 主班”。", field="told_whom")
    if told.stage == Stage.FINAL:
        event.closed_at = event.moved_at
    event.save()
    return Report.objects.create(
        event=event,
        place=event.reports_sent,
        stage=told.stage,
        ordinal=event.reports.filter(stage=told.stage).count() + 1,  # the event is locked
        is_nil=told.is_nil and told.stage == Stage.DAILY,
        text=text,
        facts=as_told(event),
        told_whom=whom,
        sent_by=by.appointment,
        names=by.names(),
        sent_at=event.moved_at,
    )


def _attach(report: Report, files: Files) -> None:
    if len(files) > MOST_FILES:
        raise Invalid(f"没有报送：一次最多附{MOST_FILES}个文件。请合并后再传，或放到续报里。", field="files")
    for content, examined in files:
        ReportFile.objects.create(report=report, file=keep(content, examined.media_type), name=examined.name)


def _mind_clocks(event: UrgentEvent, report: Report) -> None:
    """What it keeps, and what runs from it on. What a written report says need not be telephoned any more."""
    if report.stage == Stage.TELEPHONE:
        stop_clocks(event, Timed.TELEPHONE, at=report.sent_at)
        for alarm in event.alarms.filter(ended_at__isnull=True, why=Alarm.Why.OVERDUE, clock__timed=Timed.TELEPHONE):
            stop(alarm, f"{report}已报送")
        return
    done = [Timed.TELEPHONE, Timed.FIRST] if report.stage in (Stage.FIRST, Stage.FINAL) else []
    if report.stage == Stage.FINAL and not event.reports.filter(stage=Stage.FIRST).exists():
        _miss(event)
    stop_clocks(event, *done, Timed.FOLLOW_UP, at=report.sent_at)
    for alarm in event.alarms.filter(ended_at__isnull=True, why=Alarm.Why.OVERDUE, clock__dispatch__isnull=True):
        stop(alarm, f"{report}已报送")
    if report.stage == Stage.FINAL:
        for alarm in event.alarms.filter(ended_at__isnull=True, why=Alarm.Why.OPENED):
            stop(alarm, "已终报")
        return
    start_clocks(event, Timed.FOLLOW_UP, since=report.sent_at)


def _miss(event: UrgentEvent) -> None:
    """Closed without the report that was due: it is counted as missed."""
    for clock in event.clocks.filter(outcome=Clock.Outcome.RUNNING, timed=Timed.FIRST):
        end(clock, Clock.Outcome.MISSED, now())


def _words(report: Report, event: UrgentEvent) -> str:
    """What went where, and what of it came too late."""
    late = event.clocks.filter(outcome=Clock.Outcome.LATE, ended_at=report.sent_at)
    too_late = "".join(f"，{one.get_timed_display()}迟{span_in_words(report.sent_at - one.due_at)}" for one in late)
    if report.stage == Stage.TELEPHONE:
        return f"报给{report.told_whom}{too_late}"
    whom = event.unit.superior
    where = f"，报送{whom}" if whom is not None else "（没有上级值班单位，本级留存）"
    return f"{report}{where}{too_late}"
