"""档案页：what it is, where it stands and why, its files, its life, its checks, its links, who read it; and what may be done."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from archive.models import Record, Role
from archive.picturing import known_pages, pages_of, shown_as
from archive.policy import ARCHIVIST, records
from archive.printing import may_be_stamped
from archive.selectors.dossier import dossier
from archive.selectors.queue import retention_options, unit_options, with_own
from archive.standing import MOVES, may
from archive.wording import retention_in_words
from docflow.api import Shown
from office.api import actor_for, note_access
from office.kernel.refusals import Invalid, Refusal


@require_GET
def record_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """档案页。With `?pages` also the pages of a 正本 that must be opened to count them; the page asks for those by itself once it is there."""
    item = records.read(uid, by=actor_for(request))
    if request.htmx and "pages" in request.GET:  # type: ignore[attr-defined] # of the htmx middleware
        return render(request, "archive/partials/_viewer.html", {"item": item} | _viewer(request, item))
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
    viewer = _viewer(request, item)
    context: dict[str, Any] = {
        "item": item,
        "keeper": keeper,
        "may": offered,
        "retention_words": retention_in_words(item.retention or item.proposed),
        "retentions": with_own(retention_options(fonds), item.retention, retention_in_words(item.retention))
        if arranging
        else [],
        "units": with_own(unit_options(fonds)[item.fonds_id], item.unit) if arranging else [],
        **viewer,
        "may_stamp": keeper and may_be_stamped(item, viewer["original"]),
        "refused": refused,
        "refusal": refusal,
        "given": request.POST if refused else None,
        **dossier(item, by=by),
    }
    return render(request, "archive/pages/record.html", context, status=status)


def _viewer(request: HttpRequest, item: Record) -> dict[str, Any]:
    """The pages of its 正本. To count those of a file that nobody counted may take long, so the page comes first and asks for them then."""
    original = item.current_files.filter(role=Role.ORIGINAL).select_related("file").first()
    may_have = records.may_have(item, by=actor_for(request))
    pages, may_show, trouble = 0, False, ""
    if original is not None and may_have:
        pages = known_pages(original)
        may_show = not pages and shown_as(original) != Shown.NOWHERE
        if may_show and "pages" in request.GET:
            may_show = False
            try:
                pages = pages_of(original)
            except Invalid as busy:
                trouble = busy.sentence
    return {
        "original": original,
        "may_have": may_have,
        "images": range(1, pages + 1),
        "is_retyped": original is not None and shown_as(original) == Shown.RETYPED,
        "may_show": may_show,
        "trouble": trouble,
    }
