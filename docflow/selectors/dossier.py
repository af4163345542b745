"""公文页上的一切：elements, opinions, lanes, versions, files, and the acts that are open to the reader."""

from typing import Any

from docflow import flow
from docflow.elements.schema import Elements
from docflow.models import Document, Version
from docflow.selectors.tasks import offers, open_tasks, task_of
from docflow.selectors.versions import current_version, whole
from docflow.walking.definitions import definition_of
from docflow.walking.performing import state_of
from office import api as office
from office.api import Actor


def dossier(document: Document, *, by: Actor) -> dict[str, Any]:
    """The context of the document page, in a constant number of queries."""
    version = current_version(document) if document.current else None
    definition, run = definition_of(document.run.flow), state_of(document.run)
    held = task_of(document, by=by)
    lanes = flow.lanes(definition, run)
    people = _people(lanes)
    return {
        "version": version,
        "elements": whole(document, version) if version else None,
        "versions": list(document.versions.all()),
        "opinions": list(document.opinions.all()),
        "waiting": open_tasks(document),
        "task": held[0] if held else None,
        "acting": held[1] if held else None,
        "offers": offers(document, by=by),
        "lanes": lanes,
        "people": people,
        "attachments": list(document.attachments.filter(removed_at__isnull=True).select_related("file")),
        "seal_uses": list(document.seal_uses.select_related("seal", "asked_by__person")),
        "sealed": getattr(document, "sealed", None),
        "choosable": _choosable(document, by=by),
        "colleagues": _colleagues(document, by=by) if held else [],
    }


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


def shown_elements(document: Document) -> tuple[Version | None, Elements | None]:
    """What the page image shows: the whole document as far as it is given."""
    if not document.current:
        return None, None
    version = current_version(document)
    return version, whole(document, version)
