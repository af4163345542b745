"""归还，和档案管理员收回。"""

from uuid import UUID

from archive.loans.lending import end_loan
from archive.loans.models import Loan, LoanState
from archive.loans.policy import loans
from archive.standing import reason_given
from office.api import Actor, action
from office.kernel import crash


@action
def give_back(loan_uid: UUID, *, by: Actor, key: UUID) -> Loan:
    """归还：before the end; from this moment it opens nothing. Raises SomebodyWasFirst where it is over already."""
    loan, actor = loans.take_own(loan_uid, by=by, doing="归还")
    end_loan(loan, LoanState.GIVEN_BACK, by=actor)
    crash.point("loans.given_back")
    return loan


@action
def take_back(loan_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Loan:
    """收回：by an archivist, with the reason, which the borrower reads."""
    loan = loans.take_kept(loan_uid, by=by, doing="收回")
    end_loan(loan, LoanState.TAKEN_BACK, by=by, why=reason_given(reason, "收回"))
    return loan
