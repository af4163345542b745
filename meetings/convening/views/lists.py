"""会议：those I come to as cards, those I prepare and those of my organ as lists; conditions in the address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.convening.models import Invitation
from meetings.convening.policy import organising_posts, organs_kept
from meetings.convening.selectors.lists import VIEWS, WHEN, Asked, counts, kinds_in, listed
from meetings.convening.selectors.page import doors_for, video_of
from office.api import Actor, actor_for, searched_for
from office.paging import page_of
from office.tabs import Tab


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """会议."""
    by = actor_for(request)
    asked = asked_in(request)
    count = counts(by)
    page = page_of(listed(by, asked), request.GET.get("page"))
    context = {
        "asked": asked,
        "tabs": [Tab(label, f"?view={key}", count[key], key == asked.view) for key, label in VIEWS.items()],
        "when": WHEN.items(),
        "kinds": kinds_in(by, asked.view),
        "page": page,
        "cards": _cards(page.object_list, by) if asked.view == "mine" else [],
        "narrowed": bool(asked.words or asked.kind) or asked.when != "ahead",
        "may_plan": bool(organising_posts(by)),
        "keeps_kinds": bool(organs_kept(by)),
    }
    return render(request, "convening/pages/meetings.html", context)


def asked_in(request: HttpRequest) -> Asked:
    """The conditions of an address. What no list knows is no condition."""
    view, when = request.GET.get("view", ""), request.GET.get("when", "")
    try:
        kind = str(UUID(request.GET.get("kind", "")[:40]))
    except ValueError:
        kind = ""
    return Asked(
        view=view if view in VIEWS else "mine",
        when=when if when in WHEN else "ahead",
        words=searched_for(request),
        kind=kind,
    )


def _cards(rows: object, by: Actor) -> list[dict[str, object]]:
    """Each meeting with his invitation and its doors."""
    meetings = list(rows)  # type: ignore[call-overload] # a page of a queryset, or a list
    invitations = Invitation.objects.filter(meeting__in=meetings, person=by.person).select_related(
        "meeting__kind", "person", "appointment"
    )
    his = {one.meeting_id: one for one in invitations}
    doors = doors_for(list(his.values()))
    return [
        {
            "meeting": one,
            "invitation": his[one.pk],
            "doors": doors[his[one.pk].pk],
            "video_address": video_of(one),
        }
        for one in meetings
    ]
