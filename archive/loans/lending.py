"""借出与了结：what it means that a record is lent, and that it is not any more. Inside an action, the loan's row locked."""

from datetime import datetime
from typing import Any

from archive.loans.models import Loan, LoanState
from archive.policy import ARCHIVIST
from office.api import Actor, close_todos, grant_until, open_todo, record, revoke, with_role, working_calendar
from office.kernel.clock import day_of, end_of, now
from office.kernel.wording import full_day
from realtime import api as realtime

ROOM, GLYPH = "loans", "借"
LENT = "借阅"
"""Why the borrower may read the record: this ends, whatever else may let him read it goes on."""
EXPIRED_UNANSWERED = "借阅已经到期。"


def end_after(start: datetime, days: int) -> datetime:
    """The last second of the n-th working day after a moment's day. It is fixed then: a calendar that is imported later moves no right."""
    return end_of(working_calendar().add_working_days(day_of(start), days).day)


def begin_loan(loan: Loan, *, by: Actor) -> None:
    """借出: from now until the end the borrower may read. Its last approval is this act's.

    The record itself opens, and is found by a search, only where the loan covers all that a search looks through; a loan of less is read
    on its own page, and nothing of the rest can be found by it.
    """
    item = loan.record
    if item is None:
        raise ValueError("a loan that is agreed to has its record")
    loan.lent_at = now()
    loan.until = end_after(loan.lent_at, loan.days)
    loan.state, loan.title, loan.number = LoanState.LENT, item.title, item.code
    loan.save(update_fields=["lent_at", "until", "state", "title", "number"])
    _open_record(loan)
    _tell_borrower(loan, "lent", "已借给您", f"借到{full_day(day_of(loan.until))}，到期自动收回。")
    _record(loan, "archive.lent", by, days=loan.days, opinion=f"借给{_called(loan)}，{loan.get_scope_display()}。")


def lengthen(loan: Loan, days: int, *, by: Actor) -> None:
    """续借: so many working days more, from where it would have ended."""
    if loan.until is None:
        raise ValueError("what is lent has an end")
    loan.until, loan.told_at = end_after(loan.until, days), None
    loan.save(update_fields=["until", "told_at"])
    _open_record(loan)
    close_todos(ROOM, [due_task(loan)], why="已续借")
    _tell_borrower(loan, "extended", "已同意续借", f"续到{full_day(day_of(loan.until))}。")
    _record(loan, "archive.lent_longer", by, days=days, opinion=f"{_called(loan)}续借{days}个工作日。")


def end_loan(loan: Loan, state: LoanState, *, by: Actor | None, why: str = "") -> None:
    """归还、收回、到期: it opens nothing any more, and nothing waits for anybody about it. What was asked meanwhile is refused by that."""
    moment = now()
    loan.state, loan.why, loan.ended_at = state, why, moment
    if state == LoanState.EXPIRED:
        loan.ended_at = loan.until
    loan.save(update_fields=["state", "why", "ended_at"])
    if loan.record is not None:
        revoke(loan.record.uid, loan.key, why=LENT)
    waiting = list(loan.extensions.filter(agreed__isnull=True))
    for one in waiting:
        one.agreed, one.decided_at, one.said = False, moment, EXPIRED_UNANSWERED
        one.save(update_fields=["agreed", "decided_at", "said"])
    tasks = [due_task(loan), *(one.task for one in waiting)]
    close_todos(ROOM, tasks, why=loan.get_state_display(), done_by=by.appointment if by else None)
    act = {LoanState.GIVEN_BACK: "archive.loan_given_back", LoanState.TAKEN_BACK: "archive.loan_taken_back"}
    _record(loan, act.get(state, "archive.loan_expired"), by, opinion=f"{_called(loan)}所借。{why}")
    if state == LoanState.TAKEN_BACK:
        _tell_borrower(loan, "taken_back", "已收回", why)
    if state == LoanState.EXPIRED:
        _tell_borrower(loan, "expired", "借阅到期，已收回", "还要看的，请重新申请借阅。")


def warn(loan: Loan) -> None:
    """将到期: the borrower is told once for each end, and finds it among what waits for him."""
    loan.told_at = now()
    loan.save(update_fields=["told_at"])
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=loan.uid,
        task=due_task(loan),
        title=str(loan),
        step="归还或续借",
        url=loan.get_absolute_url(),
        holders=[loan.borrower],
        from_name="档案借阅",
    )
    day = full_day(day_of(loan.until)) if loan.until else ""
    _tell_borrower(loan, "due", "快到期了", f"借到{day}。还要看的，请在到期前申请续借。")


def tell_archivists(loan: Loan, *, task: str, step: str, by: Actor) -> None:
    """Something about a loan waits for whoever keeps the records."""
    archivists = list(with_role(loan.organ, ARCHIVIST))
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=loan.uid,
        task=task,
        title=str(loan),
        step=step,
        url=loan.get_absolute_url(),
        holders=archivists,
        from_name=by.person.name,
    )
    realtime.notify(
        archivists, kind="loan", title=f"《{loan}》请您{step}"[:400], url=loan.get_absolute_url(), about=loan.uid
    )


def due_task(loan: Loan) -> str:
    """The name of the borrower's to-do: give it back or ask for more time."""
    return f"due/{loan.uid}"


def _open_record(loan: Loan) -> None:
    if loan.record is not None and loan.until is not None and loan.opens_what_is_searched:
        grant_until(loan.record.uid, loan.key, why=LENT, until=loan.until)


def _called(loan: Loan) -> str:
    return f"{loan.borrower.post.department.name}{loan.borrower.person.name}"


def _tell_borrower(loan: Loan, kind: str, said: str, body: str) -> None:
    realtime.notify(
        [loan.borrower],
        kind=f"loan_{kind}",
        title=f"《{str(loan)[:360]}》{said}",
        body=body,
        url=loan.get_absolute_url(),
        about=loan.uid,
    )


def _record(loan: Loan, act: str, by: Actor | None, **detail: Any) -> None:
    """In the history of the record: that is where one looks for who had it."""
    if loan.record is not None:
        record(by, act, stream=f"loan:{loan.uid}", about=loan.record.uid, title=str(loan.record), **detail)
