"""分发页：for each phrase of 主送 and 抄送 the organs it means, others by hand, and what goes on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow import policy as documents
from docflow.distribution import policy
from docflow.distribution.actions.distribute import distribute, distribute_further
from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.forms import DistributeForm
from docflow.distribution.selectors.addressing import members_of, phrases_of, reachable_from, standing_in
from docflow.distribution.selectors.senders import sending_task
from docflow.distribution.views.choices import by_level, of_phrases
from docflow.models import Document
from office.api import Actor, actor_for
from office.kernel.refusals import Refusal


@require_http_methods(["GET", "POST"])
def distribute_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """分发，或在签收期间增发。"""
    by = actor_for(request)
    document = documents.documents.read(uid, by=by)
    if request.method != "POST":
        task = sending_task(document, by=by)
        return _answer(request, document, by=by, task=str(task.uid) if task else "")
    form, task_uid = DistributeForm(request.POST), request.POST.get("task", "")
    if not form.is_valid():
        return _answer(request, document, by=by, task=task_uid, form=form, status=422)
    try:
        _send(document, form, by=by)
    except Refusal as refusal:
        return _answer(request, document, by=by, task=task_uid, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, "已分发，等待签收。" if form.cleaned_data["task"] else "已增发。")
    if form.cleaned_data["task"] and (left := form.left_out()):
        messages.warning(request, f"文中有{len(left)}处没有直接送：{'、'.join(left)}。要送的请增发。")
    return redirect(f"{document.get_absolute_url()}#distribution")


def _send(document: Document, form: DistributeForm, *, by: Actor) -> None:
    given = form.cleaned_data
    chosen = form.chosen(members_of(policy.groups.readable(by), given["group"]))
    if given["task"]:
        distribute(given["task"], by=by, key=given["key"], reason=given["reason"], **chosen)
    else:
        distribute_further(document.uid, by=by, key=given["key"], **chosen)


def _answer(
    request: HttpRequest,
    document: Document,
    *,
    by: Actor,
    task: str,
    form: DistributeForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; after a refusal with everything as it was ticked and written. Of 增发 nothing stands ticked: who was left out stays so until chosen."""
    picked: dict[str, set[str]] | None = None
    if form is not None or not task:
        picked = {name: form.picked(name) if form else set() for name in ("main", "copy", "more", "group")}
    more = picked["more"] if picked else set()
    phrases = of_phrases(phrases_of(document), picked, form.notes() if form else {})
    context: dict[str, Any] = {
        "document": document,
        "task": task,
        "phrases": phrases,
        "asking": [phrase for phrase in phrases if phrase.asks],
        "levels": by_level(reachable_from(document.organ), "more", more, standing_in(document)),
        "groups": policy.groups.readable(by).annotate(size=Count("members")).order_by("organ", "order", "pk"),
        "picked_groups": picked["group"] if picked else set(),
        "open_more": bool(picked and (picked["more"] or picked["group"])),
        "form": form,
        "refusal": refusal,
        "days": form["days"].value() if form else DAYS_TO_SIGN,
        "more_as": (form["more_as"].value() if form else "") or "copy",
        "reason": form["reason"].value() if form else "",
    }
    return render(request, "distribution/pages/distribute.html", context, status=status)
