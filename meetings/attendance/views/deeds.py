"""Every act of the organiser and the host comes in here: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from meetings.attendance import policy
from meetings.attendance.actions.ask_leave import ask_leave_for
from meetings.attendance.actions.decide_leave import decide_leave
from meetings.attendance.actions.reply import come_for
from meetings.attendance.actions.sign_in_for import sign_in_for, take_in, undo_sign_in
from meetings.attendance.actions.urge import set_request, urge
from meetings.attendance.forms import INCOMPLETE, DeedForm, first_fault
from meetings.attendance.models import Leave
from meetings.attendance.views.organising import replies_answer, sign_ins_answer
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

REPLIES, SIGN_INS = "attendance:replies", "attendance:sign_ins"


def _decide(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    given = form.cleaned_data
    leave = Leave.objects.filter(uid=_named(given, "leave"), invitation__meeting=meeting).first()
    if leave is None:
        raise Invalid(INCOMPLETE)
    decide_leave(leave.uid, agreed=given["agreed"], said=given["said"], by=by, key=given["key"])
    return "已同意，他会收到通知。" if given["agreed"] else "已答复不同意，他会看到理由。"


def _answer(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    given = form.cleaned_data
    guest = _named(given, "guest")
    if form.comes:
        come_for(meeting.uid, guest, form.details(), by=by, key=given["key"])
        return "已代为回执：参加。"
    leave = ask_leave_for(meeting.uid, guest, form.wish(), by=by, key=given["key"])
    return f"已代为登记{leave.get_kind_display()}{'，等主持人答复' if leave.waits else ''}。"


def _urge(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    return f"已催回执：{urge(meeting.uid, by=by, key=form.cleaned_data['key']).urged}个。"


def _request(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    given = form.cleaned_data
    set_request(
        meeting.uid,
        phone=given["asks_phone"],
        plate=given["asks_plate"],
        lodging=given["asks_lodging"],
        by=by,
        key=given["key"],
    )
    return "已设回执要求。"


def _sign(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    given = form.cleaned_data
    sign_in_for(meeting.uid, given["guests"] or [], by=by, key=given["key"])
    return "已代签到。"


def _undo(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    undo_sign_in(meeting.uid, _named(form.cleaned_data, "guest"), by=by, key=form.cleaned_data["key"])
    return "已撤销签到。"


def _take_in(meeting: Meeting, by: Actor, form: DeedForm) -> str:
    take_in(meeting.uid, _named(form.cleaned_data, "who"), by=by, key=form.cleaned_data["key"])
    return "已登记参会并签到。"


DEEDS: dict[str, tuple[Callable[[Meeting, Actor, DeedForm], str], str]] = {
    "decide": (_decide, REPLIES),
    "answer": (_answer, REPLIES),
    "urge": (_urge, REPLIES),
    "request": (_request, REPLIES),
    "sign": (_sign, SIGN_INS),
    "undo": (_undo, SIGN_INS),
    "take-in": (_take_in, SIGN_INS),
}
"""The verbs, by their word in the address, and the page that each stands on."""


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """答复、代回执、催回执、回执要求、代签、撤销、现场登记."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    policy.watching(meeting, by=by)
    deed, page = DEEDS[verb]
    form = DeedForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(first_fault(form))
        said = deed(meeting, by, form)
    except Refusal as refusal:
        shown = replies_answer if page == REPLIES else sign_ins_answer
        meeting = meetings.read(uid, by=by)
        return shown(request, meeting, given=request.POST.dict(), refused=verb, refusal=refusal)
    say(request, said)
    return redirect(page, uid)


def _named(given: dict[str, Any], name: str) -> UUID:
    found = given[name]
    if not isinstance(found, UUID):
        raise Invalid("请先选择到会的人。" if name == "who" else INCOMPLETE)
    return found
