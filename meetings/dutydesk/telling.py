"""Whom a duty desk tells: in the house only, by notice, to-do and bell."""

from collections.abc import Iterable

from django.urls import reverse

from meetings.duty.models import DutyUnit
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.selectors.people import keepers_of
from office.api import Appointment, Person, open_todo
from office.kernel.clock import now
from realtime import api as realtime

ROOM, GLYPH = "dutydesk", "值"


def address_of(unit: DutyUnit) -> str:
    return reverse("dutydesk:desk", args=[unit.uid])


def ring_desk(unit: DutyUnit, besides: Iterable[Appointment | Person] = ()) -> None:
    """The open pages of those on duty and of the keepers look again."""
    realtime.ring([*(one.person for one in on_duty([unit], now())), *keepers_of(unit), *besides])


def tell(
    unit: DutyUnit, whom: Iterable[Appointment | Person], title: str, *, body: str = "", url: str = "", key: str = ""
) -> None:
    """A notice to each of them."""
    told = list(whom)
    if told:
        realtime.notify(
            told, kind="duty", title=title[:400], body=body, url=url or address_of(unit), about=unit.uid, key=key
        )


def wait_for(
    unit: DutyUnit, holders: list[Appointment], task: str, title: str, step: str, *, url: str = "", from_name: str = ""
) -> None:
    """A to-do for each of them, until one does it."""
    if holders:
        open_todo(
            room=ROOM,
            kind=GLYPH,
            about=unit.uid,
            task=task,
            title=title[:400],
            step=step,
            url=url or address_of(unit),
            holders=holders,
            from_name=from_name,
        )
