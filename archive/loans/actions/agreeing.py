"""档案审核、承办处室审核、领导审批：each agrees to a request; with the last of them the record is lent."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from archive.loans.lending import begin_loan
from archive.loans.models import OPENS, Loan, LoanState, Scope
from archive.loans.policy import loans
from docflow.api import Task, complete_taken
from office.api import Actor, action
from office.kernel import crash
from office.kernel.refusals import Invalid, SomebodyWasFirst


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On which terms an archivist lends: which record, and of what was asked for how much."""

    record: UUID | None = None
    scope: str = ""
    days: int | None = None
    may_print: bool = False
    may_download: bool = False


@action
def examine_request(task_uid: UUID, terms: Terms, *, by: Actor, key: UUID, opinion: str = "") -> Loan:
    """档案审核：the archivist says which record is meant, and grants what was asked for or less. Raises Invalid, NotThere, SomebodyWasFirst."""
    task, loan, actor = loans.take_task(task_uid, by=by, to="lend")
    loans.ask_to_agree(loan, by=actor)
    if terms.record is not None:
        loan.record = loans.to_lend(terms.record, loan, by=by)
    if loan.record is None:
        raise Invalid("没有办理：请先查到申请人要借的是哪一件，再同意。", field="record")
    loans.to_lend(loan.record.uid, loan, by=by)
    _within(terms, loan)
    loan.scope, loan.days = terms.scope or loan.scope, terms.days or loan.days
    loan.may_print, loan.may_download = terms.may_print, terms.may_download
    try:
        with transaction.atomic():
            loan.save(update_fields=["record", "scope", "days", "may_print", "may_download"])
    except IntegrityError as error:
        raise SomebodyWasFirst("没有办理：申请人已借着或另外申请了这件档案。请不同意这一份，写明缘由。") from error
    return _agree(task, loan, actor, key=key, verb="loans.examined", opinion=opinion)


@action
def consent(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Loan:
    """承办处室审核：the head of the department that did the paper agrees."""
    task, loan, actor = loans.take_task(task_uid, by=by, to="consent")
    loans.ask_to_agree(loan, by=actor)
    return _agree(task, loan, actor, key=key, verb="loans.consented", opinion=opinion)


@action
def approve(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Loan:
    """领导审批：a leader of the organ whose record it is agrees."""
    task, loan, actor = loans.take_task(task_uid, by=by, to="approve")
    loans.ask_to_agree(loan, by=actor)
    return _agree(task, loan, actor, key=key, verb="loans.approved", opinion=opinion)


def _agree(task: Task, loan: Loan, actor: Actor, *, key: UUID, verb: str, opinion: str) -> Loan:
    task.run.loan = loan  # the route asks this one, with its record and its terms
    complete_taken(task, actor, key=key, verb=verb, opinion=opinion)
    crash.point("loans.agreed")
    if loan.state == LoanState.AGREED:
        begin_loan(loan, by=actor)
    return loan


def _within(terms: Terms, loan: Loan) -> None:
    """No more than was asked for: whoever wants more asks for it."""
    if terms.scope and (terms.scope not in Scope.values or not OPENS[terms.scope] <= loan.opens):
        raise Invalid("没有办理：范围不能大过申请的。", field="scope")
    if terms.days is not None and not 1 <= terms.days <= loan.days:
        raise Invalid(f"没有办理：天数须在1至{loan.days}个工作日之间，不能长过申请的。", field="days")
    if (terms.may_print and not loan.may_print) or (terms.may_download and not loan.may_download):
        raise Invalid("没有办理：申请人没有申请打印或下载，不能另给。", field="may_print")
