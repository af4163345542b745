"""会议的一页。"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.convening.policy import meetings
from meetings.convening.progress import stages
from office.api import actor_for, history_of, note_access


@require_GET
def meeting_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """会议：when and where, how far each stage of it is, what was done."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    note_access(request, "read", about=meeting.uid, title=str(meeting))
    found = [(stage, stage.of(meeting, by)) for stage in stages()]
    context = {
        "meeting": meeting,
        "stages": [(stage.name, progress) for stage, progress in found if progress is not None],
        "history": history_of(meeting.uid),
    }
    return render(request, "convening/pages/meeting.html", context)
