"""留存的检索。"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from archive.search.actions.save_search import forget_search, own, save_search, tell_or_not
from archive.search.asked_in_address import canonical
from office.api import actor_for, key_of
from office.notices import say


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """留存：the question of the page."""
    asked = request.POST.get("asked", "")
    saved = save_search(asked, request.POST.get("name", ""), by=actor_for(request), key=key_of(request))
    say(request, f"已留存“{saved.name}”，有新结果时通知您。")
    return redirect(f"{reverse('search:search')}?{saved.asked}")


@require_GET
def kept(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where a notice leads: the question as it was kept."""
    return redirect(f"{reverse('search:search')}?{own(uid, by=actor_for(request)).asked}")


@require_POST
def tell(request: HttpRequest, uid: UUID) -> HttpResponse:
    """通知或不通知。"""
    tells = request.POST.get("tells") == "1"
    saved = tell_or_not(uid, tells=tells, by=actor_for(request), key=key_of(request))
    say(request, f"“{saved.name}”有新结果时{'通知您' if tells else '不再通知'}。")
    return _back(request)


@require_POST
def forget(request: HttpRequest, uid: UUID) -> HttpResponse:
    """移除。"""
    name = own(uid, by=actor_for(request)).name
    forget_search(uid, by=actor_for(request), key=key_of(request))
    say(request, f"已移除“{name}”。")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('search:search')}?{canonical(QueryDict(request.POST.get('asked', '')))}")
