"""演示会议的进行、记录、议定事项、纪要和督办：what would have come of the meetings that are over. After the meetings themselves are there."""

from datetime import timedelta
from uuid import UUID, uuid5

from docflow.api import codes_to_draft_under
from meetings.convening import life
from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.actions.deciding import Decided, decide
from meetings.proceedings.actions.draft_minutes import draft_minutes
from meetings.proceedings.actions.open_matters import Confirmed, open_matters
from meetings.proceedings.actions.recording import note_speech, save_record
from meetings.proceedings.models import Decision, ItemRun, ItemState, Proceedings
from meetings.proceedings.selectors.choices import choices_of
from meetings.proceedings.selectors.minutes import KIND
from office.api import Actor, Department, actor_of, working_calendar
from office.kernel.clock import now, today
from office.kernel.refusals import Refusal

SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c070")
OVER = (4, -3, 7, 0, -5)
"""By how many minutes each item took longer than planned."""
DECISIONS = (
    "原则同意{title}的有关安排，由牵头单位根据会议意见修改完善后按程序印发。",
    "{title}涉及的资金由财政统筹解决，分两批下达，年底前全部到位。",
    "对{title}中的难点问题，牵头单位每月调度一次，重要情况及时报告。",
)
DAYS = (10, 25, 40)


def conclude_demo_meetings() -> int:
    """Harmless when repeated, and goes on where it was interrupted. → how many meetings have a record."""
    rows = Meeting.objects.filter(state=life.ENDED).select_related(
        "organ", "host__person", "organised_by__person", "organised_by__post__department"
    )
    found = list(rows.order_by("pk"))
    for meeting in found:
        _held(meeting, actor_of(meeting.organised_by.person, meeting.organised_by))
    return len(found)


def _held(meeting: Meeting, by: Actor) -> None:
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("organ", "department").order_by("place"))
    departments = choices_of(meeting.organ).departments
    if not items or not departments:
        return
    _ran(meeting, items)
    for n, item in enumerate(items):
        _written(meeting, item, n, departments, by)
    try:
        _followed(meeting, by)
    except Refusal:  # who prepares it may not open matters, or has no 代字: the demonstration does without
        return


def _ran(meeting: Meeting, items: list[AgendaItem]) -> None:
    """When each was dealt with, one after the other from the beginning."""
    at = meeting.began_at or meeting.starts_at
    for n, item in enumerate(items):
        taken = timedelta(minutes=max(item.minutes + OVER[n % len(OVER)], 1))
        ItemRun.objects.get_or_create(
            item=item,
            defaults={
                "meeting": meeting,
                "state": ItemState.DONE,
                "first_began_at": at,
                "ended_at": at + taken,
                "spent": int(taken.total_seconds()),
                "waiting_told_at": now(),
            },
        )
        at += taken


def _written(meeting: Meeting, item: AgendaItem, n: int, departments: list[Department], by: Actor) -> None:
    if not Proceedings.objects.filter(item=item).exists():
        unit = f"{item.unit}汇报了{item.title}的情况。" if item.unit else f"会议研究了{item.title}。"
        text = f"{unit}\n与会人员认为方案总体可行，对任务分工和时间安排提出了修改意见。\n主持人作了总结。"
        save_record(meeting.uid, item.uid, text, revision=0, by=by)
    said = "要抓紧办，分工到人，有困难提前说。"
    note_speech(meeting.uid, item.uid, meeting.host.person.name, said, by=by, key=_key(item.uid, "speech"))
    lead = departments[n % len(departments)]
    helping = departments[(n + 1) % len(departments)]
    decided = Decided(
        text=DECISIONS[n % len(DECISIONS)].format(title=item.title),
        lead=lead.uid,
        co_units=[helping.uid] if n % 2 == 0 else [],
        due_on=working_calendar().add_working_days(today(), DAYS[n % len(DAYS)]).day,
    )
    decide(meeting.uid, item.uid, decided, by=by, key=_key(item.uid, "decision"))


def _followed(meeting: Meeting, by: Actor) -> None:
    """The first decisions are supervised by now, the last one waits; the minutes are a draft."""
    left = list(Decision.objects.filter(meeting=meeting).order_by("item__place", "place"))
    chosen = [
        Confirmed(decision=one.uid, lead=one.lead.uid, due_on=one.due_on)
        for one in left[:-1]
        if one.lead is not None and one.matter_uid is None
    ]
    if chosen:
        open_matters(meeting.uid, chosen, by=by, key=_key(meeting.uid, "matters"))
    codes = codes_to_draft_under(by.organ, KIND)
    if codes and not hasattr(meeting, "minutes"):
        draft_minutes(meeting.uid, codes[0].uid, by=by, key=_key(meeting.uid, "minutes"))


def _key(about: UUID, words: str) -> UUID:
    return uuid5(SPACE, f"{about} {words}")
