"""通知的页面：the list, and the bell as a fragment. Neither writes."""

from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from office.api import Person
from realtime.models import Notification
from realtime.selectors.notifications import marked_in, notifications_of, unread_count

PER_PAGE = 50


def signed_in(request: HttpRequest) -> Person:
    """The person behind a request; sign-in is required everywhere but on the public pages."""
    if not isinstance(request.user, Person):
        raise TypeError("a view of this room was reached without sign-in")
    return request.user


@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """The unread ones, or all of them with show=all; fifty a page. `read` names an act of marking that can be undone."""
    person = signed_in(request)
    everything = request.GET.get("show") == "all"
    page = Paginator(notifications_of(person, only_unread=not everything), PER_PAGE).get_page(request.GET.get("page"))
    unread = unread_count(person)
    reading = _uuid(request.GET.get("read", ""))
    return render(
        request,
        "realtime/pages/notifications.html",
        {
            "page": page,
            "rows": [(one, uuid4()) for one in page],
            "all": everything,
            "unread": unread,
            "tabs": _tabs(person, unread, everything=everything),
            "act_key": uuid4(),
            "reading": reading,
            "undoable": marked_in(person, reading) if reading else 0,
        },
    )


@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """The bell's link alone, for a page that was told that something changed."""
    return render(request, "realtime/bell.html")


def _tabs(person: Person, unread: int, *, everything: bool) -> list[dict[str, Any]]:
    address = reverse("realtime:notifications")
    number = Notification.objects.filter(person=person).count()
    return [
        {"label": "未读", "address": address, "count": unread, "current": not everything},
        {"label": "全部", "address": f"{address}?show=all", "count": number, "current": everything},
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
