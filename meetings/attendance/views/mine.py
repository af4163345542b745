"""我的回执：what the meeting is, whether I come, and my sign-in. For the phone first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.attendance import policy
from meetings.attendance.actions.ask_leave import ask_leave
from meetings.attendance.actions.reply import come, request_of
from meetings.attendance.asking import last_moment, whom_to_call
from meetings.attendance.forms import ReplyForm, first_fault
from meetings.attendance.models import Leave, LeaveState, SignIn
from meetings.attendance.selectors.choices import substitutes
from meetings.attendance.signing import window_of
from meetings.convening import life
from meetings.convening.models import Answer, Capacity, Invitation
from office.api import Actor, actor_for
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, uid: UUID) -> HttpResponse:
    """参加、请假、替会; a refused form comes back as it was filled."""
    by = actor_for(request)
    invitation = policy.own(uid, by=by)
    if request.method != "POST":
        return _page(request, invitation)
    form = ReplyForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(first_fault(form))
        said = _answer(uid, form, by)
    except NotThere:
        raise
    except Refusal as refusal:
        return _page(request, policy.own(uid, by=by), given=request.POST.dict(), refusal=refusal)
    say(request, said)
    return redirect("attendance:mine", uid)


def _answer(uid: UUID, form: ReplyForm, by: Actor) -> str:
    key = form.cleaned_data["key"]
    if form.comes:
        come(uid, form.details(), by=by, key=key)
        return "已回执：参加。"
    leave = ask_leave(uid, form.wish(), by=by, key=key)
    return f"已申请{leave.get_kind_display()}，答复后会通知您。"


def _page(
    request: HttpRequest,
    invitation: Invitation,
    *,
    given: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    meeting, moment = invitation.meeting, now()
    reply = getattr(invitation, "reply", None)
    leaves = Leave.objects.filter(invitation=invitation).exclude(state=LeaveState.DROPPED)
    leave = leaves.select_related("substitute__person").order_by("-pk").first()
    asked = request_of(meeting)
    waits = leave is not None and leave.waits
    is_host = invitation.capacity == Capacity.HOST
    signed = SignIn.objects.filter(pk=invitation.pk).first()
    asks = meeting.state == life.ANNOUNCED and not is_host and signed is None  # who is there need not say that he comes
    may_answer = asks and moment < last_moment(meeting)
    window = window_of(meeting)
    filled = given or {
        "answer": leave.kind if leave is not None and waits else "",
        "phone": reply.phone if reply else "",
        "plate": reply.plate if reply else "",
        "lodging": "on" if reply and reply.lodging else "",
        "note": reply.note if reply else "",
    }
    context = {
        "meeting": meeting,
        "invitation": invitation,
        "is_host": is_host,
        "reply": reply,
        "leave": leave,
        "waits": waits,
        "asked": asked,
        "may_come": may_answer and (waits or invitation.answer != Answer.COMES or asked.asks_anything),
        "may_answer": may_answer,
        "is_late": asks and not may_answer,
        "until": last_moment(meeting),
        "call": whom_to_call(meeting, invitation.appointment.organ),
        "substitutes": substitutes(invitation) if may_answer or given else [],
        "signed": signed,
        "window": window,
        "is_open": window.is_open(moment),
        "is_over": window.is_over(moment),
        "given": filled,
        "refusal": refusal,
    }
    return render(request, "attendance/pages/mine.html", context, status=refusal.status if refusal else 200)
