"""Every act comes in here: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow.briefs import policy
from docflow.briefs.actions import edit, instruct, issuing, signing, submit, take
from docflow.briefs.actions.requesting import call_off_request
from docflow.briefs.forms import BriefActForm, IssueActForm, ItemActForm, ReportForm, RequestActForm
from docflow.briefs.models import Brief, Issue, Item
from docflow.briefs.views.pages import brief_answer, issue_answer, item_answer, request_answer
from office.api import Actor, actor_for, files_of
from office.kernel.refusals import Invalid, NotThere, Refusal

Given = dict[str, Any]


def _uid(given: Given, name: str) -> UUID:
    """What the form names. Raises Invalid where it names nothing."""
    found: UUID | None = given[name]
    if found is None:
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return found


def _one(given: Given, name: str) -> UUID:
    found = [UUID(str(one)) for one in given[name] or []]
    if len(found) != 1:
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return found[0]


BRIEF: dict[str, tuple[Callable[[Brief, Actor, Given], object], str]] = {
    "approve": (lambda it, by, given: submit.approve(it.uid, by=by, key=given["key"]), "已审核，报送信息编辑。"),
    "decline": (
        lambda it, by, given: submit.decline(it.uid, given["reason"], by=by, key=given["key"]),
        "已退回修改，撰写人会看到意见。",
    ),
    "withdraw": (lambda it, by, given: submit.withdraw(it.uid, by=by, key=given["key"]), "已撤回，可以改后再报。"),
    "take": (lambda it, by, given: take.take(it.uid, by=by, key=given["key"]), "已接收，可以编辑了。"),
}
"""The verbs of a brief, by their word in the address, and what is said when they are done; 改后再报 has a form of its own."""


def _saved(it: Item, by: Actor, given: Given) -> None:
    """What was typed is saved before the item goes on: 编入 and 合编 stand in the same form as the text."""
    if given["text"] and (given["title"], given["text"]) != (it.title, it.text.replace("\n", "\r\n")):
        key = uuid5(given["key"], "saved")
        edit.edit(it.uid, given["title"], given["text"], given["version"] or 0, by=by, key=key)


def _adopt(it: Item, by: Actor, given: Given) -> None:
    _saved(it, by, given)
    issuing.adopt(it.uid, _uid(given, "periodical"), by=by, key=given["key"])


def _merge(it: Item, by: Actor, given: Given) -> None:
    _saved(it, by, given)
    edit.merge(it.uid, [UUID(str(one)) for one in given["briefs"] or []], by=by, key=given["key"])


ITEM: dict[str, tuple[Callable[[Item, Actor, Given], object], str]] = {
    "edit": (
        lambda it, by, given: edit.edit(
            it.uid, given["title"], given["text"], given["version"] or 0, by=by, key=given["key"]
        ),
        "已保存。",
    ),
    "merge": (_merge, "已合编，并进来的文字在正文末尾。"),
    "adopt": (_adopt, "已编入。"),
    "take-over": (lambda it, by, given: take.take_over(it.uid, by=by, key=given["key"]), "已接手，原编辑会收到通知。"),
    "send-back": (
        lambda it, by, given: take.send_back(it.uid, _one(given, "briefs"), given["reason"], by=by, key=given["key"]),
        "已退改，报送单位会看到理由。",
    ),
    "drop": (
        lambda it, by, given: take.drop(it.uid, given["reason"], by=by, key=given["key"]),
        "已办不采用，报送单位会看到理由。",
    ),
}

ISSUE: dict[str, tuple[Callable[[Issue, Actor, Given], object], str]] = {
    "take-out": (
        lambda it, by, given: issuing.take_out(it.uid, _uid(given, "entry"), by=by, key=given["key"]),
        "已移出这一期。",
    ),
    "up": (
        lambda it, by, given: issuing.arrange(it.uid, _uid(given, "entry"), "up", by=by, key=given["key"]),
        "已上移。",
    ),
    "down": (
        lambda it, by, given: issuing.arrange(it.uid, _uid(given, "entry"), "down", by=by, key=given["key"]),
        "已下移。",
    ),
    "typeset": (lambda it, by, given: signing.typeset(it.uid, by=by, key=given["key"]), "正在排版，排好会通知您。"),
    "send": (
        lambda it, by, given: signing.send_for_signing(it.uid, given["signer"], by=by, key=given["key"]),
        "已送签。",
    ),
    "send-back": (
        lambda it, by, given: signing.send_back(it.uid, given["reason"], by=by, key=given["key"]),
        "已退回编辑。",
    ),
    "sign": (lambda it, by, given: signing.sign(it.uid, by=by, key=given["key"]), "已签发，正在排印，排好即刊发。"),
    "instruct": (
        lambda it, by, given: instruct.instruct(
            it.uid, _uid(given, "entry"), given["leader"], given["rank"], given["words"], by=by, key=given["key"]
        ),
        "已记下批示，报送单位会收到通知。",
    ),
}


@require_POST
def do_brief(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """审核、退回修改、撤回、改后再报、接收。"""
    by = actor_for(request)
    brief = policy.briefs.read(uid, by=by)
    if verb == "revise":
        return _revise(request, brief, by)
    if verb not in BRIEF:
        raise NotThere("该办法")
    deed, said = BRIEF[verb]
    form, given = BriefActForm(request.POST), request.POST.dict()
    try:
        done = deed(brief, by, _cleaned(form))
    except Refusal as refusal:
        return brief_answer(request, brief, given=given, refused=verb, refusal=refusal, status=refusal.status)
    messages.success(request, said)
    return redirect(done if isinstance(done, Item) else brief)


def _revise(request: HttpRequest, brief: Brief, by: Actor) -> HttpResponse:
    form, given = ReportForm(request.POST), request.POST.dict()
    try:
        cleaned = _cleaned(form)
        submit.revise(brief.uid, form.report(), files_of(request, submit.MOST_FILES), by=by, key=cleaned["key"])
    except Refusal as refusal:
        return brief_answer(request, brief, given=given, refused="revise", refusal=refusal, status=refusal.status)
    messages.success(request, "已改后再报。")
    return redirect(brief)


@require_POST
def do_item(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """编辑、合编、编入、接手、退改、不采用。"""
    by = actor_for(request)
    item = policy.items.read(uid, by=by)
    if verb not in ITEM:
        raise NotThere("该办法")
    deed, said = ITEM[verb]
    form, given = ItemActForm(request.POST), request.POST.dict()
    try:
        deed(item, by, _cleaned(form))
    except Refusal as refusal:
        return item_answer(request, item, given=given, refused=verb, refusal=refusal, status=refusal.status)
    messages.success(request, said)
    return redirect(item)


@require_POST
def do_issue(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """移出、排次序、排版、送签、退回、签发、记批示。"""
    by = actor_for(request)
    issue = policy.issues.read(uid, by=by)
    if verb not in ISSUE:
        raise NotThere("该办法")
    deed, said = ISSUE[verb]
    form, given = IssueActForm(request.POST), request.POST.dict()
    try:
        deed(issue, by, _cleaned(form))
    except Refusal as refusal:
        return issue_answer(request, issue, given=given, refused=verb, refusal=refusal, status=refusal.status)
    messages.success(request, said)
    return redirect(issue)


@require_POST
def call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """撤销约稿。"""
    by = actor_for(request)
    row = policy.requests.read(uid, by=by)
    form, given = RequestActForm(request.POST), request.POST.dict()
    try:
        cleaned = _cleaned(form)
        call_off_request(row.uid, cleaned["reason"], by=by, key=cleaned["key"])
    except Refusal as refusal:
        return request_answer(request, row, given=given, refusal=refusal, status=refusal.status)
    messages.success(request, "已撤销约稿，没报的单位会收到通知。")
    return redirect(row)


def _cleaned(form: forms.Form) -> Given:
    """What the form holds. Raises Invalid with its first fault."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    raise Invalid(f"没有办理：“{label or '表单'}”{errors[0]}")
