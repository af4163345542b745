"""收文登记簿。"""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.incoming import policy
from office.api import actor_for, may_read_all

A_PAGE = 50


@require_GET
def register_list(request: HttpRequest) -> HttpResponse:
    """Of the organs whose numbers he keeps or looks after."""
    rows = policy.registers.readable(actor_for(request)).select_related("incoming_class__organ")
    counted = rows.annotate(
        used=Count("entries", filter=Q(entries__state="used")), voided=Count("entries", filter=Q(entries__state="void"))
    )
    ordered = counted.order_by("-year", "incoming_class__organ", "incoming_class__order")
    return render(request, "incoming/pages/registers.html", {"registers": ordered})


@require_GET
def register_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One register: each number, what it was given to, by whom and when."""
    by = actor_for(request)
    register = policy.registers.read(uid, by=by)
    entries = register.entries.select_related("incoming", "by__person")
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    readable = may_read_all(by, [entry.incoming.uid for entry in page])
    context = {"register": register, "page": page, "readable": readable}
    return render(request, "incoming/pages/register.html", context)
