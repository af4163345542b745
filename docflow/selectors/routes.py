"""流程泳道的数据：who held a paper, when, as the picture wants it."""

from dataclasses import dataclass
from functools import partial

from docflow import flow
from docflow.models.papers import Paper
from docflow.pictures.lanes import Held, Picture, draw
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from office import api as office
from office.kernel.clock import OFFICE_ZONE, now


@dataclass(frozen=True)
class RoutePicture:
    """The lanes, and over how many rounds it went."""

    picture: Picture
    rounds: int


def route_of(paper: Paper) -> RoutePicture:
    """The lanes of its route until now, in one query for the names."""
    lanes = flow.lanes(definition_of(paper.run), state_of(paper.run))
    calendar = office.working_calendar()
    held_for = partial(office.held_in_words, calendar)
    moment = now().astimezone(OFFICE_ZONE)
    return RoutePicture(draw(_held(lanes, _people(lanes)), moment, calendar.is_working_day, held_for), len(lanes))


def _held(lanes: tuple[flow.Lane, ...], people: dict[str, office.Appointment]) -> list[Held]:
    """The stretches of the picture: whoever held a task; what a pool did not take and what merely stands are left out."""
    stays = [stay for lane in lanes for stay in lane.stays if stay.outcome not in {"stands", "passed"}]
    return [_stretch(stay, people) for stay in stays]


def _stretch(stay: flow.Stay, people: dict[str, office.Appointment]) -> Held:
    person = people.get(stay.holder or stay.by)
    if person is not None:
        who, unit = person.person.name, person.department.name
    elif stay.pool:
        names = [people[uid].person.name for uid in stay.pool if uid in people]
        who, unit = "、".join(names[:2]) + (f"等{len(names)}人" if len(names) > 2 else ""), "待领办"
    else:
        who, unit = "平台", "自动"
    ending = "now" if stay.until is None else "back" if stay.outcome == "returned" else "done"
    if stay.outcome in {"closed", "reopened", "withdrawn", "corrected", "not_needed", "terminated"}:
        ending = "closed"
    until = stay.until.astimezone(OFFICE_ZONE) if stay.until else None
    return Held(who, unit, stay.label, stay.since.astimezone(OFFICE_ZONE), until, ending)


def _people(lanes: tuple[flow.Lane, ...]) -> dict[str, office.Appointment]:
    """Everybody whom the lanes name, by uid."""
    uids = {uid for lane in lanes for stay in lane.stays for uid in (stay.holder, stay.by, *stay.pool) if uid}
    return office.named(uids)
