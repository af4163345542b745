"""征集议题：发出、看谁报了、延长、提醒、报无议题。"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.topics.actions.call_for_topics import call_for_topics
from meetings.topics.actions.extend_call import extend_call, remind
from meetings.topics.actions.say_none import say_none
from meetings.topics.forms import CallActForm, CallForm
from meetings.topics.models import TopicCall
from meetings.topics.policy import calls, whom_to_ask
from meetings.topics.selectors.answers import answers_to
from meetings.topics.selectors.choices import kinds_of, units_near
from office.api import Actor, actor_for, history_of, may_read, may_read_all, note_access
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal

NOBODY_ASKS = "议题由领导、处室负责人、文书或办公室征集。请与他们联系。"
Deed = Callable[[UUID, Actor, CallActForm], object]


def _key(form: CallActForm) -> UUID:
    key: UUID = form.cleaned_data["key"]
    return key


def _unit(form: CallActForm) -> UUID:
    uid: UUID | None = form.cleaned_data["unit"]
    if uid is None:
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return uid


DEEDS: dict[str, tuple[Deed, str]] = {
    "extend": (
        lambda uid, by, form: extend_call(uid, form.due_at(), by=by, key=_key(form)),
        "已延长期限，还没有报的单位会收到通知。",
    ),
    "remind": (
        lambda uid, by, form: remind(uid, words=form.cleaned_data["words"], by=by, key=_key(form)),
        "已提醒。",
    ),
    "none": (lambda uid, by, form: say_none(uid, _unit(form), by=by, key=_key(form)), "已报无议题。"),
}
"""The verbs of a call, by their word in the address, and what is said when they are done."""


@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """征集议题: for a meeting (`meeting`), else for a kind of meeting."""
    by = actor_for(request)
    meeting = _meeting(request, by)
    kinds = kinds_of(by)
    if meeting is None and not kinds:
        raise NotAllowed(NOBODY_ASKS)
    organ = meeting.organ if meeting is not None else by.organ
    units = units_near(organ, organ)
    if request.method == "GET":
        initial = {"meeting": meeting.uid if meeting is not None else None}
        return _answer(request, CallForm(initial=initial, kinds=kinds, units=units), meeting)
    form = CallForm(request.POST, kinds=kinds, units=units)
    if not form.is_valid():
        return _answer(request, form, meeting, status=422)
    try:
        call = call_for_topics(form.calling(), by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, form, meeting, refusal=refusal, status=refusal.status)
    messages.success(request, "已发出征集，各单位会收到通知和待办。")
    return redirect(call)


@require_GET
def call_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """征集：until when, who has handed in what, who has not."""
    call = calls.read(uid, by=actor_for(request))
    note_access(request, "read", about=call.uid, title=str(call))
    return call_answer(request, call)


@require_POST
def do_call(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """延长、提醒、报无议题."""
    by = actor_for(request)
    call = calls.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = CallActForm(request.POST)
    given = request.POST.dict()
    if not form.is_valid():
        refusal: Refusal = Invalid(form.fault())
        return call_answer(request, call, given=given, refused=verb, refusal=refusal, status=422)
    try:
        deed(uid, by, form)
    except NotThere:
        raise
    except Refusal as refusal:
        return call_answer(request, call, given=given, refused=verb, refusal=refusal, status=refusal.status)
    messages.success(request, said)
    return redirect(call)


def call_answer(
    request: HttpRequest,
    call: TopicCall,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now. Who is called sees which units have answered; of what they brought only what is for him to read."""
    by = actor_for(request)
    call = calls.read(call.uid, by=by)
    answers = answers_to(call)
    seen = may_read_all(by, [topic.uid for one in answers for topic in one.topics])
    mine = {called.pk for called, _ in calls.answering(call, by=by)}
    sees_to = calls.calling(call, by=by) is not None
    shown = [
        (one, [topic for topic in one.topics if topic.uid in seen])
        for one in answers
        if sees_to or one.called.pk in mine
    ]
    context = {
        "call": call,
        "sees_to": sees_to,
        "ask": whom_to_ask(call),
        "answers": shown,
        "there": sum(one.is_there for one in answers),
        "called": len(answers),
        "waiting": [one for one in answers if not one.is_there] if sees_to else [],
        "mine": [one for one in answers if one.called.pk in mine],
        "meeting_url": _meeting_url(call, by),
        "history": history_of(call.uid) if sees_to else [],
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "topics/pages/call.html", context, status=status)


def _answer(
    request: HttpRequest,
    form: CallForm,
    meeting: Meeting | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    if refusal is not None:
        field = {"due_at": "due_on"}.get(refusal.field, refusal.field)
        if field in form.fields:
            form.add_error(field, refusal.sentence)
    context = {
        "form": form,
        "meeting": meeting,
        "refusal": refusal,
        "chosen": [str(one) for one in form["units"].value() or []],
    }
    return render(request, "topics/pages/new_call.html", context, status=status)


def _meeting(request: HttpRequest, by: Actor) -> Meeting | None:
    """The meeting that it is for. Raises NotThere for one that he may not read, NotAllowed where he does not prepare it."""
    text = (request.POST if request.method == "POST" else request.GET).get("meeting", "")
    if not text:
        return None
    try:
        meeting = meetings.read(UUID(text), by=by)
    except ValueError as error:
        raise NotThere("该会议") from error
    meetings.ask_organiser(meeting, by=by)
    return meeting


def _meeting_url(call: TopicCall, by: Actor) -> str:
    if call.meeting is None or not may_read(by, call.meeting.uid):
        return ""
    return call.meeting.get_absolute_url()
