"""发起传阅与加阅：people are chosen with check boxes; the search answers with the same form, as it was filled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from docflow.circulation import policy
from docflow.circulation.actions.add_readers import add_readers
from docflow.circulation.actions.circulate import circulate
from docflow.circulation.forms import CirculateForm, ReadersForm, in_places
from docflow.circulation.models import Order
from docflow.circulation.papers import Circulating
from docflow.circulation.selectors.choosing import choosing, there_already
from office.api import actor_for
from office.kernel.refusals import Invalid, NotAllowed, Refusal

SEARCHING = "find"


@require_http_methods(["GET", "POST"])
def send_round(request: HttpRequest, paper: UUID) -> HttpResponse:
    """发起传阅：what for, in which manner, to whom; in order, then in which order."""
    by = actor_for(request)
    found, _ = policy.papers.ask(paper, by=by)
    if request.method == "GET" or request.POST.get("do") == SEARCHING:
        form = CirculateForm(request.POST) if request.method == "POST" else CirculateForm()
        return _form_answer(request, found, form)
    form = CirculateForm(request.POST)
    try:
        given = _valid(form)
        readers, order = given["readers"], given["order"] or Order.AT_ONCE
        if order == Order.IN_ORDER and len(readers) > 1:
            if "place" not in request.POST:
                return _order_answer(request, found, form)
            readers = in_places(readers, request.POST.getlist("place"))
        circulation = circulate(
            paper, readers, purpose=given["purpose"], order=order, due_on=given["due_on"], by=by, key=given["key"]
        )
    except Refusal as refusal:
        if refusal.field == "places":
            return _order_answer(request, found, form, refusal=refusal, status=refusal.status)
        return _form_answer(request, found, form, refusal=refusal, status=refusal.status)
    messages.success(request, "已送传阅。")
    return redirect(circulation)


@require_http_methods(["GET", "POST"])
def more_readers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """加阅。"""
    by = actor_for(request)
    circulation = policy.circulations.read(uid, by=by)
    adder = policy.circulations.adder(circulation, by=by)
    if adder is None:
        raise NotAllowed("加阅由发起人来办，或由阅者中的领导、处室负责人为自己的人加。请与他们联系。")
    policy.refuse_ended(circulation)
    form = ReadersForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and request.POST.get("do") != SEARCHING:
        try:
            given = _valid(form)
            add_readers(uid, given["readers"], by=by, key=given["key"])
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "已加阅。")
            return redirect(circulation)
    chosen, words = _asked(form)
    context = {
        "circulation": circulation,
        "within": adder[1],
        "form": form,
        "refusal": refusal,
        "words": words,
        "choosing": choosing(
            circulation.organ, within=adder[1], chosen=chosen, words=words, without=there_already(circulation)
        ),
    }
    return render(request, "circulation/pages/more.html", context, status=refusal.status if refusal else 200)


def _valid(form: ReadersForm) -> dict[str, Any]:
    """What the form says. Raises Invalid in the words of its first fault."""
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else "表单"
        raise Invalid(f"没有送出：“{label}”{errors[0]}", field=name)
    return form.cleaned_data


def _asked(form: ReadersForm) -> tuple[list[UUID], str]:
    """Whom and what the form names so far, as far as it can be understood."""
    if not form.is_bound:
        return [], ""
    form.is_valid()
    return form.cleaned_data.get("readers", []), form.cleaned_data.get("find", "")


def _form_answer(
    request: HttpRequest, paper: Circulating, form: CirculateForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    chosen, words = _asked(form)
    context = {
        "paper": paper,
        "form": form,
        "refusal": refusal,
        "words": words,
        "choosing": choosing(paper.organ, chosen=chosen, words=words),
    }
    return render(request, "circulation/pages/new.html", context, status=status)


def _order_answer(
    request: HttpRequest, paper: Circulating, form: CirculateForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """Who comes first: a number beside each of the chosen."""
    chosen = form.cleaned_data["readers"]
    readers = choosing(paper.organ, chosen=chosen).chosen
    places = request.POST.getlist("place")
    written = places if len(places) == len(readers) else [str(n) for n, _ in enumerate(readers, 1)]
    context = {
        "paper": paper,
        "form": form,
        "refusal": refusal,
        "readers": list(zip(readers, written, strict=True)),
    }
    return render(request, "circulation/pages/order.html", context, status=status)
