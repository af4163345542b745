"""议定事项节录：what was decided on one item, for the units that have to do with it; as a page and on paper."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.api import matter_standings, sheet_pdf
from meetings.proceedings.policy import read_excerpt
from meetings.proceedings.selectors.minutes import decisions_by_item
from meetings.proceedings.selectors.sheets import excerpt_sheet
from office.api import actor_for, may_read_all, note_access, served_pdf


@require_GET
def excerpt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """节录."""
    by = actor_for(request)
    found = read_excerpt(uid, by=by)
    note_access(request, "read", about=found.uid, title=str(found))
    decisions = decisions_by_item(found.meeting).get(found.item_id, [])
    matters = [one.matter_uid for one in decisions if one.matter_uid is not None]
    his = may_read_all(by, matters)
    standings = {uid: one for uid, one in matter_standings(matters).items() if uid in his}
    context = {
        "excerpt": found,
        "meeting": found.meeting,
        "minutes": getattr(found.meeting, "minutes", None),
        "decisions": [(one, standings.get(one.matter_uid) if one.matter_uid else None) for one in decisions],
    }
    return render(request, "proceedings/pages/excerpt.html", context)


@require_GET
def excerpt_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """节录 on paper, to keep."""
    found = read_excerpt(uid, by=actor_for(request))
    note_access(request, "download", about=found.uid, title=str(found))
    return served_pdf(sheet_pdf(excerpt_sheet(found)), f"{found.item}（议定事项节录）.pdf")
