"""筹备会议、修改方案：the form, with rooms that are free at the time it holds."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.convening import life
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.plan_meeting import plan_meeting
from meetings.convening.forms import PlanForm
from meetings.convening.forms.plan import initial_of, slot_in
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings, organising_posts
from meetings.convening.selectors.choices import Choice, hosts_for, kinds_for, rooms_for
from meetings.convening.selectors.days import hints_on
from meetings.rules.slots import Slot
from office.api import Actor, actor_for, key_of
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.refusals import NotAllowed, NotThere, Refusal
from office.notices import say

FIELDS = {"starts_at": "begins", "starts": "begins", "ends_at": "ends", "reply_by": "reply_on"}
"""What an act calls a field → what the form calls it."""


@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: HttpRequest) -> HttpResponse:
    """筹备会议."""
    by = actor_for(request)
    if not organising_posts(by):
        raise NotAllowed("会议由本机关领导、处室负责人、文书或办公室筹备。请与他们联系。")
    if request.method != "POST":
        return _form(request, by, None)
    form = PlanForm(request.POST, offered=_offered(by, None, _asked(request)))
    if "look" in request.POST or not form.is_valid():
        return _form(request, by, None, form=form)
    try:
        made = plan_meeting(form.plan(), by=by, key=key_of(request))
    except Refusal as refusal:
        return _form(request, by, None, form=form, refusal=refusal)
    say(request, f"已筹备“{made}”。接着编排议程、邀请参会人。")
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改方案: the form filled with what it is; of an announced meeting, everybody concerned is told."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    meetings.ask_organiser(meeting, by=by)
    if request.method != "POST":
        return _form(request, by, meeting)
    form = PlanForm(request.POST, offered=_offered(by, meeting, _asked(request)))
    if "look" in request.POST or not form.is_valid():
        return _form(request, by, meeting, form=form)
    given = form.cleaned_data
    try:
        why = given["why"] if meeting.announced_at is not None else ""  # before that nobody is told
        made = change_meeting(uid, form.plan(), given["version"] or 0, why, by=by, key=key_of(request))
    except NotThere as refusal:
        meetings.read(uid, by=by)  # the meeting itself, or the room that was chosen
        return _form(request, by, meeting, form=form, refusal=refusal)
    except Refusal as refusal:
        return _form(request, by, meeting, form=form, refusal=refusal)
    say(request, "已修改，有关的人会收到通知。" if made.announced_at is not None else "已修改方案。")
    return redirect(made)


def _form(
    request: HttpRequest,
    by: Actor,
    meeting: Meeting | None,
    *,
    form: PlanForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The form as it was filled, or new. Where somebody was first it comes back with what he wrote, to be sent once more."""
    looks = form is not None and "look" in request.POST
    if meeting is not None and refusal is not None:
        meeting = meetings.read(meeting.uid, by=by)
    if form is None:
        initial = initial_of(meeting) if meeting is not None else _usual()
        slot = meeting.slot if meeting is not None else slot_in(initial)
        shown = PlanForm(initial=initial, offered=_offered(by, meeting, (slot, initial.get("people") or 1)))
    else:
        slot, shown = _asked(request)[0], form
    if looks:
        shown = PlanForm(initial=_as_filled(shown), offered=_offered(by, meeting, _asked(request)))
    elif refusal is not None:
        field = FIELDS.get(refusal.field, refusal.field)
        if field in shown.fields:
            shown.add_error(field, refusal.sentence)
    status = refusal.status if refusal is not None else 422 if form is not None and not looks else 200
    context = {
        "form": shown,
        "meeting": meeting,
        "version": meeting.version if meeting is not None else 0,
        "is_known": meeting is not None and meeting.announced_at is not None,
        "is_postponed": meeting is not None and meeting.state == life.POSTPONED,
        "hints": hints_on(slot) if slot is not None else [],
        "refusal": refusal if refusal is not None and not shown.errors else None,
        "has_provider": bool(settings.VIDEO_BASE_URL),
        "looked": looks,
        "back": meeting.get_absolute_url() if meeting is not None else reverse("convening:meetings"),
    }
    return render(request, "convening/pages/plan.html", context, status=status)


def _usual() -> dict[str, Any]:
    """The next morning but one."""
    day = (now() + timedelta(days=2)).astimezone(OFFICE_ZONE).date()
    return {"day": day, "begins": time(9), "ends": time(11)}


def _as_filled(form: PlanForm) -> dict[str, Any]:
    """What was sent, as the beginning of a form that nobody judged yet."""
    return {name: form[name].value() for name in form.fields}


def _asked(request: HttpRequest) -> tuple[Slot | None, int]:
    """The time and the number of people that a form holds, as far as they can be understood."""
    form = PlanForm(request.POST, offered={"kinds": [], "hosts": [], "rooms": []})
    form.is_valid()
    return slot_in(form.cleaned_data), form.cleaned_data.get("people") or 1


def _offered(by: Actor, meeting: Meeting | None, asked: tuple[Slot | None, int]) -> dict[str, list[Any]]:
    slot, people = asked
    kinds = [Choice(meeting.kind.uid, str(meeting.kind))] if meeting is not None else kinds_for(by)
    rooms = rooms_for(slot if slot is not None and slot.minutes > 0 else None, people, by, meeting)
    return {"kinds": _pairs(kinds), "hosts": _pairs(hosts_for(by, meeting)), "rooms": _pairs(rooms)}


def _pairs(choices: list[Choice]) -> list[tuple[str, str]]:
    return [(str(one.uid), f"{one.label}（{one.small}）" if one.small else one.label) for one in choices]
