"""A gathering with a seating plan, for tests."""

from typing import Any
from uuid import UUID

from meetings.convening.models import Answer, Invitation
from meetings.convening.people import people_changed
from meetings.convening.policy import meetings
from meetings.seating.actions.lay_out import Layout, lay_out
from meetings.seating.models import SeatingPlan
from meetings.seating.rules.seats import Block, Kind
from meetings.seating.selectors.situation import plan_of, situation
from office.api import Actor, Appointment, action
from office.kernel.ids import uuid7
from tests.meetings.gathering import Gathering, a_gathering

PODIUM = Block(place=1, kind=Kind.PODIUM, columns=3)
ROWS = Block(place=2, kind=Kind.ROWS, rows=2, columns=4)


def laid_out(gathering: Gathering, *blocks: Block, version: int = 0, **rules: Any) -> SeatingPlan:
    layout = Layout(blocks=blocks or (PODIUM, ROWS), **rules)
    by = gathering.by(gathering.organiser)
    return lay_out(gathering.meeting.uid, layout, version, by=by, key=uuid7())


def a_seated_gathering(guests: int = 5, **fields: Any) -> Gathering:
    gathering = a_gathering(guests=guests, **fields)
    laid_out(gathering)
    return gathering


def plan(gathering: Gathering) -> SeatingPlan:
    found = plan_of(gathering.meeting)
    assert found is not None
    return found


def seats(gathering: Gathering) -> dict[str, str]:
    """By the name of a person the words of his seat, without what is said for the hall."""
    there = situation(plan(gathering))
    return {one.person.name: there.hall.words(code).partition("，")[0] for code, one in there.seated.items()}


def seat_of(gathering: Gathering, who: Appointment) -> str:
    return seats(gathering).get(who.person.name, "")


def invited(gathering: Gathering, who: Appointment, **fields: Any) -> Invitation:
    return Invitation.objects.create(meeting=gathering.meeting, person=who.person, appointment=who, order=90, **fields)


@action
def _changed(meeting: UUID, *, by: Actor, key: UUID) -> None:
    people_changed(meetings.take(meeting, by=by))


def people_change(gathering: Gathering) -> None:
    """As an act on the people of a meeting ends."""
    _changed(gathering.meeting.uid, by=gathering.by(gathering.organiser), key=uuid7())


def leaves(gathering: Gathering, who: Appointment, answer: str = Answer.AWAY) -> None:
    gathering.meeting.invitations.filter(person=who.person).update(answer=answer)
    people_change(gathering)
