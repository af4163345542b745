"""座次的一页：to an organiser the editor, to those who come their seat."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.seating.models import Shown
from meetings.seating.policy import Seen, Sight, plans
from meetings.seating.rules.picture import draw, overview
from meetings.seating.selectors.showing import Choice, lines, seats_to_choose, sitters
from meetings.seating.selectors.situation import Situation, situation
from meetings.views.asking import uid_asked
from office.api import Actor, actor_for, note_access
from office.kernel.refusals import Refusal

WIDE_HALL = 12
"""Seats across, from which a guest is shown the whole hall besides."""


@require_GET
def plan_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """座次."""
    by = actor_for(request)
    seen = plans.read(uid, by=by)
    note_access(request, "read", about=seen.meeting.uid, title=str(seen.meeting))
    return plan_answer(request, seen, who=uid_asked(request, "who"), seat=request.GET.get("seat", "")[:12])


def refused_plan(
    request: HttpRequest, uid: UUID, by: Actor, refusal: Refusal, *, who: UUID | None, seat: str
) -> HttpResponse:
    """The editor as it is now, with what he had chosen."""
    return plan_answer(request, plans.read(uid, by=by), who=who, seat=seat, refusal=refusal)


def plan_answer(
    request: HttpRequest, seen: Seen, *, who: UUID | None = None, seat: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    """The page as it is now."""
    context: dict[str, object] = {
        "meeting": seen.meeting,
        "plan": seen.plan,
        "refusal": refusal,
        "changes": seen.sight == Sight.CHANGES,
    }
    status = refusal.status if refusal is not None else 200
    if seen.plan is None:
        return render(request, "seating/pages/plan.html", context, status=status)
    there = situation(seen.plan)
    chosen = _chosen(there, who, seat) if seen.sight == Sight.CHANGES else Choice()
    found = sitters(there, seen.sight, seen.mine, chosen, request.path if not refusal else seen.plan.get_absolute_url())
    my_seat = there.at.get(seen.mine.pk, "") if seen.mine is not None and seen.plan.shown != Shown.NOBODY else ""
    context |= {
        "picture": draw(there.hall, found),
        "label": f"座次图，{len(there.hall.seats)}座，已排{len(there.seated)}人",
        "my_seat": there.hall.words(my_seat),
        "whole": overview(there.hall, found) if there.hall.width > WIDE_HALL else None,
    }
    if seen.sight == Sight.CHANGES:
        context |= _to_change(there, chosen)
    return render(request, "seating/pages/plan.html", context, status=status)


def _to_change(there: Situation, chosen: Choice) -> dict[str, object]:
    who = chosen.who
    taken = there.seated.get(chosen.seat) if chosen.seat else None
    return {
        "there": there,
        "chosen": chosen,
        "lines": lines(there, chosen),
        "seats": seats_to_choose(there) if who is not None else {},
        "chosen_words": there.hall.words(there.at.get(who.pk, "")) if who is not None else "",
        "chosen_is_locked": who is not None and who.pk in there.locked,
        "taken": taken if taken != who else None,
        "shown_choices": Shown.choices,
        "pairs": [(one, frozenset({one.one_id, one.other_id}) in there.too_close) for one in there.apart],
    }


def _chosen(there: Situation, who: UUID | None, seat: str) -> Choice:
    """What cannot be understood is left out."""
    person = next((one for one in there.people if one.uid == who), None)
    return Choice(person, seat if person is not None and seat in there.hall.by_code else "")
