"""Every act on a request or a loan: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from archive.loans.actions.agreeing import approve, consent, examine_request
from archive.loans.actions.ending import give_back, take_back
from archive.loans.actions.extending import answer_extension, ask_extension
from archive.loans.actions.refuse import call_off, refuse
from archive.loans.forms import LoanForm, RequestForm
from archive.loans.models import Loan
from archive.loans.policy import loans
from archive.loans.views.pages import loan_answer
from docflow.api import claim, put_back, reassign, return_to, tasks, withdraw
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal

OnTask = Callable[[UUID, Actor, RequestForm], object]
OnLoan = Callable[[Loan, Actor, LoanForm], object]


def _words(form: Form, name: str) -> str:
    return str(form.cleaned_data[name])


def _key(form: Form) -> UUID:
    key: UUID = form.cleaned_data["key"]
    return key


def _colleague(form: RequestForm) -> UUID:
    chosen: UUID | None = form.cleaned_data["chosen"]
    if chosen is None:
        raise Invalid("没有转办：请选择转给谁办。", field="chosen")
    return chosen


def _extension(loan: Loan, form: LoanForm) -> UUID:
    uid: UUID | None = form.cleaned_data["extension"]
    if uid is None or not loan.extensions.filter(uid=uid).exists():
        raise NotThere("该续借申请")
    return uid


ON_TASK: dict[str, tuple[OnTask, str]] = {
    "lend": (
        lambda uid, by, form: examine_request(
            uid, form.terms(), by=by, key=_key(form), opinion=_words(form, "opinion")
        ),
        "已同意。",
    ),
    "consent": (
        lambda uid, by, form: consent(uid, by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已同意，借出。",
    ),
    "approve": (
        lambda uid, by, form: approve(uid, by=by, key=_key(form), opinion=_words(form, "opinion")),
        "已同意，借出。",
    ),
    "refuse": (
        lambda uid, by, form: refuse(uid, _words(form, "reason"), by=by, key=_key(form)),
        "已答复不同意，申请人会看到缘由。",
    ),
    "return": (
        lambda uid, by, form: return_to(uid, _words(form, "to"), by=by, key=_key(form), reason=_words(form, "reason")),
        "已退回档案审核。",
    ),
    "withdraw": (
        lambda uid, by, form: withdraw(uid, by=by, key=_key(form), reason=_words(form, "reason")),
        "已撤回，申请回到您这里。",
    ),
    "claim": (lambda uid, by, form: claim(uid, by=by, key=_key(form)), "已领办，现在由您办理。"),
    "put-back": (lambda uid, by, form: put_back(uid, by=by, key=_key(form)), "已放回，其他人可以领办。"),
    "reassign": (
        lambda uid, by, form: reassign(uid, _colleague(form), by=by, key=_key(form), reason=_words(form, "reason")),
        "已转办。",
    ),
}
"""The verbs of a task on the way of a request, by their word in the address."""

ON_LOAN: dict[str, tuple[OnLoan, str]] = {
    "call-off": (lambda loan, by, form: call_off(loan.uid, by=by, key=_key(form)), "已撤销申请。"),
    "give-back": (lambda loan, by, form: give_back(loan.uid, by=by, key=_key(form)), "已归还。"),
    "take-back": (
        lambda loan, by, form: take_back(loan.uid, _words(form, "reason"), by=by, key=_key(form)),
        "已收回，借阅人会看到缘由。",
    ),
    "extend": (
        lambda loan, by, form: ask_extension(
            loan.uid, form.cleaned_data["days"] or 0, _words(form, "reason"), by=by, key=_key(form)
        ),
        "已申请续借，等档案管理员答复。",
    ),
    "answer": (
        lambda loan, by, form: answer_extension(
            _extension(loan, form),
            agreed=form.cleaned_data["agreed"],
            said=_words(form, "reason"),
            by=by,
            key=_key(form),
        ),
        "已答复续借申请。",
    ),
}


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """办理 a task of a request."""
    by = actor_for(request)
    loan = loans.of_task(tasks.find(uid, by=by), by=by)
    if verb not in ON_TASK:
        raise NotThere("该办法")
    deed, said = ON_TASK[verb]
    form = RequestForm(request.POST)
    return _done(request, loan, verb, form, lambda: deed(uid, by, form), said)


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """归还、收回、续借、撤销."""
    by = actor_for(request)
    loan = loans.read(uid, by=by)
    if verb not in ON_LOAN:
        raise NotThere("该办法")
    deed, said = ON_LOAN[verb]
    form = LoanForm(request.POST)
    return _done(request, loan, verb, form, lambda: deed(loan, by, form), said)


def _done(
    request: HttpRequest, loan: Loan, verb: str, form: Form, deed: Callable[[], object], said: str
) -> HttpResponse:
    """Do it and go back to the page; refused, it comes back with what he wrote."""
    given = request.POST.dict()
    if not form.is_valid():
        refusal: Refusal = Invalid("没有办理：有的地方填得不对，或表单不完整。请改正或刷新页面后再办。")
        return loan_answer(request, loan, given=given, refused=verb, refusal=refusal, status=422)
    try:
        deed()
    except NotThere:
        raise
    except Refusal as refusal:
        return loan_answer(request, loan, given=given, refused=verb, refusal=refusal, status=refusal.status)
    messages.success(request, said)
    return redirect(loan)
