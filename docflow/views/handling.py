"""处理单：who did what on the way of a document, as a page and on paper."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow import policy
from docflow.printing import sheet_pdf
from docflow.selectors.outgoing_sheet import outgoing_sheet
from office.api import actor_for, note_access
from office.kernel.clock import now


@require_GET
def handling_sheet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """处理单 as a page: the same words as on paper."""
    document = policy.documents.read_handling(uid, by=actor_for(request))
    note_access(request, "read", about=document.uid, title=str(document))
    context = {"document": document, "slip": outgoing_sheet(document, at=now())}
    return render(request, "docflow/pages/handling_sheet.html", context)


@require_GET
def handling_sheet_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """处理单 on paper, to keep: PDF/A with numbered pages."""
    document = policy.documents.read_handling(uid, by=actor_for(request))
    sheet = outgoing_sheet(document, at=now())
    note_access(request, "download", about=document.uid, title=str(document))
    name = f"{sheet.about}{sheet.form}.pdf"
    answer = FileResponse(BytesIO(sheet_pdf(sheet)), as_attachment=True, filename=name, content_type="application/pdf")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
