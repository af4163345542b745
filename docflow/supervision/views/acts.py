"""Every act on a matter comes in here: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow.supervision import policy
from docflow.supervision.actions.ending import call_off, close_matter, recheck
from docflow.supervision.actions.extending import agree_to_extension, ask_extension, decide_extension
from docflow.supervision.actions.feedback import MOST_FILES, Told, decline, endorse, feed_back
from docflow.supervision.actions.judging import accept, send_back
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.actions.urge import urge
from docflow.supervision.forms import MatterActForm
from docflow.supervision.models import Extension, Feedback, Matter
from docflow.supervision.views.pages import matter_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.uploads import LARGEST, Examined, examine

Given = dict[str, Any]
Files = list[tuple[bytes, Examined]]
Deed = Callable[[Matter, Actor, Given, Files], object]


def _part(matter: Matter, given: Given) -> UUID:
    """The one part that the form names, of this matter."""
    found = [UUID(str(one)) for one in given["part"] or []]
    if len(found) != 1 or not matter.parts.filter(uid=found[0]).exists():
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return found[0]


def _feedback(matter: Matter, given: Given) -> UUID:
    uid: UUID | None = given["feedback"]
    if uid is None or not Feedback.objects.filter(uid=uid, part__matter=matter).exists():
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return uid


def _extension(matter: Matter, given: Given) -> UUID:
    uid: UUID | None = given["extension"]
    if uid is None or not Extension.objects.filter(uid=uid, part__matter=matter).exists():
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return uid


def _told(given: Given) -> Told:
    return Told(
        progress=given["progress"],
        text=given["text"],
        problem=given["problem"],
        next_step=given["next_step"],
        is_final=given["final"],
    )


DEEDS: dict[str, tuple[Deed, str]] = {
    "sign": (
        lambda it, by, given, _: sign_for(_part(it, given), given["undertaker"], by=by, key=given["key"]),
        "已签收。",
    ),
    "feed-back": (
        lambda it, by, given, files: feed_back(_part(it, given), _told(given), files, by=by, key=given["key"]),
        "已报送。",
    ),
    "endorse": (
        lambda it, by, given, _: endorse(_feedback(it, given), by=by, key=given["key"]),
        "已签发，送督办审核。",
    ),
    "decline": (
        lambda it, by, given, _: decline(_feedback(it, given), given["reason"], by=by, key=given["key"]),
        "已退回修改。",
    ),
    "accept": (
        lambda it, by, given, _: accept(_feedback(it, given), given["reason"], by=by, key=given["key"]),
        "已采纳。",
    ),
    "send-back": (
        lambda it, by, given, _: send_back(_feedback(it, given), given["reason"], by=by, key=given["key"]),
        "已退办，承办单位会看到理由。",
    ),
    "extend": (
        lambda it, by, given, _: ask_extension(
            _part(it, given), given["new_on"], given["reason"], given["words"], by=by, key=given["key"]
        ),
        "已申请延期，批准前仍按原时限计。",
    ),
    "agree": (
        lambda it, by, given, _: agree_to_extension(
            _extension(it, given), agreed=given["agreed"], said=given["reason"], by=by, key=given["key"]
        ),
        "已答复延期申请。",
    ),
    "decide": (
        lambda it, by, given, _: decide_extension(
            _extension(it, given), granted=given["agreed"], said=given["reason"], by=by, key=given["key"]
        ),
        "已答复延期申请。",
    ),
    "urge": (
        lambda it, by, given, _: urge(
            it.uid, [UUID(str(one)) for one in given["part"] or []], words=given["words"], by=by, key=given["key"]
        ),
        "已催办。",
    ),
    "close": (
        lambda it, by, given, _: close_matter(
            it.uid, said=given["reason"], recheck_on=given["recheck_on"], by=by, key=given["key"]
        ),
        "已销号。",
    ),
    "call-off": (lambda it, by, given, _: call_off(it.uid, given["reason"], by=by, key=given["key"]), "已撤销督办。"),
    "recheck": (
        lambda it, by, given, _: recheck(it.uid, held=given["held"], said=given["reason"], by=by, key=given["key"]),
        "已记下回头看的情况。",
    ),
}
"""The verbs of a matter, by their word in the address, and what is said when they are done."""


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """签收、反馈、签发、审核、退办、延期、催办、销号、撤销、回头看。"""
    by = actor_for(request)
    matter = policy.matters.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = MatterActForm(request.POST)
    given = request.POST.dict()
    if not form.is_valid():
        refusal: Refusal = Invalid(_first_fault(form))
        return matter_answer(request, matter, given=given, refused=verb, refusal=refusal, status=422)
    try:
        deed(matter, by, form.cleaned_data, _files(request) if verb == "feed-back" else [])
    except Refusal as refused:
        return matter_answer(request, matter, given=given, refused=verb, refusal=refused, status=refused.status)
    messages.success(request, said)
    return redirect(matter)


def _first_fault(form: MatterActForm) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"没有办理：“{label or '表单'}”{errors[0]}"


def _files(request: HttpRequest) -> Files:
    """Those that were brought, each examined by its content. Raises Invalid for the first that cannot be kept, by name."""
    found: Files = []
    for file in request.FILES.getlist("files")[: MOST_FILES + 1]:
        if (file.size or 0) > LARGEST:
            raise Invalid(f"没有报送：“{file.name}”超过{LARGEST // 1024 // 1024}兆字节。请压缩后再传。", field="files")
        content = file.read()
        found.append((content, examine(content, str(file.name))))
    return found
