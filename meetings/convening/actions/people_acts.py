"""参会人员：invited one by one, by groups and as units; withdrawn; put in order."""

from collections.abc import Sequence
from uuid import UUID

from meetings.convening import life
from meetings.convening.actions.agenda_items import unit_of
from meetings.convening.inviting import (
    in_force,
    invite,
    invite_unit,
    order_by_protocol,
    put_in_order,
    withdraw,
    withdraw_unit,
)
from meetings.convening.models import AgendaItem, AgendaUnit, Capacity, Invitation, InvitedOrgan, Meeting
from meetings.convening.people import people_changed
from meetings.convening.policy import meetings
from meetings.convening.recording import record_of
from meetings.convening.schedule import moved
from office.api import Actor, Appointment, Unit, action, valid_appointments
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line

MOST_AT_ONCE, MOST_QUOTA, LONGEST_REQUIREMENT = 500, 999, 120


@action
def invite_people(uid: UUID, chosen: Sequence[UUID], capacity: str, *, by: Actor, key: UUID) -> Meeting:
    """邀请：people in posts that they hold today. Whoever is invited already stays as he is."""
    meeting, actor = _taken(uid, by=by)
    if not chosen:
        raise Invalid("没有邀请：请先选人。", field="people")
    if len(chosen) > MOST_AT_ONCE:
        raise Invalid(f"没有邀请：一次最多{MOST_AT_ONCE}人，请分几次。", field="people")
    found = list(valid_appointments().filter(uid__in=list(chosen)).order_by("pk"))
    if len(found) < len(set(chosen)):
        raise Invalid("没有邀请：所选的人有的不再任职。请刷新页面后重选。", field="people")
    before = meeting.invitations.filter(withdrawn_at__isnull=True).count()
    invite(meeting, found, _guest(capacity), by=actor)
    came = meeting.invitations.filter(withdrawn_at__isnull=True).count() - before
    record_of(meeting, "invited", actor, f"{Capacity(capacity).label}{came}人。")
    return meeting


@action
def invite_organ(
    uid: UUID, unit: UUID | None, capacity: str, most: int, requirement: str = "", *, by: Actor, key: UUID
) -> InvitedOrgan:
    """邀请单位：it names its own people, at most so many (0: as many as it likes)."""
    meeting, actor = _taken(uid, by=by)
    found = unit_of(unit)
    if found is None:
        raise Invalid("没有邀请：请选择单位。", field="unit")
    if not 0 <= most <= MOST_QUOTA:
        raise Invalid(f"没有邀请：名额写0至{MOST_QUOTA}，0为不限。", field="most")
    said = clean_line(requirement, "人员要求", LONGEST_REQUIREMENT, field="requirement")
    invited = invite_unit(meeting, found, _guest(capacity), most=most, requirement=said, by=actor)
    record_of(meeting, "unit_invited", actor, f"{invited}，{f'名额{most}' if most else '名额不限'}。")
    return invited


@action
def invite_by_agenda(uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """按议程邀请：whoever reports sits in for his item, and so does every unit that an item names."""
    meeting, actor = _taken(uid, by=by)
    people, units = _reporters(meeting), _sitting_in(meeting)
    if not people and not units:
        raise Invalid("没有邀请：议程里的汇报人和列席单位都已邀请，或者还没有写。")
    for item, reporter in people:
        invite(meeting, [reporter], Capacity.SITTING_IN, item=item, by=actor)
    for unit in units:
        invite_unit(meeting, unit, Capacity.SITTING_IN, by=actor)
    record_of(meeting, "invited", actor, f"按议程邀请汇报人{len(people)}人、列席单位{len(units)}家。")
    return meeting


def _reporters(meeting: Meeting) -> list[tuple[AgendaItem, Appointment]]:
    """Those who are not invited yet, each with the first item that is his; who has left his post since does not come."""
    invited = set(meeting.invitations.filter(withdrawn_at__isnull=True).values_list("person", flat=True))
    items = list(meeting.items.filter(reporter__isnull=False))
    here = {one.pk: one for one in valid_appointments().filter(pk__in=[item.reporter_id for item in items])}
    found: dict[int, tuple[AgendaItem, Appointment]] = {}
    for item in items:
        one = here.get(item.reporter_id or 0)
        if one is not None and one.person_id not in invited:
            found.setdefault(one.person_id, (item, one))
    return list(found.values())


def _sitting_in(meeting: Meeting) -> list[Unit]:
    rows = meeting.invited_organs.filter(withdrawn_at__isnull=True)
    invited = {one.department or one.organ for one in rows.select_related("organ", "department")}
    named = AgendaUnit.objects.filter(item__meeting=meeting).select_related("organ", "department__organ")
    wanted: list[Unit] = [one.department or one.organ for one in named]
    return [unit for unit in dict.fromkeys(wanted) if unit not in invited]


@action
def withdraw_person(uid: UUID, invitation_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """撤回一人."""
    meeting, actor = _taken(uid, by=by)
    one = _invitation(meeting, invitation_uid)
    withdraw(meeting, [one], by=actor)
    record_of(meeting, "withdrawn", actor, f"{one}。")
    return meeting


@action
def withdraw_organ(uid: UUID, unit_uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """撤回一个单位, and those whom it named."""
    meeting, actor = _taken(uid, by=by)
    rows = meeting.invited_organs.filter(uid=unit_uid, withdrawn_at__isnull=True)
    unit = rows.select_related("organ", "department").first()
    if unit is None:
        raise NotThere("该参会单位")
    withdraw_unit(meeting, unit, by=actor)
    record_of(meeting, "withdrawn", actor, f"{unit}。")
    return meeting


@action
def move_person(uid: UUID, invitation_uid: UUID, place: int, *, by: Actor, key: UUID) -> Meeting:
    """调整次序：among those of his capacity, to a place counted from one."""
    meeting, actor = _taken(uid, by=by)
    one = _invitation(meeting, invitation_uid)
    rows = {row.pk: row for row in in_force(meeting)}
    his = [row.pk for row in rows.values() if row.capacity == one.capacity]
    order = list(rows)
    begin = order.index(his[0])
    put_in_order([rows[key] for key in [*order[:begin], *moved(his, one.pk, place), *order[begin + len(his) :]]])
    people_changed(meeting)
    record_of(meeting, "reordered", actor, f"{one}。")
    return meeting


@action
def reorder_people(uid: UUID, *, by: Actor, key: UUID) -> Meeting:
    """按礼宾次序重排."""
    meeting, actor = _taken(uid, by=by)
    order_by_protocol(meeting)
    people_changed(meeting)
    record_of(meeting, "reordered", actor, "按礼宾次序。")
    return meeting


def _invitation(meeting: Meeting, uid: UUID) -> Invitation:
    found = meeting.invitations.filter(uid=uid, withdrawn_at__isnull=True).select_related("person").first()
    if found is None:
        raise NotThere("该参会人")
    return found


def _guest(capacity: str) -> str:
    if capacity not in {Capacity.ATTENDING, Capacity.SITTING_IN, Capacity.STAFF}:
        raise Invalid("没有邀请：请选择参会身份。", field="capacity")
    return capacity


def _taken(uid: UUID, *, by: Actor) -> tuple[Meeting, Actor]:
    meeting, actor = meetings.take_to_organise(uid, by=by)
    if meeting.state not in life.AHEAD:
        raise SomebodyWasFirst(f"没有办理：会议现在是“{meeting.state_in_words}”，参会人员不再改。")
    return meeting, actor
