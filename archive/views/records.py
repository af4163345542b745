"""档案页：what it is, where it stands and why, its files, its life, its checks, its links, who read it; and what may be done."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from archive.models import Record, Role
from archive.policy import ARCHIVIST, records
from archive.printing import may_be_stamped
from archive.selectors.dossier import dossier
from archive.selectors.queue import retention_options, unit_options, with_own
from archive.standing import MOVES, may
from archive.wording import retention_in_words
from office.api import actor_for, note_access
from office.kernel.refusals import Refusal


@require_GET
def record_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """档案页。"""
    item = records.read(uid, by=actor_for(request))
    note_access(request, "read", about=item.uid, title=str(item))
    return record_answer(request, item)


def record_answer(
    request: HttpRequest, item: Record, *, refused: str = "", refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it."""
    by = actor_for(request)
    item = records.read(item.uid, by=by)
    keeper = by.has_role(item.organ, ARCHIVIST)
    offered = {doing for doing in MOVES if keeper and may(doing, item)}
    if may("送归档", item) and records.may_put_right(item, by=by):
        offered.add("送归档")
    fonds = {item.fonds_id}
    arranging = "归档" in offered
    may_have = records.may_have(item, by=by)
    original = item.current_files.filter(role=Role.ORIGINAL).select_related("file").first()
    context: dict[str, Any] = {
        "item": item,
        "keeper": keeper,
        "may": offered,
        "retention_words": retention_in_words(item.retention or item.proposed),
        "retentions": with_own(retention_options(fonds), item.retention, retention_in_words(item.retention))
        if arranging
        else [],
        "units": with_own(unit_options(fonds)[item.fonds_id], item.unit) if arranging else [],
        "original": original,
        "may_have": may_have,
        "may_stamp": keeper and may_be_stamped(item, original),
        "images": range(1, original.pages + 1) if original is not None and may_have else [],
        "refused": refused,
        "refusal": refusal,
        "given": request.POST if refused else None,
        **dossier(item, by=by),
    }
    return render(request, "archive/pages/record.html", context, status=status)
