"""到期：the clock's. The right itself ends by the clock alone (`Loan.is_open`, the grant's `until`); here the rows say so, and people are told."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from archive.loans.lending import end_loan, warn
from archive.loans.models import Loan, LoanState
from archive.loans.policy import NAMES
from office.api import among, valid_appointments, working_calendar
from office.kernel import crash
from office.kernel.clock import end_of, now, today
from office.kernel.transactions import lock_only, require_transaction

logger = logging.getLogger(__name__)

LEFT = "借阅人已不在申请时的岗位，或账号已停用。"


def tend_loans() -> int:
    """End what has come to its end and what its borrower has left behind, and warn of what ends by tomorrow's working day. → how many.

    It can be run at any time, twice at once, and die.

    Each loan is tended on its own: one that fails is logged, hinders no other, and is tried again at the next turn.
    """
    tended = sum(_tended(pk, end_if_over) for pk in _over())
    tended += sum(_tended(pk, _end_if_left) for pk in _left())
    return tended + sum(_tended(pk, _warn) for pk in _soon())


def _tended(pk: int, deed: Callable[[int], bool]) -> bool:
    try:
        with transaction.atomic():
            return deed(pk)
    except Exception:  # whatever is wrong with this one, the others go on
        logger.exception("loan %s was not tended; it is tried again", pk)
        return False


def end_if_over(pk: int) -> bool:
    """Whether it was over and is ended by this. Inside an action."""
    require_transaction()
    lock_only(Loan.objects.filter(pk=pk), "loan")
    loan = Loan.objects.select_related(*NAMES).get(pk=pk)
    if loan.state != LoanState.LENT or loan.is_open:
        return False
    end_loan(loan, LoanState.EXPIRED, by=None)
    crash.point("loans.expired")
    return True


def _end_if_left(pk: int) -> bool:
    """The post in which he borrowed it opens nothing any more: the archivist sees that it is back."""
    lock_only(Loan.objects.filter(pk=pk), "loan")
    loan = Loan.objects.select_related(*NAMES).get(pk=pk)
    if not loan.is_open or str(loan.borrower.uid) in among([loan.borrower.uid]):
        return False
    end_loan(loan, LoanState.TAKEN_BACK, by=None, why=LEFT)
    return True


def _warn(pk: int) -> bool:
    lock_only(Loan.objects.filter(pk=pk), "loan")
    loan = Loan.objects.select_related(*NAMES).get(pk=pk)
    if not loan.is_open or loan.told_at is not None:
        return False
    warn(loan)
    return True


def _over() -> list[int]:
    return _keys(Loan.objects.filter(state=LoanState.LENT, until__lte=now()))


def _left() -> list[int]:
    lent = Loan.objects.filter(state=LoanState.LENT, until__gt=now())
    return _keys(lent.exclude(borrower__in=valid_appointments().order_by().values("pk")))


def _soon() -> list[int]:
    """What was lent for one day ends soon from the beginning: that is no news."""
    lent = Loan.objects.filter(state=LoanState.LENT, until__gt=now(), until__lte=_tomorrow(), told_at__isnull=True)
    return _keys(lent.filter(days__gt=1))


def _keys(lent: QuerySet[Loan]) -> list[int]:
    """All of them: a stretch that begins with what fails would never come to the rest."""
    return list(lent.order_by("until", "pk").values_list("pk", flat=True))


def _tomorrow() -> datetime:
    """The end of the next working day."""
    return end_of(working_calendar().add_working_days(today(), 1).day)
