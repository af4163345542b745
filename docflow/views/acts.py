"""Every act of a task or a route comes in here: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow import policy
from docflow.actions.ask_to_seal import ask_to_seal
from docflow.actions.assign_number import assign_number
from docflow.actions.close import close
from docflow.actions.countersign import countersign
from docflow.actions.examine import examine
from docflow.actions.hand_back import claim, put_back, reassign, return_to, withdraw
from docflow.actions.mending import answer_disagreement, try_again
from docflow.actions.proofread import proofread
from docflow.actions.recheck import recheck
from docflow.actions.review import review
from docflow.actions.send_for_review import send_for_review
from docflow.actions.sign_off import sign_off
from docflow.forms import ActForm
from docflow.models import Document
from docflow.models.papers import Paper
from docflow.views.documents import document_answer
from docflow.views.drafts import draft_answer
from office.api import Actor, actor_for
from office.kernel.kept import Kept
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst

Given = dict[str, Any]
Deed = Callable[[UUID, Actor, Given], Paper]

SAID: dict[str, str] = {
    "draft": "已送出。",
    "review": "已核稿，公文转入下一环节。",
    "countersign": "已会签。",
    "office_review": "已审核，送签发。",
    "sign_off": "已签发，公文转入复核。",
    "recheck": "已复核，转入编号。",
    "number": "已编号，正在排版。",
    "proofread": "已校核，这一版成为正本，转入分发。",
    "seal": "已用印，正在加盖。",
    "close": "已办结。",
    "return": "已退回。",
    "withdraw": "已撤回，公文回到您这里。",
    "claim": "已领办，现在由您办理。",
    "put-back": "已放回，其他人可以领办。",
    "reassign": "已转办。",
    "retry": "已重新开始。",
    "reply": "已答复。",
}


def _said(given: Given) -> Given:
    return {"key": given["key"], "opinion": given["opinion"], "choice": given["choice"]}


def _one(given: Given) -> UUID:
    if not given["chosen"]:
        raise Invalid("请选择转给谁办。", field="chosen")
    return UUID(str(given["chosen"][0]))


DEEDS: dict[str, Deed] = {
    "draft": lambda uid, by, given: send_for_review(uid, by=by, **_said(given)),
    "review": lambda uid, by, given: review(uid, by=by, **_said(given)),
    "countersign": lambda uid, by, given: countersign(uid, by=by, stance=given["stance"], **_said(given)),
    "office_review": lambda uid, by, given: examine(uid, by=by, chosen=given["chosen"], **_said(given)),
    "sign_off": lambda uid, by, given: sign_off(uid, by=by, **_said(given)),
    "recheck": lambda uid, by, given: recheck(uid, by=by, **_said(given)),
    "number": lambda uid, by, given: assign_number(
        uid, by=by, key=given["key"], opinion=given["opinion"], reserved=given["number"]
    ),
    "proofread": lambda uid, by, given: proofread(uid, by=by, key=given["key"], opinion=given["opinion"]),
    "seal": lambda uid, by, given: ask_to_seal(uid, by=by, key=given["key"], opinion=given["opinion"]),
    "close": lambda uid, by, given: close(uid, by=by, key=given["key"], opinion=given["opinion"]),
    "return": lambda uid, by, given: return_to(
        uid, given["to"], by=by, key=given["key"], reason=given["reason"], then=given["then"]
    ),
    "withdraw": lambda uid, by, given: withdraw(uid, by=by, key=given["key"], reason=given["reason"]),
    "claim": lambda uid, by, given: claim(uid, by=by, key=given["key"]),
    "put-back": lambda uid, by, given: put_back(uid, by=by, key=given["key"]),
    "reassign": lambda uid, by, given: reassign(uid, _one(given), by=by, key=given["key"], reason=given["reason"]),
    "retry": lambda uid, by, given: try_again(uid, by=by, key=given["key"]),
    "reply": lambda uid, by, given: answer_disagreement(uid, by=by, key=given["key"], opinion=given["opinion"]),
}
"""The verbs of a task, by their word in the address: a step's own key where the step is completed."""


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """办理：an act on a task."""
    by = actor_for(request)
    deed = DEEDS.get(verb)
    if deed is None:
        raise NotThere("该办法")
    found = _current(task=uid)
    if not found:  # none at all, or of a paper of another kind, which has a door of its own
        raise NotThere("该任务")
    return _do(
        request,
        lambda: policy.tasks.find(uid, by=by).run.document,
        found[0].current,
        verb,
        lambda given: deed(uid, by, given),
    )


@Kept
def _current(task: UUID) -> QuerySet[Document]:
    return Document.objects.filter(run__tasks__uid=task).only("current").order_by()


def _do(
    request: HttpRequest, find: Callable[[], Document], current: int, verb: str, deed: Callable[[Given], Paper]
) -> HttpResponse:
    """Do it and go back to the document; refused, the page comes back with everything he wrote, if he may read it at all."""
    form = ActForm(request.POST)
    if not form.is_valid():
        return _refused(request, find(), verb, form, None, 422)
    try:
        _refuse_stale(current, form.cleaned_data["seen"])
        paper = deed(form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, find(), verb, form, refusal, refusal.status)
    messages.success(request, SAID[verb])
    return redirect(paper)


def _refused(
    request: HttpRequest, document: Document, verb: str, form: ActForm, refusal: Refusal | None, status: int
) -> HttpResponse:
    """The page on which it was pressed: the draft's, from which a draft is sent while it is his to write; else the document's."""
    if verb == "draft":
        with suppress(NotAllowed):
            return draft_answer(request, document, by=actor_for(request), sending=form, refusal=refusal, status=status)
    return document_answer(request, document, form=form, refusal=refusal, status=status)


def _refuse_stale(current: int, seen: int | None) -> None:
    """An opinion is about the text that was read: a newer one must be read first."""
    if seen is not None and seen < current:
        raise SomebodyWasFirst(
            f"没有办理：文稿已改到第{current}稿，您看的是第{seen}稿。您写的意见还在，请看过改动后再办。"
        )
