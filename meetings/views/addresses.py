"""日历订阅和门牌屏的地址：made, shown once, revoked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from meetings.actions.addresses import make_address, revoke_address
from meetings.models import Opens
from meetings.policy import addresses, rooms
from meetings.secrets import digest_of, new_token
from meetings.views.asking import uid_asked
from office.api import Actor, actor_for, key_of
from office.kernel.refusals import NotThere, Refusal
from office.notices import say


@require_GET
def address_list(request: HttpRequest) -> HttpResponse:
    """What he made, and of the rooms that he keeps also what others made."""
    return _page(request, actor_for(request))


def _page(
    request: HttpRequest,
    by: Actor,
    *,
    made: str = "",
    opens: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = uid_asked(request, "room")
    rows = addresses.seen(by).select_related("room__building", "made_by__person").order_by("opens", "-made_at")
    context = {
        "rows": list(rows[:200]),
        "rooms": rooms.seen(by).select_related("building"),
        "kept": rooms.kept(by).select_related("building"),
        "asked": str(asked) if asked else "",
        "made": made,
        "opens": opens,
        "refusal": refusal,
    }
    return render(request, "meetings/pages/addresses.html", context, status=status)


@require_POST
def new_address(request: HttpRequest) -> HttpResponse:
    """建立: the address stands on the page that answers, and nowhere afterwards."""
    by, token = actor_for(request), new_token()
    opens, room = request.POST.get("opens", ""), request.POST.get("room", "")
    try:
        uid = UUID(room[:40]) if room and opens != Opens.PERSON else None
    except ValueError as error:
        raise NotThere("该会议室") from error
    try:
        made = make_address(opens, uid, digest_of(token), by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return _page(request, by, refusal=refusal, status=refusal.status)
    if made.digest != digest_of(token):  # sent twice: the first answer has shown it
        return redirect("meetings:addresses")
    route = "meetings:door" if made.opens == Opens.DOOR else "meetings:feed"
    return _page(
        request, by, made=request.build_absolute_uri(reverse(route, args=[token])), opens=made.get_opens_display()
    )


@require_POST
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    """作废."""
    revoke_address(uid, by=actor_for(request), key=key_of(request))
    say(request, "已作废，从现在起打不开。")
    return redirect("meetings:addresses")
