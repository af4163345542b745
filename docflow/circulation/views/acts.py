"""Every act on a circulation but choosing people comes in here: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow.circulation import policy
from docflow.circulation.actions.end_circulation import end_circulation
from docflow.circulation.actions.reading import add_opinion, mark_read
from docflow.circulation.actions.remind import remind
from docflow.circulation.actions.taking_off import skip_reader, withdraw_readers
from docflow.circulation.forms import ActForm
from docflow.circulation.models import Circulation, Reminder
from docflow.circulation.views.pages import circulation_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal

Given = dict[str, Any]
Deed = Callable[[Circulation, Actor, Given], object]


def _one(circulation: Circulation, given: Given) -> UUID:
    """The one reading that the form names, of this circulation."""
    found = [UUID(str(one)) for one in given["reading"]]
    if len(found) != 1 or not circulation.readings.filter(uid=found[0]).exists():
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return found[0]


def _several(given: Given) -> list[UUID]:
    return [UUID(str(one)) for one in given["reading"]]


DEEDS: dict[str, Deed] = {
    "read": lambda it, by, given: mark_read(_one(it, given), by=by, key=given["key"], opinion=given["opinion"]),
    "opinion": lambda it, by, given: add_opinion(_one(it, given), by=by, key=given["key"], opinion=given["opinion"]),
    "remind": lambda it, by, given: remind(it.uid, _several(given), by=by, key=given["key"]),
    "withdraw": lambda it, by, given: withdraw_readers(
        it.uid, _several(given), by=by, key=given["key"], reason=given["reason"]
    ),
    "skip": lambda it, by, given: skip_reader(it.uid, _one(it, given), by=by, key=given["key"], reason=given["reason"]),
    "end": lambda it, by, given: end_circulation(it.uid, by=by, key=given["key"], reason=given["reason"]),
}

SAID = {
    "read": "已阅。",
    "opinion": "意见已补充。",
    "withdraw": "已撤回，对方不再收到催办。",
    "skip": "已跳过，送下一位。",
    "end": "传阅已结束。",
}


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """已阅、补充意见、催阅、撤回、跳过、结束。"""
    by = actor_for(request)
    circulation = policy.circulations.read(uid, by=by)
    deed = DEEDS.get(verb)
    if deed is None:
        raise NotThere("该办法")
    form = ActForm(request.POST)
    if not form.is_valid():
        return circulation_answer(request, circulation, form=form, verb=verb, status=422)
    try:
        done = deed(circulation, by, form.cleaned_data)
    except Refusal as refusal:
        return circulation_answer(request, circulation, form=form, refusal=refusal, verb=verb, status=refusal.status)
    messages.success(request, _reminded(done) if isinstance(done, Reminder) else SAID[verb])
    return redirect(circulation)


def _reminded(done: Reminder) -> str:
    spared = f"；{done.spared}人未催：刚催过" if done.spared else ""
    return f"已催阅{done.told}人{spared}。"
