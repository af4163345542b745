"""公文页上的一切：elements, opinions, lanes, versions, files, and the acts that are open to the reader."""

from typing import Any

from docflow.models import Document
from docflow.selectors.registers import reserved_numbers
from docflow.selectors.routes import route_of
from docflow.selectors.tasks import may_edit, offers, open_tasks, task_of
from docflow.selectors.units import names_then
from docflow.selectors.versions import current_version, whole
from office import api as office
from office.api import Actor


def dossier(document: Document, *, by: Actor) -> dict[str, Any]:
    """The context of the document page, in a constant number of queries."""
    version = current_version(document) if document.current else None
    held = task_of(document, by=by)
    route = route_of(document)
    return {
        "version": version,
        "elements": whole(document, version) if version else None,
        "versions": list(document.versions.all()),
        "opinions": list(document.run.opinions.all()),
        "waiting": open_tasks(document),
        "task": held[0] if held else None,
        "acting": held[1] if held else None,
        "offers": offers(document, by=by),
        "picture": route.picture,
        "rounds": route.rounds,
        "seen": document.current,
        "attachments": list(document.attachments.filter(removed_at__isnull=True).select_related("file")),
        "final": document.renditions.filter(kind="final").first(),
        "seal_uses": list(document.seal_uses.select_related("seal", "asked_by__person")),
        "sealed": getattr(document, "sealed", None),
        "may_edit": held is not None and may_edit(held[0]),
        "failure": _failure(document) if held and held[0].purpose == "repair" else "",
        "units": [*names_then(document.run, document.co_units).values()],
        "choosable": _choosable(document, by=by),
        "colleagues": _colleagues(document, by=by) if held else [],
        "reserved": list(reserved_numbers(document)) if held and held[0].step == "number" else [],
    }


def _choosable(document: Document, *, by: Actor) -> list[office.Appointment]:
    """Whom he may choose to sign."""
    for offer, _ in offers(document, by=by):
        for way in offer.ways:
            if way.choose is not None:
                return list(office.with_role(document.organ, "leader").order_by("post__order", "pk"))
    return []


def _colleagues(document: Document, *, by: Actor) -> list[office.Appointment]:
    """To whom he may hand his task on: people of his own organ."""
    found = office.valid_appointments().filter(post__department__organ__in=office.heirs_of(document.organ))
    return list(found.exclude(person=by.person).order_by("post__department__order", "post__order", "pk"))


def _failure(document: Document) -> str:
    """Why the last job failed, for whoever is to mend it."""
    last = document.run.acts.filter(kind="job_failed").order_by("-seq").first()
    return str(last.data.get("reason", "")) if last else ""
