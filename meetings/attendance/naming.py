"""报名与替会：whoever is put among the guests by a reply must be none of them yet. Inside an action, the meeting locked."""

from collections.abc import Sequence

from meetings.convening import inviting
from meetings.convening.models import Answer, Capacity, Invitation, InvitedOrgan, Meeting
from office.api import Actor, Appointment
from office.kernel.refusals import Invalid


def invite(
    meeting: Meeting,
    people: Sequence[Appointment],
    *,
    said: str,
    by: Actor,
    capacity: str = Capacity.ATTENDING,
    answer: Answer = Answer.OPEN,
    named_through: InvitedOrgan | None = None,
    stands_in_for: Invitation | None = None,
) -> list[Invitation]:
    """New guests, told so (`said` goes on after the meeting's name). Raises Invalid where one is among them, through whichever post."""
    there = meeting.invitations.filter(person__in=[who.person_id for who in people], withdrawn_at__isnull=True)
    if (one := there.select_related("person").first()) is not None:
        raise Invalid(f"{one.person.name}已在参会名单中，不用再列。", field="people")
    return inviting.invite(
        meeting,
        people,
        capacity,
        by=by,
        named_through=named_through,
        stands_in_for=stands_in_for,
        answer=answer,
        said=said,
    )
