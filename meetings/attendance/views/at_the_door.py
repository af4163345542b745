"""扫码签到：the page that the picture at the door opens, and the one tap on it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.attendance import policy
from meetings.attendance.actions.sign_in import sign_in
from meetings.attendance.forms import TicketForm
from meetings.attendance.models import SignIn
from meetings.attendance.signing import STALE, is_taken, is_ticket, ticket_for, window_of
from meetings.convening.models import Meeting
from office.api import actor_for
from office.kernel.clock import now
from office.kernel.rate_limit import within_limit
from office.kernel.refusals import Invalid, NotAllowed, NotThere, TooOften
from office.notices import say

UNINVITED = "没有签到：您不在这次会议的参会名单中。请到签到台，由工作人员登记。"
A_MINUTE = 20
"""Codes that one person may show, from wherever he asks: he is the only one whom a guessed code would sign in."""


@require_GET
def here(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """Whoever has looked at the picture in time gets a ticket of his own; who stands before it uninvited is told where to go."""
    by = actor_for(request)
    if not within_limit("attendance-code", str(by.person.uid), limit=A_MINUTE, seconds=60):
        raise TooOften("一分钟内扫得太多。请过一分钟，再扫现场屏幕上正显示的签到码。")
    taken = is_taken(uid, code)
    invitation = policy.own_or_none(uid, by.person)
    if invitation is None:
        if taken and Meeting.objects.filter(uid=uid, announced_at__isnull=False).exists():
            raise NotAllowed(UNINVITED)
        raise NotThere("该会议")
    signed = SignIn.objects.filter(pk=invitation.pk).first()
    if not taken and signed is None:
        raise Invalid(STALE)
    window, moment = window_of(invitation.meeting), now()
    context = {
        "meeting": invitation.meeting,
        "invitation": invitation,
        "signed": signed,
        "window": window,
        "is_open": window.is_open(moment),
        "is_over": window.is_over(moment),
        "ticket": ticket_for(uid, by.person),
    }
    return render(request, "attendance/pages/here.html", context)


@require_POST
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """签到. Whoever has no ticket, or an old one, is told so if he is a guest; to others the meeting is not there."""
    by = actor_for(request)
    form = TicketForm(request.POST)
    ticket = form.cleaned_data["ticket"] if form.is_valid() else ""
    if not is_ticket(ticket, uid, by.person):
        policy.own(uid, by=by)
        raise Invalid(STALE)
    sign_in(uid, by=by, key=form.cleaned_data["key"])
    say(request, "已签到。")
    return redirect("attendance:mine", uid)
