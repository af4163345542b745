"""Every act on a topic: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow.api import claim, put_back, reassign, return_to, tasks, withdraw
from meetings.topics.actions.call_off import call_off
from meetings.topics.actions.deciding import admit, put_off, take_up
from meetings.topics.actions.hand_in import hand_in
from meetings.topics.actions.reviewing import advise, answer_disagreement, approve, check, endorse
from meetings.topics.forms import TopicActForm
from meetings.topics.models import Topic
from meetings.topics.policy import topics
from meetings.topics.views.pages import topic_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal

OnTask = Callable[[UUID, Actor, TopicActForm], object]
OnTopic = Callable[[UUID, Actor, TopicActForm], object]


def _words(form: TopicActForm, name: str) -> str:
    return str(form.cleaned_data[name])


def _key(form: TopicActForm) -> UUID:
    key: UUID = form.cleaned_data["key"]
    return key


def _meeting(form: TopicActForm) -> UUID | None:
    uid: UUID | None = form.cleaned_data["meeting"]
    return uid


def _seen(form: TopicActForm) -> int:
    seen: int | None = form.cleaned_data["seen"]
    return -1 if seen is None else seen


def _colleague(form: TopicActForm) -> UUID:
    chosen: UUID | None = form.cleaned_data["chosen"]
    if chosen is None:
        raise Invalid("没有转办：请选择转给谁办。", field="chosen")
    return chosen


ON_TASK: dict[str, tuple[OnTask, str]] = {
    "draft": (lambda uid, by, form: hand_in(uid, seen=_seen(form), by=by, key=_key(form)), "已提报。"),
    "endorse": (
        lambda uid, by, form: endorse(uid, by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已同意，议题转入下一环节。",
    ),
    "consult": (
        lambda uid, by, form: advise(
            uid, form.cleaned_data["stance"], by=by, key=_key(form), opinion=_words(form, "opinion")
        ),
        "已答复协商意见。",
    ),
    "reply": (
        lambda uid, by, form: answer_disagreement(uid, by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已答复不同意见。",
    ),
    "check": (
        lambda uid, by, form: check(uid, _meeting(form), by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已审核，送分管领导。",
    ),
    "approve": (
        lambda uid, by, form: approve(uid, by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已同意，送主持人审定。",
    ),
    "decide": (
        lambda uid, by, form: admit(uid, _meeting(form), by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已列入议程，提报单位会收到通知。",
    ),
    "put-off": (
        lambda uid, by, form: put_off(uid, _words(form, "reason"), by=by, key=_key(form)),
        "已缓议，提报单位会看到缘由。",
    ),
    "return": (
        lambda uid, by, form: return_to(
            uid,
            _words(form, "to"),
            by=by,
            key=_key(form),
            reason=_words(form, "reason"),
            then=form.cleaned_data["then"],
        ),
        "已退回。",
    ),
    "withdraw": (
        lambda uid, by, form: withdraw(uid, by=by, key=_key(form), reason=_words(form, "reason")),
        "已撤回，议题回到您这里。",
    ),
    "claim": (lambda uid, by, form: claim(uid, by=by, key=_key(form)), "已领办，现在由您办理。"),
    "put-back": (lambda uid, by, form: put_back(uid, by=by, key=_key(form)), "已放回，其他人可以领办。"),
    "reassign": (
        lambda uid, by, form: reassign(uid, _colleague(form), by=by, key=_key(form), reason=_words(form, "reason")),
        "已转办。",
    ),
}
"""The verbs of a task on the way of a topic, by their word in the address."""

ON_TOPIC: dict[str, tuple[OnTopic, str]] = {
    "call-off": (
        lambda uid, by, form: call_off(uid, _words(form, "reason"), by=by, key=_key(form)),
        "已撤销议题。",
    ),
    "take-up": (lambda uid, by, form: take_up(uid, _meeting(form), by=by, key=_key(form)), "已列入议程。"),
}


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """办理 a task of a topic."""
    by = actor_for(request)
    topic = topics.of_task(tasks.find(uid, by=by), by=by)
    if verb not in ON_TASK:
        raise NotThere("该办法")
    deed, said = ON_TASK[verb]
    return _done(request, topic, verb, lambda form: deed(uid, by, form), said)


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """撤销、缓议后列入."""
    by = actor_for(request)
    topic = topics.read(uid, by=by)
    if verb not in ON_TOPIC:
        raise NotThere("该办法")
    deed, said = ON_TOPIC[verb]
    return _done(request, topic, verb, lambda form: deed(uid, by, form), said)


def _done(
    request: HttpRequest, topic: Topic, verb: str, deed: Callable[[TopicActForm], object], said: str
) -> HttpResponse:
    """Do it and go back to the page; refused, it comes back with what he wrote."""
    form = TopicActForm(request.POST)
    given = request.POST.dict()
    if not form.is_valid():
        refusal: Refusal = Invalid(form.fault())
        return topic_answer(request, topic, form=form, given=given, refused=verb, refusal=refusal, status=422)
    try:
        deed(form)
    except NotThere:
        raise
    except Refusal as refusal:
        return topic_answer(
            request, topic, form=form, given=given, refused=verb, refusal=refusal, status=refusal.status
        )
    messages.success(request, said)
    return redirect(topic)
