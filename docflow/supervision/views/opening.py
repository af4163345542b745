"""立项：from a 批示 or a document (`from`), or by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow.supervision import policy
from docflow.supervision.actions.open_matter import open_matter
from docflow.supervision.forms import OpeningForm
from docflow.supervision.selectors.choices import choices_of
from docflow.supervision.sources import Origin, origin_of
from office.api import Actor, actor_for
from office.kernel.refusals import NotThere, Refusal


@require_http_methods(["GET", "POST"])
def new_matter(request: HttpRequest) -> HttpResponse:
    """督办立项。"""
    by = actor_for(request)
    opener = policy.ask_opener(by)
    if request.method != "POST":
        origin = _origin(request.GET.get("from", ""), by=by)
        return _answer(request, opener, OpeningForm(initial=_initial(origin)), origin)
    form = OpeningForm(request.POST)
    origin = _origin(request.POST.get("source", ""), by=by)
    if not form.is_valid():
        return _answer(request, opener, form, origin, status=422)
    try:
        matter = open_matter(form.wish(origin), by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _answer(request, opener, form, origin, refusal=refusal, status=refusal.status)
    messages.success(request, f"已立项，编号{matter.number}，已送承办单位签收。")
    return redirect(matter)


def _origin(word: str, *, by: Actor) -> Origin | None:
    if not word:
        return None
    try:
        uid = UUID(word)
    except ValueError:
        raise NotThere("该文件") from None
    return origin_of(uid, by=by)


def _initial(origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {}
    return {
        "source": origin.link.uid,
        "title": origin.matter,
        "basis": origin.basis,
        "content": origin.content,
        "lead": origin.lead,
        "co_units": list(origin.co_units),
        "leader": origin.leader,
        "due_on": origin.due_on,
    }


def _answer(
    request: HttpRequest,
    opener: Actor,
    form: OpeningForm,
    origin: Origin | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    held = {name: form[name].value() for name in ("lead", "leader", "supervisor", "days", "due_on")}
    context = {
        "form": form,
        "origin": origin,
        "refusal": refusal if refusal is not None and not form.errors else None,
        "choices": choices_of(opener.organ),
        "opener": opener,
        "held": {name: str(value or "") for name, value in held.items()},
        "co_units": [str(one) for one in form["co_units"].value() or []],
    }
    return render(request, "supervision/pages/new.html", context, status=status)
