"""我的借阅、借阅管理、借阅单。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from archive.loans.forms import SCOPES
from archive.loans.models import OPENS, Loan, LoanState
from archive.loans.policy import loans
from archive.loans.selectors.finding import candidates
from archive.loans.selectors.lists import DESK, MINE, counts, listed, with_extensions
from archive.policy import keeps_records
from docflow.api import passage_of
from office.api import actor_for, may_read
from office.kernel.refusals import NotAllowed, Refusal
from office.paging import page_of
from office.tabs import Tab

AT_MY_DESK = "借阅管理由档案管理员使用。您自己的借阅在“我的借阅”。"


@require_GET
def my_loans(request: HttpRequest) -> HttpResponse:
    """我的借阅。"""
    by = actor_for(request)
    return _list(request, MINE, loans.mine(by), {"keeper": keeps_records(by), "desk": False})


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """借阅管理: an archivist's."""
    by = actor_for(request)
    if not keeps_records(by):
        raise NotAllowed(AT_MY_DESK)
    return _list(request, DESK, loans.kept(by), {"keeper": True, "desk": True})


def _list(request: HttpRequest, views: dict[str, str], rows: Any, context: dict[str, Any]) -> HttpResponse:
    view = request.GET.get("view", "")
    view = view if view in views else next(iter(views))
    count = counts(rows)
    page = page_of(listed(rows, view), request.GET.get("page"), count=count[view])
    tabs = [Tab(label, f"?view={key}", count[key], key == view) for key, label in views.items()]
    return render(request, "loans/pages/loans.html", {"page": page, "view": view, "tabs": tabs, **context})


@require_GET
def loan_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """借阅单。"""
    return loan_answer(request, loans.read(uid, by=actor_for(request)))


def loan_answer(
    request: HttpRequest,
    loan: Loan,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it."""
    by = actor_for(request)
    loan = loans.read(loan.uid, by=by)
    is_borrower, is_keeper = loans.is_borrower(loan, by=by), loans.is_keeper(loan, by=by)
    passage = passage_of(loan, by=by)
    task = passage["task"]
    examining = task is not None and task.step == "lend"
    item = loan.record if loans.may_see_record(loan, by=by) else None
    words = request.GET.get("find", loan.title if loan.record is None else "").replace("\x00", "").strip()[:100]
    extensions = with_extensions(loan)
    context: dict[str, Any] = {
        "loan": loan,
        "item": item,
        "item_url": item.get_absolute_url() if item is not None and may_read(by, item.uid) else "",
        "is_borrower": is_borrower,
        "is_keeper": is_keeper,
        "extensions": extensions,
        "extension_waits": any(one.agreed is None for one in extensions),
        "examining": examining,
        "find": words,
        "hits": candidates(words, loan, by=by) if examining and loan.record is None else [],
        "scopes": [(key, label) for key, label in SCOPES if OPENS[key] <= loan.opens],
        "own": loans.is_own(loan, by=by),
        "may_call_off": is_borrower and loan.state == LoanState.ASKED,
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
        **passage,
    }
    return render(request, "loans/pages/loan.html", context, status=status)
