"""签到表 as PDF and XLSX, and the one that is brought back."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from docflow.api import sheet_pdf
from meetings.attendance import policy
from meetings.attendance.actions.bring_list import bring_list, read_lines
from meetings.attendance.printing import sheet_of, table_bytes
from meetings.attendance.views.organising import sign_ins_answer
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from office.api import actor_for, key_of, note_access, served_pdf
from office.kernel.refusals import Invalid, Refusal
from office.kernel.xlsx_text import MEDIA_TYPE
from office.notices import say

LARGEST = 5 * 1024 * 1024


@require_GET
def table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """签到表 as a spreadsheet: every text is a text."""
    meeting = _watched(request, uid)
    answer = HttpResponse(table_bytes(meeting), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"签到表 {meeting}.xlsx") or ""
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def list_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """签到表 on paper."""
    meeting = _watched(request, uid)
    return served_pdf(sheet_pdf(sheet_of(meeting)), f"签到表 {meeting}.pdf")


@require_POST
def bring(request: HttpRequest, uid: UUID) -> HttpResponse:
    """补录：read first, outside the transaction; then all of it or nothing."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    meetings.ask_organiser(meeting, by=by)
    try:
        file = request.FILES.get("list")
        if file is None:
            raise Invalid("没有选签到表。请先选填好时间的XLSX签到表。", field="list")
        if (file.size or 0) > LARGEST:
            raise Invalid(f"没有读取“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节，不像签到表。", field="list")
        bring_list(uid, read_lines(file.read(), str(file.name)), by=by, key=key_of(request))
    except Refusal as refusal:
        return sign_ins_answer(request, meeting, refused="bring", refusal=refusal)
    say(request, "已补录签到表。")
    return redirect("attendance:sign_ins", uid)


def _watched(request: HttpRequest, uid: UUID) -> Meeting:
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    policy.watching(meeting, by=by)
    note_access(request, "download", about=meeting.uid, title=f"{meeting}：签到表")
    return meeting
