"""Every act on what came in: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow import policy as papers
from docflow.actions.hand_back import claim, put_back, withdraw
from docflow.incoming.actions.answer import answer
from docflow.incoming.actions.circulated import circulated
from docflow.incoming.actions.close import close
from docflow.incoming.actions.give_back import give_back
from docflow.incoming.actions.handling import paper_of
from docflow.incoming.actions.instruct import instruct
from docflow.incoming.actions.pass_on import pass_on
from docflow.incoming.actions.propose import propose
from docflow.incoming.actions.report import report
from docflow.incoming.actions.review import review
from docflow.incoming.actions.turn_back import turn_back
from docflow.incoming.forms import IncomingActForm
from docflow.incoming.models import Incoming
from docflow.incoming.views.pages import incoming_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal

Deed = Callable[[UUID, Actor, IncomingActForm, Incoming], object]

SAID: dict[str, str] = {
    "review": "已初审，转入下一环节。",
    "turn-back": "已退文，缘由已记下；平台来件的发文机关同时看到。",
    "propose": "已拟办。",
    "instruct": "已批示。",
    "undertake": "已报送办理情况。",
    "answer": "已答复，转入办结。",
    "circulate": "已送阅，转入办结。",
    "close": "已办结。",
    "return": "已退回。",
    "withdraw": "已撤回，收文回到您这里。",
    "claim": "已领办，现在由您办理。",
    "put-back": "已放回，其他人可以领办。",
    "reassign": "已转办。",
}


def _key(form: IncomingActForm) -> Any:
    return form.cleaned_data["key"]


def _words(form: IncomingActForm) -> dict[str, Any]:
    return {"key": form.cleaned_data["key"], "opinion": form.cleaned_data["opinion"]}


def _one(form: IncomingActForm) -> UUID:
    if not form.cleaned_data["chosen"]:
        raise Invalid("请选择转给谁办。", field="chosen")
    return UUID(str(form.cleaned_data["chosen"][0]))


def _reason(form: IncomingActForm) -> dict[str, Any]:
    return {"key": form.cleaned_data["key"], "reason": form.cleaned_data["reason"]}


DEEDS: dict[str, Deed] = {
    "review": lambda uid, by, form, _: review(uid, by=by, **_words(form)),
    "turn-back": lambda uid, by, form, _: turn_back(uid, by=by, **_reason(form)),
    "propose": lambda uid, by, form, paper: propose(
        uid,
        form.instruction(paper.organ),
        by=by,
        choice=form.cleaned_data["choice"],
        chosen=form.cleaned_data["chosen"] if form.cleaned_data["choice"] != "assign" else (),
        **_words(form),
    ),
    "instruct": lambda uid, by, form, paper: instruct(uid, form.instruction(paper.organ), by=by, **_words(form)),
    "undertake": lambda uid, by, form, _: report(uid, by=by, **_words(form)),
    "answer": lambda uid, by, form, _: answer(uid, by=by, waived=form.cleaned_data["waived"], **_words(form)),
    "circulate": lambda uid, by, form, _: circulated(uid, by=by, **_words(form)),
    "close": lambda uid, by, form, _: close(uid, by=by, **_words(form)),
    "return": lambda uid, by, form, _: give_back(uid, form.cleaned_data["to"], by=by, **_reason(form)),
    "withdraw": lambda uid, by, form, _: withdraw(uid, by=by, **_reason(form)),
    "claim": lambda uid, by, form, _: claim(uid, by=by, key=_key(form)),
    "put-back": lambda uid, by, form, _: put_back(uid, by=by, key=_key(form)),
    "reassign": lambda uid, by, form, _: pass_on(uid, _one(form), by=by, **_reason(form)),
}
"""The verbs of a task, by their word in the address: a step's own key where the step is completed."""


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """办理：an act on a task."""
    by = actor_for(request)
    incoming = paper_of(papers.tasks.find(uid, by=by))
    return _do(request, incoming, verb, uid, by)


def _do(request: HttpRequest, incoming: Incoming, verb: str, uid: UUID, by: Actor) -> HttpResponse:
    """Do it and go back to the page; refused, it comes back with everything he wrote."""
    deed = DEEDS.get(verb)
    if deed is None:
        raise NotThere("该办法")
    form = IncomingActForm(request.POST)
    if not form.is_valid():
        return incoming_answer(request, incoming, form=form, status=422)
    try:
        deed(uid, by, form, incoming)
    except Refusal as refusal:
        return incoming_answer(request, incoming, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, SAID[verb])
    return redirect(incoming)
