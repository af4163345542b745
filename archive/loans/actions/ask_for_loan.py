"""申请借阅。"""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from archive.loans.actions.tend import end_if_over
from archive.loans.models import Loan, LoanState, Scope
from archive.loans.models.loans import LONGEST, STANDING
from archive.loans.policy import loans
from archive.models import Fonds, Record
from archive.policy import ARCHIVIST
from docflow.api import begin, complete_taken, put_on_route, tasks
from office.api import Actor, Organ, action, appointment_key, grant, role_key
from office.kernel import crash
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text

ROUTE = "loan"
KEEPER = "flow_administrator"
LONGEST_WORDS, LONGEST_REASON = 200, 400


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for: a record that he sees, or, in his own words, one of an organ; what for, how much of it, how long, in which manner."""

    reason: str
    days: int
    record: UUID | None = None
    organ: UUID | None = None
    wanted: str = ""
    scope: str = Scope.ORIGINAL
    may_print: bool = False
    may_download: bool = False


@action
def ask_for_loan(wish: Wish, *, by: Actor, key: UUID) -> Loan:
    """借阅申请：it goes to the archivist of the organ whose record it is, from there to whoever else is to agree.

    Whether there is a record such as the words say is not answered here: the archivist looks. Raises Invalid, NotThere, SomebodyWasFirst.
    """
    reason = clean_text(wish.reason, "借阅事由", LONGEST_REASON, field="reason")
    if not reason:
        raise Invalid("没有申请：请写明借阅事由，审批的人先看它。", field="reason")
    if wish.scope not in Scope.values:
        raise Invalid("没有申请：请选择借多少。", field="scope")
    if not 1 <= wish.days <= LONGEST:
        raise Invalid(f"没有申请：借阅天数须在1至{LONGEST}个工作日之间。要用得更久的，到期前可以续借。", field="days")
    item = loans.to_ask_for(wish.record, by=by) if wish.record is not None else None
    title, organ = (item.title, item.organ) if item is not None else _in_words(wish, by=by)
    loan = Loan(
        organ=organ,
        borrower=by.appointment,
        record=item,
        title=title,
        reason=reason,
        scope=wish.scope,
        days=wish.days,
        may_print=wish.may_print,
        may_download=wish.may_download,
    )
    _refuse_twice(loan, item)
    _put(loan)
    crash.point("loans.asked")
    grant(
        loan.uid,
        appointment_key(by.appointment),
        role_key(organ, ARCHIVIST),
        role_key(organ, KEEPER),
        why="借阅申请",
    )
    begin(loan, by=by, key=key)
    first = loan.run.tasks.get(step="request", closed_at__isnull=True)
    task, actor = tasks.take(first.uid, by=by, to="request")
    complete_taken(task, actor, key=uuid5(key, "asked"), verb="loans.asked")
    loan.refresh_from_db(fields=["state", "moved_at"])
    return loan


def _in_words(wish: Wish, *, by: Actor) -> tuple[str, Organ]:
    """What he calls it, and whose it is: his own organ's unless he says otherwise."""
    wanted = clean_line(wish.wanted, "要借的档案", LONGEST_WORDS, field="wanted")
    if not wanted:
        raise Invalid("没有申请：请写明要借哪一件，题名、文号或档号都可以。", field="wanted")
    fonds = Fonds.objects.select_related("organ").filter(organ__uid=wish.organ or by.organ.uid).first()
    if fonds is None:
        if wish.organ is None:
            raise Invalid("没有申请：请选择向哪个机关借。本机关还没有立全宗。", field="organ")
        raise NotThere("该机关的档案")
    if by.has_role(fonds.organ, ARCHIVIST):
        raise NotAllowed("本机关的档案由您保管，可以直接看和下载，不用借阅。")
    return wanted, fonds.organ


def _refuse_twice(loan: Loan, item: Record | None) -> None:
    if item is None:
        return
    there = Loan.objects.filter(record=item, borrower=loan.borrower, state__in=STANDING).first()
    if there is None or end_if_over(there.pk):
        return
    if there.state == LoanState.LENT:
        raise SomebodyWasFirst("没有申请：您正借着这件档案。要看得更久，请在“我的借阅”里申请续借。")
    raise SomebodyWasFirst("没有申请：您借这件档案的申请正在审批，不用再申请。可以在“我的借阅”里看办到哪里。")


def _put(loan: Loan) -> None:
    """Raises SomebodyWasFirst where the same was asked at the same moment."""
    try:
        with transaction.atomic():
            put_on_route(loan, ROUTE)
    except IntegrityError as error:
        if loan.record is None:
            raise
        raise SomebodyWasFirst("没有申请：您刚刚申请过这件档案。请在“我的借阅”里看办到哪里。") from error
