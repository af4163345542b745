"""A filed record, somebody who would borrow it, and loans walked as far as a test needs."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from archive.loans.actions.agreeing import Terms, approve, consent, examine_request
from archive.loans.actions.ask_for_loan import Wish, ask_for_loan
from archive.loans.models import Loan
from archive.models import Record
from docflow.api import Task
from office.api import Actor, Appointment, actor_of, department_key, grant
from office.kernel.ids import uuid7
from tests.archive.shelf import Shelf, a_shelf, filed
from tests.factories import a_department, appointed

WHY = "起草年度总结，需核对当年的安排。"


@dataclass
class Desk:
    """`item` is public; `reader` is of another department of the same organ and may read nothing of it."""

    shelf: Shelf
    item: Record
    reader: Appointment

    @property
    def borrower(self) -> Actor:
        return actor_of(self.reader.person, self.reader)

    def wish(self, **differs: Any) -> Wish:
        return replace(Wish(reason=WHY, days=3, wanted=self.item.title), **differs)

    def asked(self, **differs: Any) -> Loan:
        return ask_for_loan(self.wish(**differs), by=self.borrower, key=uuid7())

    def examined(self, loan: Loan, **terms: Any) -> Loan:
        """The archivist agrees to what was asked for."""
        given: dict[str, Any] = {
            "record": self.item.uid,
            "may_print": loan.may_print,
            "may_download": loan.may_download,
        } | terms
        return examine_request(task(loan).uid, Terms(**given), by=self.shelf.by, key=uuid7())

    def lent(self, **differs: Any) -> Loan:
        """Lent, whoever has to agree besides."""
        loan = self.examined(self.asked(**differs))
        if loan.state == "asked":
            step = task(loan).step
            head, leader = self.shelf.office.head, self.shelf.office.leader
            verb, who = (consent, head) if step == "consent" else (approve, leader)
            loan = verb(task(loan).uid, by=actor_of(who.person, who), key=uuid7())
        assert loan.state == "lent"
        return Loan.objects.get(pk=loan.pk)


def a_desk() -> Desk:
    shelf = a_shelf()
    item = filed(shelf)
    return Desk(shelf, item, appointed(a_department(shelf.office.organ, "研究室")))


def task(loan: Loan) -> Task:
    return Task.objects.get(run=loan.run, closed_at__isnull=True)


def let_read(item: Record, who: Appointment) -> None:
    """He may read it without an end."""
    with transaction.atomic():
        grant(item.uid, department_key(who.department), why="知悉")
