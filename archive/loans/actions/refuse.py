"""不同意借阅，和申请人自己撤销。"""

from uuid import UUID

from archive.loans.models import Loan
from archive.loans.policy import loans
from archive.standing import reason_given
from docflow.api import Terminate, perform
from office.api import Actor, action, record
from realtime import api as realtime


@action
def refuse(task_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Loan:
    """不同意：by whoever has the request now; the borrower reads why. Raises Invalid without a reason."""
    _, loan, actor = loans.take_task(task_uid, by=by, to="*")
    loan.why = reason_given(reason, "办理")
    loan.save(update_fields=["why"])
    _end(loan, actor, verb="loans.refused", reason=loan.why, key=key)
    realtime.notify(
        [loan.borrower],
        kind="loan_refused",
        title=f"《{str(loan)[:360]}》没有同意借阅",
        body=loan.why,
        url=loan.get_absolute_url(),
        about=loan.uid,
    )
    return loan


@action
def call_off(loan_uid: UUID, *, by: Actor, key: UUID) -> Loan:
    """撤销申请：by the borrower, while nobody has answered to the end."""
    loan, actor = loans.take_asked(loan_uid, by=by)
    _end(loan, actor, verb="loans.called_off", reason="申请人撤销。", key=key)
    return loan


def _end(loan: Loan, by: Actor, *, verb: str, reason: str, key: UUID) -> None:
    """The route ends for everybody; that it is his to end was asked before."""
    perform(loan.run, Terminate(reason=reason, as_keeper=True), by=by, key=key)
    record(by, verb, stream=f"run:{loan.run.uid}", about=loan.uid, title=str(loan), reason=reason)
