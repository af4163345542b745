"""检测报告与固化复核。"""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from archive import verapdf
from archive.actions.ask_to_check import ask_to_check
from archive.history import address
from archive.policy import keeps_records, reports
from archive.selectors import fixity as fixity_rows
from archive.selectors.reports import report_sheet, shown
from archive.viruses import scanner
from docflow.api import sheet_pdf
from office.api import actor_for, key_of, note_access, served_pdf
from office.kernel.refusals import NotThere
from office.paging import page_of


@require_GET
def check_report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """检测报告：every item with what was looked at and what came of it."""
    report = reports.read(uid, by=actor_for(request))
    note_access(request, "read", about=report.record.uid, title=str(report))
    context = {"shown": shown(report), "report": report, "record_url": address(report.record.uid)}
    return render(request, "archive/pages/check_report.html", context)


@require_GET
def check_report_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """检测报告 on paper, to keep: PDF/A with numbered pages."""
    report = reports.read(uid, by=actor_for(request))
    note_access(request, "download", about=report.record.uid, title=str(report))
    name = f"{report.record.code or report.record.title}{report.get_stage_display()}检测报告.pdf"
    return served_pdf(sheet_pdf(report_sheet(shown(report))), name)


@require_POST
def check_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """检测：asked for; the job's report appears on the record's page."""
    item = ask_to_check(uid, by=actor_for(request), key=key_of(request))
    messages.success(request, f"已要求检测《{item}》，报告稍后出现在检测一栏。")
    return redirect(address(item.uid) or "archive:fixity")


@require_GET
def fixity(request: HttpRequest) -> HttpResponse:
    """固化复核：what was found changed or absent, the last rounds, and what the checks have at hand here."""
    by = actor_for(request)
    if not keeps_records(by):
        raise NotThere("固化复核")
    page = page_of(fixity_rows.broken(by), request.GET.get("page"))
    context = {
        "page": page,
        "standing": fixity_rows.standing(by),
        "rounds": fixity_rows.rounds(),
        "has_scanner": scanner() is not None,
        "has_verapdf": bool(verapdf.command()),
    }
    return render(request, "archive/pages/fixity.html", context)
