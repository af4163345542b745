"""邀请与撤回：for acts that hold the meeting's lock, here and in other apps of the chain."""

from collections.abc import Iterable, Sequence

from meetings.convening.models import AgendaItem, Answer, Capacity, Invitation, InvitedOrgan, Meeting
from meetings.convening.people import people_changed
from meetings.convening.policy import INVITED, WHY, keys_of_unit
from meetings.convening.protocol import Rank, in_order, merged
from meetings.convening.telling import answering, tell
from meetings.convening.turns import announced
from office.api import Actor, Appointment, Department, Unit, appointment_key, grant, revoke
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.transactions import require_transaction

CAPACITIES = list(Capacity)


def invite(
    meeting: Meeting,
    appointments: Iterable[Appointment],
    capacity: str = Capacity.ATTENDING,
    *,
    by: Actor,
    item: AgendaItem | None = None,
    named_through: InvitedOrgan | None = None,
    stands_in_for: Invitation | None = None,
    answer: Answer = Answer.OPEN,
    said: str = "请您参加",
) -> list[Invitation]:
    """邀请：a row each, one a person in whichever of his posts. Whoever is invited already keeps his row as it is; whoever was withdrawn is back.

    Of an announced meeting they are told at once; `said` goes on after its name. Appointments come with their person and department's organ. Raises nothing of its own.
    """
    require_transaction()
    wanted: dict[int, Appointment] = {}
    for one in appointments:
        wanted.setdefault(one.person_id, one)
    rows = {row.person_id: row for row in meeting.invitations.filter(person__in=wanted)}
    came = [
        _written(rows.get(person) or Invitation(meeting=meeting, person_id=person), one, capacity)
        for person, one in wanted.items()
        if person not in rows or rows[person].withdrawn_at is not None
    ]
    for row in came:
        row.item, row.named_through, row.stands_in_for, row.answer = item, named_through, stands_in_for, answer
        rows[row.person_id] = row
    if came:
        _keep(came)
        _make_room(meeting, came)
        if meeting.is_known:
            let_in(meeting, came, [])
            tell(meeting, said, whom=[one.appointment for one in came], by=by)
            announced(meeting, by=by)
        people_changed(meeting)
    return [rows[person] for person in wanted]


def _written(row: Invitation, appointment: Appointment, capacity: str) -> Invitation:
    row.appointment, row.capacity = appointment, capacity
    row.invited_at, row.told_at, row.withdrawn_at = now(), None, None
    return row


def _keep(came: Sequence[Invitation]) -> None:
    back = [row for row in came if not row._state.adding]  # noqa: SLF001 - whether it has been there before
    fields = ["appointment", "capacity", "answer", "item", "named_through", "stands_in_for"]
    Invitation.objects.bulk_update(back, [*fields, "invited_at", "told_at", "withdrawn_at"])
    Invitation.objects.bulk_create([row for row in came if row._state.adding])  # noqa: SLF001


def withdraw(
    meeting: Meeting, invitations: Iterable[Invitation], *, by: Actor, why: str = "", said: str = "不再请您参加"
) -> None:
    """撤回：their rows stay with the time, they read it no more, and those who were told of it are told of this. The host is not withdrawn.

    Whoever stands in for one of them goes with him; his place beside him can be taken by another. Raises Invalid.
    """
    require_transaction()
    gone = [one for one in invitations if one.withdrawn_at is None]
    gone += meeting.invitations.filter(stands_in_for__in=gone, withdrawn_at__isnull=True)
    if any(one.appointment_id == meeting.host_id for one in gone):
        raise Invalid("没有撤回：主持人不能撤回。要换主持人，请修改会议方案。")
    for one in gone:
        one.withdrawn_at, one.stands_in_for, one.answer = now(), None, Answer.OPEN
    Invitation.objects.bulk_update(gone, ["withdrawn_at", "stands_in_for", "answer"])
    if not gone:
        return
    appointments = list(Appointment.objects.filter(pk__in=[one.appointment_id for one in gone]).with_names())
    guests = [appointment_key(one) for one in appointments]
    revoke(meeting.uid, *guests, why=INVITED)
    own = appointment_key(meeting.organised_by)  # whoever prepares it goes on doing so
    revoke(meeting.uid, *(key for key in guests if key != own), why=WHY)
    told = {one.appointment_id for one in gone if one.told_at is not None}
    tell(
        meeting,
        said,
        whom=[one for one in appointments if one.pk in told],
        by=by,
        body=f"{meeting.slot.words}。{why}",
    )
    people_changed(meeting)


def invite_unit(
    meeting: Meeting,
    unit: Unit,
    capacity: str = Capacity.ATTENDING,
    *,
    most: int = 1,
    requirement: str = "",
    by: Actor,
) -> InvitedOrgan:
    """邀请单位：an organ or a department is invited once; again, its terms are those said last."""
    require_transaction()
    department = unit if isinstance(unit, Department) else None
    organ = unit.organ if isinstance(unit, Department) else unit
    invited = meeting.invited_organs.filter(organ=organ, department=department).first()
    is_new = invited is None or invited.withdrawn_at is not None
    if invited is None:
        invited = InvitedOrgan(meeting=meeting, organ=organ, department=department)
        invited.order = meeting.invited_organs.count()
    invited.capacity, invited.most, invited.requirement = capacity, most, requirement
    invited.withdrawn_at = None
    invited.save()
    if is_new and meeting.is_known:
        let_in(meeting, [], [invited])
        tell(meeting, f"请{invited}派人参加", whom=answering([invited]), by=by)
        announced(meeting, by=by)
    people_changed(meeting)
    return invited


def withdraw_unit(meeting: Meeting, unit: InvitedOrgan, *, by: Actor) -> None:
    """撤回单位：those whom it named are withdrawn with it."""
    require_transaction()
    withdraw(meeting, list(unit.named.filter(withdrawn_at__isnull=True)), by=by)
    unit.withdrawn_at = now()
    unit.save(update_fields=["withdrawn_at"])
    if meeting.is_known:
        revoke(meeting.uid, *keys_of_unit(unit), why=INVITED)
        tell(meeting, f"不再请{unit}派人参加", whom=answering([unit]), by=by)
    people_changed(meeting)


def let_in(meeting: Meeting, people: Sequence[Invitation], units: Sequence[InvitedOrgan]) -> None:
    """They read it from now on, and count as told."""
    keys = [appointment_key(one.appointment) for one in people]
    grant(meeting.uid, *keys, *(key for unit in units for key in keys_of_unit(unit)), why=INVITED)
    for one in people:
        one.told_at = now()
    Invitation.objects.bulk_update(people, ["told_at"])


def in_force(meeting: Meeting) -> list[Invitation]:
    """Those invited, in their order, with what a list shows of them."""
    rows = meeting.invitations.filter(withdrawn_at__isnull=True)
    return list(rows.select_related("person", "appointment__person", "appointment__post__department__organ"))


def rank_of(one: Invitation) -> Rank:
    """By protocol."""
    post = one.appointment.post
    organ = post.department.organ
    return Rank(CAPACITIES.index(Capacity(one.capacity)), organ.level, organ.order, post.department.order, post.order)


def _make_room(meeting: Meeting, came: Sequence[Invitation]) -> None:
    new = {one.pk for one in came}
    rows = in_force(meeting)
    there, others = [one for one in rows if one.pk not in new], [one for one in rows if one.pk in new]
    places = merged([rank_of(one) for one in there], [rank_of(one) for one in others])
    put_in_order([(there + others)[n] for n in places])


def order_by_protocol(meeting: Meeting) -> None:
    """Whatever was moved by hand is forgotten."""
    rows = in_force(meeting)
    put_in_order([rows[n] for n in in_order([rank_of(one) for one in rows])])


def put_in_order(rows: Sequence[Invitation]) -> None:
    """Their places, counted from nought; only what moved is written."""
    moved = []
    for n, one in enumerate(rows):
        if one.order != n:
            one.order = n
            moved.append(one)
    Invitation.objects.bulk_update(moved, ["order"])
