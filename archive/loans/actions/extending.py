"""续借。"""

from uuid import UUID

from archive.loans.lending import ROOM, lengthen, tell_archivists
from archive.loans.models import Extension, Loan
from archive.loans.models.loans import LONGEST
from archive.loans.policy import loans
from archive.standing import reason_given
from office.api import Actor, action, close_todo, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from realtime import api as realtime


@action
def ask_extension(loan_uid: UUID, days: int, reason: str, *, by: Actor, key: UUID) -> Extension:
    """申请续借：before the end, so many working days more; the archivist answers. Raises SomebodyWasFirst where one waits already."""
    loan, actor = loans.take_own(loan_uid, by=by, doing="申请续借")
    why = reason_given(reason, "申请续借")
    if not 1 <= days <= LONGEST:
        raise Invalid(f"没有申请续借：天数须在1至{LONGEST}个工作日之间。", field="days")
    if loan.extensions.filter(agreed__isnull=True).exists():
        raise SomebodyWasFirst("没有申请续借：上一次续借申请还没有答复。请等答复后再申请。")
    one = Extension.objects.create(loan=loan, days=days, reason=why)
    tell_archivists(loan, task=one.task, step="审核续借", by=actor)
    record(actor, "loans.extension_asked", stream=f"loan:{loan.uid}", about=loan.uid, title=str(loan), opinion=why)
    crash.point("loans.extension_asked")
    return one


@action
def answer_extension(extension_uid: UUID, *, agreed: bool, said: str = "", by: Actor, key: UUID) -> Extension:
    """答复续借：by an archivist. What ended before it was answered is not lent again by that. Raises NotThere, SomebodyWasFirst."""
    found = Extension.objects.select_related("loan").filter(uid=extension_uid).first()
    if found is None:
        raise NotThere("该续借申请")
    loan = loans.take_kept(found.loan.uid, by=by, doing="答复续借")
    one = Extension.objects.get(uid=extension_uid)
    if one.agreed is not None:
        raise SomebodyWasFirst("没有答复：这份续借申请已经答复过。请刷新页面看结果。")
    one.said = said.strip() if agreed else reason_given(said, "答复")
    one.agreed, one.decided_at, one.decided_by = agreed, now(), by.appointment
    one.save(update_fields=["said", "agreed", "decided_at", "decided_by"])
    close_todo(ROOM, one.task, why="已答复", done_by=by.appointment)
    if agreed:
        lengthen(loan, one.days, by=by)
    else:
        _tell(loan, one)
    act = "loans.extended" if agreed else "loans.extension_refused"
    record(by, act, stream=f"loan:{loan.uid}", about=loan.uid, title=str(loan), opinion=one.said)
    return one


def _tell(loan: Loan, one: Extension) -> None:
    realtime.notify(
        [loan.borrower],
        kind="loan_not_extended",
        title=f"《{str(loan)[:360]}》没有同意续借",
        body=one.said,
        url=loan.get_absolute_url(),
        about=loan.uid,
    )
