"""已读、全部已读、撤回：each takes a form and calls one action."""

from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from office.api import actor_of
from office.kernel.refusals import Invalid
from realtime.actions.reading import mark_all_read, mark_read, undo_reading
from realtime.forms import Act, Reading, Undoing
from realtime.views.notifications import signed_in

F = TypeVar("F", bound=Form)


@require_POST
def read(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mark one as read, then open what it tells of or go back to the list."""
    form = _filled(Reading, request)
    notification = mark_read(uid, by=actor_of(signed_in(request)), key=form.cleaned_data["key"])
    if form.cleaned_data["then"] == "open":
        return redirect(notification.url)
    back = form.cleaned_data["back"]
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if ours and back.startswith("/") else "realtime:notifications")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read; the list then offers to undo it."""
    key = _filled(Act, request).cleaned_data["key"]
    mark_all_read(by=actor_of(signed_in(request)), key=key)
    return redirect(f"{reverse('realtime:notifications')}?{urlencode({'read': key})}")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """What an act marked is unread again."""
    form = _filled(Undoing, request)
    undo_reading(form.cleaned_data["reading"], by=actor_of(signed_in(request)), key=form.cleaned_data["key"])
    return redirect("realtime:notifications")


def _filled(kind: type[F], request: HttpRequest) -> F:
    form = kind(request.POST)
    if not form.is_valid():
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return form
