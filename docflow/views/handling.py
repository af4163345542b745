"""处理单：who did what on the way of a paper, as a page and on paper."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from docflow import policy
from docflow.models.papers import Paper
from docflow.printing import sheet_pdf
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.sheets.sheet import Sheet
from office.api import actor_for, note_access, served_pdf
from office.kernel.clock import now


@require_GET
def handling_sheet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """处理单 as a page: the same words as on paper."""
    document = policy.documents.read_handling(uid, by=actor_for(request))
    file = reverse("docflow:handling_sheet_file", args=[uid])
    return sheet_page(request, document, outgoing_sheet(document, at=now()), file=file)


@require_GET
def handling_sheet_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """处理单 on paper, to keep: PDF/A with numbered pages."""
    document = policy.documents.read_handling(uid, by=actor_for(request))
    return sheet_file(request, document, outgoing_sheet(document, at=now()))


def sheet_page(request: HttpRequest, paper: Paper, sheet: Sheet, *, file: str) -> HttpResponse:
    """The page of a paper's sheet; `file` is the address of the same on paper."""
    note_access(request, "read", about=paper.uid, title=str(paper))
    context = {"paper": paper, "slip": sheet, "file": file}
    return render(request, "docflow/pages/handling_sheet.html", context)


def sheet_file(request: HttpRequest, paper: Paper, sheet: Sheet) -> FileResponse:
    """The sheet on paper, named by what it is about."""
    note_access(request, "download", about=paper.uid, title=str(paper))
    return served_pdf(sheet_pdf(sheet), f"{sheet.about}{sheet.form}.pdf")
