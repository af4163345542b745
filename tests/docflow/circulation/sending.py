"""A document of an organ that goes round: shorthand for what the tests of circulation do over and over."""

from typing import Any
from uuid import UUID

from docflow.circulation.actions.circulate import circulate
from docflow.circulation.actions.reading import mark_read
from docflow.circulation.asking import ROOM
from docflow.circulation.models import Circulation, Reading
from office.api import waiting_for
from office.kernel.ids import uuid7
from office.models import Appointment, Post
from tests.docflow.world import Office, Paper

PURPOSE = "请阅知"


def sent_round(
    paper: Paper, *readers: Appointment | Post, by: Appointment | None = None, key: UUID | None = None, **more: Any
) -> Circulation:
    """Sent by the drafter, unless told otherwise."""
    given = {"purpose": PURPOSE} | more
    actor = paper.office.actor(by or paper.office.drafter)
    return circulate(paper.uid, [one.uid for one in readers], by=actor, key=key or uuid7(), **given)


def reading_of(circulation: Circulation, who: Appointment | Post) -> Reading:
    """The part of a person, or of a post."""
    kind = "appointment" if isinstance(who, Appointment) else "post"
    return circulation.readings.get(**{kind: who}, withdrawn_at=None)


def has_read(circulation: Circulation, office: Office, *who: Appointment, opinion: str = "") -> None:
    """They read, one after the other."""
    for one in who:
        mark_read(reading_of(circulation, one).uid, by=office.actor(one), key=uuid7(), opinion=opinion)


def waits_for(office: Office, who: Appointment) -> int:
    """How many circulations wait for him."""
    return waiting_for(office.actor(who)).filter(room=ROOM).count()


def asked(circulation: Circulation) -> list[str]:
    """Who was asked, in their places, by name."""
    return [one.called for one in circulation.readings.filter(asked_at__isnull=False)]
