"""会议的一页。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from docflow.api import codes_to_draft_under
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.convening.selectors.days import hints_on
from meetings.convening.selectors.page import page_of_meeting
from office.api import Actor, actor_for, history_of, note_access
from office.kernel.refusals import Refusal


@require_GET
def meeting_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """会议：to a guest when and where, what is dealt with, his doors; to whoever prepares it how far each stage is."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    note_access(request, "read", about=meeting.uid, title=str(meeting))
    return meeting_answer(request, meeting, by)


def meeting_answer(
    request: HttpRequest,
    meeting: Meeting,
    by: Actor,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it."""
    meeting = meetings.read(meeting.uid, by=by)
    page = page_of_meeting(meeting, by)
    inside = page.organises or page.approves
    post = meetings.organising(meeting, by=by)
    context = {
        "meeting": meeting,
        "page": page,
        "inside": inside,
        "hints": hints_on(meeting.slot) if page.organises and meeting.is_ahead else [],
        "codes": codes_to_draft_under(post.organ) if post is not None and "draft" in page.may else [],
        "papers": [(one, reverse("docflow:document", args=[one.document])) for one in page.papers],
        "history": history_of(meeting.uid) if inside else [],
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "convening/pages/meeting.html", context, status=status)
