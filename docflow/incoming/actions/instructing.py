"""批示的内容：which units, which people, by when; named in one act, by whoever proposes or instructs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from docflow.incoming.models import Incoming
from docflow.incoming.phrasing import compose
from office.api import Appointment, Department, Reached, among, departments, heirs_of, working_calendar
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid

MOST_PEOPLE = 20
DUE = ("due_on", "due_days", "due_since", "due_provisional")


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """What was chosen. The deadline is a day, or a number of working days from today."""

    lead_unit: UUID | None = None
    co_units: tuple[UUID, ...] = ()
    people: tuple[UUID, ...] = ()
    due_on: date | None = None
    days: int | None = None
    needs_reply: bool = False
    phrase: str = ""


def take_in_instruction(incoming: Incoming, instruction: Instruction) -> None:
    """Write it on the paper, whose run is locked. Raises Invalid for units and people that are not the organ's."""
    lead, units, people, due = _chosen(incoming, instruction)
    incoming.lead_unit = str(lead.uid) if lead else ""
    incoming.co_units = [str(unit.uid) for unit in units]
    incoming.assignees = [str(one.uid) for one in people]
    incoming.due_on, incoming.due_provisional = (due.day, due.provisional) if due else (None, False)
    incoming.due_days = instruction.days if due and instruction.due_on is None else None
    incoming.due_since = now() if due else None
    incoming.needs_reply = instruction.needs_reply
    incoming.save(update_fields=["lead_unit", "co_units", "assignees", *DUE, "needs_reply"])


def words_of(incoming: Incoming, instruction: Instruction, opinion: str) -> str:
    """The opinion as written; where nothing was, what the phrase makes of the choices."""
    if opinion.strip() or not instruction.phrase:
        return opinion.strip()
    lead, units, people, due = _chosen(incoming, instruction)
    return compose(
        instruction.phrase,
        people=[one.person.name for one in people],
        lead=lead.name if lead else "",
        co_units=[unit.name for unit in units],
        due=due.day if due else None,
    )


def due_of(instruction: Instruction) -> Reached | None:
    """The day that was named, or that so many working days make."""
    if instruction.due_on is not None:
        return Reached(instruction.due_on, provisional=False)
    return working_calendar().add_working_days(today(), instruction.days) if instruction.days else None


def _chosen(
    incoming: Incoming, instruction: Instruction
) -> tuple[Department | None, list[Department], list[Appointment], Reached | None]:
    lead = _units(incoming, [instruction.lead_unit] if instruction.lead_unit else [], "lead_unit")
    units = [unit for unit in _units(incoming, instruction.co_units, "co_units") if unit not in lead]
    if units and not lead:
        raise Invalid("两个以上处室承办的，请先定牵头处室（条例第二十四条）。", field="lead_unit")
    due = due_of(instruction)
    if due is not None and due.day < today():
        raise Invalid("办理时限在今天之前。请另选一天。", field="due_on")
    return (lead[0] if lead else None), units, _people(incoming, instruction.people), due


def _units(incoming: Incoming, uids: Sequence[UUID], field: str) -> list[Department]:
    wanted = list(dict.fromkeys(str(uid) for uid in uids))
    organs = {one.pk for one in heirs_of(incoming.organ)}
    found = [unit for unit in departments(wanted) if unit.organ_id in organs]
    if len(found) < len(wanted):
        raise Invalid(f"有{len(wanted) - len(found)}个处室不在本机关，请重新选择。", field=field)
    return found


def _people(incoming: Incoming, uids: Sequence[UUID]) -> list[Appointment]:
    wanted = list(dict.fromkeys(str(uid) for uid in uids))
    if len(wanted) > MOST_PEOPLE:
        raise Invalid(f"点名最多{MOST_PEOPLE}人。人多的，请交给处室承办。", field="people")
    there, organs = among(wanted), heirs_of(incoming.organ)
    found = [there[uid] for uid in wanted if uid in there and there[uid].organ in organs]
    if len(found) < len(wanted):
        raise Invalid(f"有{len(wanted) - len(found)}人不在本机关或已不在任，请重新选择。", field="people")
    return found
