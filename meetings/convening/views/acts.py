"""送审定、审定、通知、告知变更、延期、取消、起草通知：what is done with a meeting from its page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from meetings.convening.actions.announce_meeting import (
    announce_meeting,
    cancel_meeting,
    postpone_meeting,
    tell_changes,
)
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.draft_notice import draft_notice
from meetings.convening.actions.review_plan import approve_plan, send_plan_back, submit_plan, take_back_plan
from meetings.convening.following import plan_by_booking
from meetings.convening.forms import DraftNoticeForm, VersionForm, WhyForm
from meetings.convening.models import MeetingPaper
from meetings.convening.policy import meetings
from meetings.convening.views.pages import meeting_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal, SomebodyWasFirst
from office.notices import say

INCOMPLETE = "没有办理：这张表单不完整。请刷新页面后再办。"

Deed = Callable[[UUID, Actor, dict[str, Any]], object]


def _follow(uid: UUID, by: Actor, given: dict[str, Any]) -> object:
    meeting = meetings.read(uid, by=by)
    if not meeting.room_was_moved:
        raise SomebodyWasFirst("没有改期：会议室的预订和会议的时间已经对得上。请刷新页面看最新情况。")
    why = "会议室的预订改了时间。" if meeting.announced_at is not None else ""
    return change_meeting(uid, plan_by_booking(meeting), given["version"], why, by=by, key=given["key"])


VERBS: dict[str, tuple[type[forms.Form], Deed, str]] = {
    "submit": (
        VersionForm,
        lambda uid, by, given: submit_plan(uid, given["version"], by=by, key=given["key"]),
        "已送审定。",
    ),
    "take-back": (
        WhyForm,
        lambda uid, by, given: take_back_plan(uid, by=by, key=given["key"]),
        "已收回方案，可以修改。",
    ),
    "approve": (
        VersionForm,
        lambda uid, by, given: approve_plan(uid, given["version"], by=by, key=given["key"]),
        "已审定，承办人会收到通知。",
    ),
    "send-back": (
        WhyForm,
        lambda uid, by, given: send_plan_back(uid, given["why"], by=by, key=given["key"]),
        "已退回，承办人会看到缘由。",
    ),
    "announce": (
        VersionForm,
        lambda uid, by, given: announce_meeting(uid, given["version"], by=by, key=given["key"]),
        "已发会议通知。",
    ),
    "tell": (
        WhyForm,
        lambda uid, by, given: tell_changes(uid, by=by, key=given["key"]),
        "已告知变更。",
    ),
    "follow": (
        VersionForm,
        _follow,
        "已照会议室的预订改期。",
    ),
    "postpone": (
        WhyForm,
        lambda uid, by, given: postpone_meeting(uid, given["why"], by=by, key=given["key"]),
        "已延期，有关的人会收到通知。时间定了，在修改方案里写上。",
    ),
    "cancel": (
        WhyForm,
        lambda uid, by, given: cancel_meeting(uid, given["why"], by=by, key=given["key"]),
        "已取消会议。",
    ),
    "draft": (
        DraftNoticeForm,
        lambda uid, by, given: draft_notice(uid, given["kind"], given["code"], by=by, key=given["key"]),
        "已起草，请核对后送核稿。",
    ),
}
"""By their word in the address: the form, the act, what is said afterwards."""


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """One of them."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    if verb not in VERBS:
        raise NotThere("该办法")
    kind, deed, said = VERBS[verb]
    form = kind(request.POST)
    refusal: Refusal = Invalid("没有起草：请选择文种和代字。" if verb == "draft" else INCOMPLETE)
    if form.is_valid():
        try:
            made = deed(uid, by, form.cleaned_data)
        except NotThere:
            raise
        except Refusal as found:
            refusal = found
        else:
            say(request, said)
            if isinstance(made, MeetingPaper):
                return redirect("docflow:draft", made.document)
            return redirect(meeting)
    return meeting_answer(
        request, meeting, by, given=request.POST.dict(), refused=verb, refusal=refusal, status=refusal.status
    )
