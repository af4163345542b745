"""记议定事项。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from docflow.api import leaders_to_answer, refuse_marked, units_to_give_to
from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.models import Decision, DecisionUnit
from meetings.proceedings.models.decisions import LONGEST_DECISION
from meetings.proceedings.policy import decision_of, item_of, take_to_write
from office.api import Actor, Appointment, Department, Organ, Unit, action, record
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_text

MOST_OF_AN_ITEM = 60
MOST_UNITS = 40
YEARS = (2000, 2100)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided. Units are uids of departments of the organ or of other organs; who leads it and by when may be said later."""

    text: str
    lead: UUID | None = None
    co_units: Sequence[UUID] = ()
    leader: UUID | None = None
    due_on: date | None = None


@action
def decide(meeting_uid: UUID, item_uid: UUID, said: Decided, *, by: Actor, key: UUID) -> Decision:
    """记议定事项：one more on an item."""
    meeting, actor = take_to_write(meeting_uid, by=by)
    item = item_of(meeting, item_uid)
    last = item.decisions.aggregate(last=Max("place"))["last"] or 0
    if item.decisions.count() >= MOST_OF_AN_ITEM:
        raise Invalid(f"没有记下：一项最多{MOST_OF_AN_ITEM}条议定事项。请把相近的合写。")
    decision = Decision(meeting=meeting, item=item, place=last + 1)
    _written(decision, meeting, said)
    _recorded(meeting, item, "proceedings.decided", actor)
    return decision


@action
def change_decision(meeting_uid: UUID, decision_uid: UUID, said: Decided, *, by: Actor, key: UUID) -> Decision:
    """修改议定事项：until it is supervised, or the minutes are issued."""
    meeting, actor = take_to_write(meeting_uid, by=by)
    decision = decision_of(meeting, decision_uid)
    _refuse_supervised(decision)
    _written(decision, meeting, said)
    _recorded(meeting, decision.item, "proceedings.decision_changed", actor)
    return decision


@action
def remove_decision(meeting_uid: UUID, decision_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """删去议定事项."""
    meeting, actor = take_to_write(meeting_uid, by=by)
    decision = decision_of(meeting, decision_uid)
    _refuse_supervised(decision)
    item = decision.item
    decision.delete()
    _recorded(meeting, item, "proceedings.decision_removed", actor)
    return meeting


def place_units(decision: Decision, lead: Unit | None, co_units: Sequence[Unit]) -> None:
    """Who is to do it."""
    decision.organ = lead if isinstance(lead, Organ) else None
    decision.department = lead if isinstance(lead, Department) else None
    decision.save()
    decision.co_units.all().delete()
    DecisionUnit.objects.bulk_create(
        [
            DecisionUnit(
                decision=decision,
                organ=one if isinstance(one, Organ) else None,
                department=one if isinstance(one, Department) else None,
            )
            for one in co_units
            if one != lead
        ]
    )


def units_named(meeting: Meeting, lead: UUID | None, co_units: Sequence[UUID]) -> tuple[Unit | None, list[Unit]]:
    """The named units, which the organ may give a matter to. Raises Invalid for others."""
    wanted = list(dict.fromkeys(co_units))
    if len(wanted) > MOST_UNITS:
        raise Invalid(f"一条议定事项最多{MOST_UNITS}个配合单位。请分成几条。", field="co_units")
    there: dict[UUID, Unit] = {one.uid: one for one in units_to_give_to(meeting.organ)}
    if lead is not None and lead not in there:
        raise Invalid("牵头单位不在本机关，也不是本机关可以交办的单位。请重新选择。", field="lead")
    if left := sum(uid not in there for uid in wanted):
        raise Invalid(f"有{left}个配合单位不在本机关，也不是本机关可以交办的单位。请重新选择。", field="co_units")
    return there.get(lead) if lead is not None else None, [there[uid] for uid in wanted]


def leader_named(meeting: Meeting, uid: UUID | None) -> Appointment | None:
    """The named leader. Raises Invalid for whoever is none."""
    if uid is None:
        return None
    found = next((one for one in leaders_to_answer(meeting.organ) if one.uid == uid), None)
    if found is None:
        raise Invalid("所选的责任领导不是本机关或上级机关的领导，或已不在任。请重新选择。", field="leader")
    return found


def _written(decision: Decision, meeting: Meeting, said: Decided) -> None:
    text = clean_text(said.text, "议定内容", LONGEST_DECISION, field="text")
    if not text:
        raise Invalid("没有记下：请写议定了什么。", field="text")
    refuse_marked(text)
    if said.due_on is not None and not YEARS[0] <= said.due_on.year < YEARS[1]:
        raise Invalid(f"完成时限的年份须在{YEARS[0]}年至{YEARS[1] - 1}年之间。", field="due_on")
    lead, co_units = units_named(meeting, said.lead, said.co_units)
    decision.text, decision.due_on, decision.leader = text, said.due_on, leader_named(meeting, said.leader)
    place_units(decision, lead, co_units)


def _refuse_supervised(decision: Decision) -> None:
    if decision.matter_uid is not None:
        raise SomebodyWasFirst(
            f"没有修改：这一条已立项督办（{decision.matter_number}）。要变动的，请到督办事项上办理。"
        )


def _recorded(meeting: Meeting, item: AgendaItem, act: str, by: Actor) -> None:
    record(
        by,
        act,
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=f"第{item.place}项",
    )
