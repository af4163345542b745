"""议定事项节录：what was decided on one item, for the units that have to do with it; as a page and on paper."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.api import matter_standings, sheet_pdf
from meetings.proceedings.models import Excerpt
from meetings.proceedings.policy import read_excerpt
from meetings.proceedings.selectors.minutes import decisions_by_item
from meetings.proceedings.selectors.sheets import excerpt_sheet
from office.api import actor_for, may_read_all, note_access


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
    return _paper(found)


def _paper(found: Excerpt) -> FileResponse:
    name = f"{found.item}（议定事项节录）.pdf"
    content = BytesIO(sheet_pdf(excerpt_sheet(found)))
    answer = FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
