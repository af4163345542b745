"""约稿."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from docflow.briefs import policy
from docflow.briefs.actions.saying import note, reason
from docflow.briefs.asking import ask_for_answer, stop_all, tell
from docflow.briefs.asking import people_of as people_of_unit
from docflow.briefs.models import AskedUnit, BriefRequest, Desk
from docflow.briefs.selectors.choices import units_of
from docflow.secrecy import refuse_marked
from office.api import Actor, Organ, Unit, action, grant, working_calendar
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.wording import full_day, moment_in_words

LONGEST_TITLE, LONGEST_POINTS = 120, 4000
LONGEST_DAYS, MOST_UNITS = 250, 200
LAST_YEAR = 2099


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for, of whom, and within how many working days or by which day."""

    title: str
    points: str
    units: Sequence[UUID]
    days: int | None = None
    due_on: date | None = None


@action
def ask_for_briefs(desk_uid: UUID | None, wish: Wish, *, by: Actor, key: UUID) -> BriefRequest:
    """约稿：each unit has it among its to-dos with its day."""
    desk, editor = policy.ask_edited_desk(desk_uid, by=by)
    policy.lock_desk(desk)
    title = clean_line(wish.title, "约稿题目", LONGEST_TITLE, field="title")
    points = clean_text(wish.points, "报送要点", LONGEST_POINTS, field="points")
    if not title:
        raise Invalid("请写约什么稿，一句话即可。", field="title")
    if not points:
        raise Invalid("请写报送要点，各单位照它写。", field="points")
    for words in (title, points):
        refuse_marked(words)
    units = _units(desk, wish)
    request = BriefRequest.objects.create(
        desk=desk, title=title, points=points, due_on=_due_on(wish), by=editor.appointment, names=editor.names()
    )
    grant(request.uid, *policy.keys_of_desk(desk), why=policy.WHY_DESK)
    for unit in units:
        asked = AskedUnit.objects.create(
            request=request,
            organ=unit if isinstance(unit, Organ) else unit.organ,
            department=None if isinstance(unit, Organ) else unit,
        )
        grant(request.uid, *policy.keys_of_unit(asked), why=policy.WHY)
        ask_for_answer(asked, request, by=editor)
    note(request, "requested", f"约{len(units)}家，{full_day(request.due_on)}前报", by=editor)
    return request


@action
def call_off_request(request_uid: UUID, said: str, *, by: Actor, key: UUID) -> BriefRequest:
    """撤销约稿：nobody need answer any more."""
    request = policy.requests.take(request_uid, by=by)
    editor = policy.ask_editor(request.desk, by=by)
    if request.called_off_at is not None:
        raise SomebodyWasFirst(f"约稿“{request}”已于{moment_in_words(request.called_off_at)}撤销。")
    words = reason(said, "撤销缘由", "请写明为什么撤销，各单位看得到。")
    request.called_off_at, request.called_off_why = now(), words
    request.save(update_fields=["called_off_at", "called_off_why"])
    stop_all(request.uid, "约稿已撤销")
    note(request, "request_called_off", words, by=editor)
    waiting = request.units.filter(answered_at__isnull=True).select_related("organ", "department")
    whom = [one for asked in waiting for one in people_of_unit(asked)]
    tell(request, whom, f"约稿“{request}”已撤销", by=editor, body=words)
    return request


def _units(desk: Desk, wish: Wish) -> list[Unit]:
    wanted = list(dict.fromkeys(wish.units))
    if not wanted:
        raise Invalid("请选约哪些单位。", field="units")
    if len(wanted) > MOST_UNITS:
        raise Invalid(f"一次最多约{MOST_UNITS}家。请分几次约。", field="units")
    offered = {one.uid: one for one in units_of(desk)}
    if left := sum(uid not in offered for uid in wanted):
        raise Invalid(f"有{left}家不在可以约稿的单位里。请重新选择。", field="units")
    return [offered[uid] for uid in wanted]


def _due_on(wish: Wish) -> date:
    if wish.due_on is not None:
        if not today() <= wish.due_on or wish.due_on.year > LAST_YEAR:
            raise Invalid("报送时限要在今天以后，不能太远。请另选一天。", field="due_on")
        return wish.due_on
    if wish.days is None or not 1 <= wish.days <= LONGEST_DAYS:
        raise Invalid(f"请定报送时限：1至{LONGEST_DAYS}个工作日，或选一天。", field="days")
    return working_calendar().add_working_days(today(), wish.days).day
