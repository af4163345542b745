"""公文页上的一切：elements, opinions, lanes, versions, files, and the acts that are open to the reader."""

from functools import partial
from typing import Any

from docflow import flow
from docflow.models import Document
from docflow.pictures.lanes import Held, Picture, draw
from docflow.selectors.registers import reserved_numbers
from docflow.selectors.tasks import may_edit, offers, open_tasks, task_of
from docflow.selectors.versions import current_version, whole
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from office import api as office
from office.api import Actor
from office.kernel.clock import OFFICE_ZONE, now


def dossier(document: Document, *, by: Actor) -> dict[str, Any]:
    """The context of the document page, in a constant number of queries."""
    version = current_version(document) if document.current else None
    definition, run = definition_of(document.run), state_of(document.run)
    held = task_of(document, by=by)
    lanes = flow.lanes(definition, run)
    people = _people(lanes)
    return {
        "version": version,
        "elements": whole(document, version) if version else None,
        "versions": list(document.versions.all()),
        "opinions": list(document.run.opinions.all()),
        "waiting": open_tasks(document),
        "task": held[0] if held else None,
        "acting": held[1] if held else None,
        "offers": offers(document, by=by),
        "picture": _picture(_held(lanes, people)),
        "rounds": len(lanes),
        "seen": document.current,
        "attachments": list(document.attachments.filter(removed_at__isnull=True).select_related("file")),
        "final": document.renditions.filter(kind="final").first(),
        "seal_uses": list(document.seal_uses.select_related("seal", "asked_by__person")),
        "sealed": getattr(document, "sealed", None),
        "may_edit": held is not None and may_edit(held[0]),
        "failure": _failure(document) if held and held[0].purpose == "repair" else "",
        "units": [unit.name for unit in office.departments(document.co_units)],
        "choosable": _choosable(document, by=by),
        "colleagues": _colleagues(document, by=by) if held else [],
        "reserved": list(reserved_numbers(document)) if held and held[0].step == "number" else [],
    }


def _picture(held: list[Held]) -> Picture:
    calendar = office.working_calendar()
    return draw(held, now().astimezone(OFFICE_ZONE), calendar.is_working_day, partial(office.held_in_words, calendar))


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


def _choosable(document: Document, *, by: Actor) -> list[office.Appointment]:
    """Whom he may choose to sign."""
    for offer, _ in offers(document, by=by):
        for way in offer.ways:
            if way.choose is not None:
                return list(office.with_role(document.organ, "leader").order_by("post__order", "pk"))
    return []


def _colleagues(document: Document, *, by: Actor) -> list[office.Appointment]:
    """To whom he may hand his task on: people of his own organ."""
    found = office.valid_appointments().filter(post__department__organ=document.organ)
    return list(found.exclude(person=by.person).order_by("post__department__order", "post__order", "pk"))


def _failure(document: Document) -> str:
    """Why the last job failed, for whoever is to mend it."""
    last = document.run.acts.filter(kind="job_failed").order_by("-seq").first()
    return str(last.data.get("reason", "")) if last else ""
