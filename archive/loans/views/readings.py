"""利用记录：who looked at a record, printed or took a copy of it, and when; page by page where it was lent. For its archivist."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from archive.loans.models import Loan
from archive.models import Record
from archive.policy import ARCHIVIST, records
from office.api import Reading, actor_for, lines_about, reading
from office.kernel.refusals import NotAllowed
from office.paging import page_of


@require_GET
def readings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """利用记录 of one record, the latest first."""
    by = actor_for(request)
    item = records.read(uid, by=by)
    if not by.has_role(item.organ, ARCHIVIST):
        raise NotAllowed("利用记录由本机关的档案管理员看。")
    lent = Loan.objects.filter(record=item).values_list("uid", flat=True)
    page = page_of(lines_about([item.uid, *lent]), request.GET.get("page"))
    context = {"item": item, "page": page, "readings": [_within(reading(one), item) for one in page]}
    return render(request, "loans/pages/readings.html", context)


def _within(line: Reading, item: Record) -> Reading:
    """What was looked at, on a page that says of which record."""
    return replace(line, title=line.title.removeprefix(f"{item}：") if line.title != str(item) else "档案页")
