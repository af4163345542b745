"""Killed at every named point: a meeting begun, a vote cast, minutes drafted or issued, matters opened: all of it or none; and it goes on."""

from collections.abc import Iterator

import pytest

from tests.installation import SETUP, Installation, installed

PREPARE = """
from tests.meetings.proceedings.sitting import a_sitting
a_sitting()
"""
STAGE = """
from docflow.models import Document, IssuingCode
from docflow.models.documents import State
from docflow.supervision.models import Matter
from meetings.convening.models import Invitation, Meeting
from meetings.proceedings.actions.issue_minutes import tend_minutes
from meetings.proceedings.actions.open_matters import Confirmed, open_matters
from meetings.proceedings.actions.voting import close_ballot, open_ballot, vote
from meetings.proceedings.models import *
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment, DoneAction, Reader
from realtime.models import Notification
from tests.meetings.gathering import Gathering
from tests.meetings.proceedings.sitting import Sitting
meeting = Meeting.objects.get()
guests = tuple(one.appointment for one in meeting.invitations.order_by("order") if one.capacity == "attending")
gathering = Gathering(meeting.organ, meeting.kind, meeting.organised_by, None, meeting.host, guests, None, meeting)
head = Appointment.objects.get(post__department__name="水利科")
sitting = Sitting(gathering, IssuingCode.objects.get(), head, meeting.invitations.get(capacity="sitting_in").appointment)
def opened():
    return open_ballot(sitting.uid, sitting.items[0].uid, manner="secret", by=sitting.by(), key=uuid7())
def voted():
    return vote(sitting.uid, Ballot.objects.get().uid, "agree", by=sitting.by(guests[0]), key=uuid7())
def supervised():
    return open_matters(sitting.uid, [Confirmed(decision=d.uid, lead=d.lead.uid, due_on=d.due_on) for d in Decision.objects.all()],
        by=sitting.by(), key=uuid7())
def look(): return (
    Meeting.objects.get().state, list(ItemRun.objects.values_list("state", flat=True)), list(Tally.objects.values_list("votes", flat=True)),
    Voter.objects.filter(has_voted=True).count(), Minutes.objects.count(), Document.objects.count(), Excerpt.objects.count(),
    Matter.objects.count(), Decision.objects.exclude(matter_uid=None).count(), DoneAction.objects.count(),
    Reader.objects.count(), Notification.objects.count(),
)
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("proceedings")) as made:
        made.python(PREPARE)
        yield made


@pytest.mark.crash("proceedings.begun")
@pytest.mark.crash("proceedings.voted")
@pytest.mark.crash("proceedings.minutes_drafted")
@pytest.mark.crash("proceedings.matter_opened")
@pytest.mark.crash("proceedings.excerpt_sent")
def test_killed_there_nothing_is_half_done_and_it_goes_on(city: Installation) -> None:
    steps = (
        ("proceedings.begun", "sitting.begun()"),
        ("", "sitting.moved('begin', 1); sitting.decided(); sitting.decided(2, '安排资金。'); opened()"),
        ("proceedings.voted", "voted()"),
        ("", "close_ballot(sitting.uid, Ballot.objects.get().uid, by=sitting.by(), key=uuid7()); sitting.ended()"),
        ("proceedings.minutes_drafted", "sitting.drafted()"),
        ("proceedings.matter_opened", "supervised()"),
        ("", "Document.objects.update(state=State.DISTRIBUTED)"),
        ("proceedings.excerpt_sent", "assert tend_minutes() == 1"),
    )
    for point, step in steps:
        before = look(city)
        if point:
            city.die_at(point, "-c", f"{SETUP}{STAGE}\n{step}")
            assert look(city) == before, point
        city.python(f"{STAGE}\n{step}")
        assert look(city) != before or not point, step
    said = look(city)
    assert said.startswith("('minuted', ['done', 'ahead'], [1, 0, 0], 1, 1, 1, 2, 2, 2,"), said


def look(city: Installation) -> str:
    return city.python(f"{STAGE}\nprint(look())").strip()
