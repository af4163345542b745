"""利用记录：who looked at a record, printed or took a copy of it, and when; page by page where it was lent. For its archivist."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from archive.loans.models import Loan
from archive.policy import ARCHIVIST, records
from office.api import actor_for, lines_about, reading
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
    context = {"item": item, "page": page, "readings": [reading(one) for one in page]}
    return render(request, "loans/pages/readings.html", context)
