"""Every act on an event: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from meetings.urgent.actions.acknowledge import acknowledge
from meetings.urgent.actions.draft_report import draft_report
from meetings.urgent.actions.find_fault import find_fault
from meetings.urgent.actions.instruct import close_task, feed_back, instruct, may_be_given_to
from meetings.urgent.actions.send_report import Told, pass_on, reopen, send_report
from meetings.urgent.forms import EventActForm
from meetings.urgent.models import Stage
from meetings.urgent.policy import events
from meetings.urgent.views.pages import event_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal

Deed = Callable[[UUID, Actor, EventActForm], object]


def _key(form: EventActForm) -> UUID:
    key: UUID = form.cleaned_data["key"]
    return key


def _text(form: EventActForm) -> str:
    return str(form.cleaned_data["text"])


def _which(form: EventActForm) -> UUID:
    uid: UUID | None = form.cleaned_data["which"]
    if uid is None:
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return uid


def _code(form: EventActForm) -> UUID:
    uid: UUID | None = form.cleaned_data["code"]
    if uid is None:
        raise Invalid("请选择发文机关代字。", field="code")
    return uid


def _telephoned(form: EventActForm) -> Told:
    return Told(stage=Stage.TELEPHONE.value, facts=None, text=_text(form), told_whom=form.cleaned_data["whom"])


DEEDS: dict[str, tuple[Deed, str]] = {
    "acknowledge": (
        lambda uid, by, form: acknowledge(uid, _which(form), by=by, key=_key(form)),
        "已确认，不再催叫。",
    ),
    "telephone": (
        lambda uid, by, form: send_report(uid, _telephoned(form), by=by, key=_key(form)),
        "已记下电话报告。",
    ),
    "pass-on": (
        lambda uid, by, form: pass_on(uid, _which(form), by=by, key=_key(form)),
        "已向上级报送。",
    ),
    "reopen": (lambda uid, by, form: reopen(uid, _text(form), by=by, key=_key(form)), "已重新打开，续报开始计时。"),
    "find": (
        lambda uid, by, form: find_fault(uid, form.cleaned_data["what"], _text(form), by=by, key=_key(form)),
        "已认定，记入统计。",
    ),
    "instruct": (
        lambda uid, by, form: instruct(
            uid, _text(form), form.cleaned_data["given_to"], form.cleaned_data["hours"], by=by, key=_key(form)
        ),
        "已批示，交办的单位会收到待办。",
    ),
    "feed-back": (
        lambda uid, by, form: feed_back(uid, _which(form), _text(form), by=by, key=_key(form)),
        "已反馈。",
    ),
    "close-task": (lambda uid, by, form: close_task(uid, _which(form), by=by, key=_key(form)), "已办结。"),
    "draft": (
        lambda uid, by, form: draft_report(uid, _which(form), _code(form), by=by, key=_key(form)),
        "已起草公文，在“公文”里继续办理。",
    ),
}
"""The verbs of an event, by their word in the address, and what is said when they are done."""


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """确认、电话报告、向上报送、重新打开、认定、批示、反馈、办结、转成公文."""
    by = actor_for(request)
    event = events.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = EventActForm(request.POST)
    form.offer([str(one.uid) for one in may_be_given_to(event, by)] if verb == "instruct" else [])
    given, chosen = request.POST.dict(), request.POST.getlist("given_to")
    try:
        if not form.is_valid():
            raise Invalid(form.fault())
        deed(uid, by, form)
    except NotThere:
        raise
    except Refusal as refusal:
        return event_answer(
            request, event, given=given, chosen=chosen, refused=verb, refusal=refusal, status=refusal.status
        )
    messages.success(request, said)
    return redirect(event)
