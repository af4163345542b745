"""申请借阅的表单。"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archive.loans.actions.ask_for_loan import ask_for_loan
from archive.loans.forms import WishForm
from archive.loans.policy import loans
from archive.models import Fonds, Record
from office.api import Actor, actor_for
from office.kernel.refusals import NotThere, Refusal


@require_http_methods(["GET", "POST"])
def new_loan(request: HttpRequest) -> HttpResponse:
    """申请借阅: of a record that he sees (`?record=`), or of one that he calls by his own words."""
    by = actor_for(request)
    item = _record(request, by)
    organs = _organs(by)
    if request.method == "GET":
        form = WishForm(initial={"organ": _own(by, organs), "record": item.uid if item else None}, organs=organs)
        return _answer(request, form, item)
    form = WishForm(request.POST, organs=organs)
    if not form.is_valid():
        return _answer(request, form, item, status=422)
    try:
        loan = ask_for_loan(form.wish(), by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, form, item, refusal=refusal, status=refusal.status)
    messages.success(request, "已申请，送档案管理员审核。")
    return redirect(loan)


def _answer(
    request: HttpRequest, form: WishForm, item: Record | None, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence.removeprefix("没有申请："))  # the summary says that
    return render(request, "loans/pages/new.html", {"form": form, "item": item, "refusal": refusal}, status=status)


def _record(request: HttpRequest, by: Actor) -> Record | None:
    """The record that the form is about. Raises NotThere for one that he does not see."""
    text = (request.POST if request.method == "POST" else request.GET).get("record", "")
    if not text:
        return None
    try:
        uid = UUID(text)
    except ValueError as error:
        raise NotThere("该档案") from error
    return loans.to_ask_for(uid, by=by)


def _organs(by: Actor) -> list[tuple[str, str]]:
    """Every organ whose records are kept here, his own first."""
    rows = Fonds.objects.select_related("organ").order_by("code")
    found = [(str(one.organ.uid), one.organ.name) for one in rows]
    return sorted(found, key=lambda one: one[0] != str(by.organ.uid))


def _own(by: Actor, organs: list[tuple[str, str]]) -> str:
    return str(by.organ.uid) if any(uid == str(by.organ.uid) for uid, _ in organs) else ""
