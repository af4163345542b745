"""What a process of its own does with one loan, for tests that kill it: `step` by name, and `look` at what is there."""

import itertools
import json

from archive.loans.actions.agreeing import Terms, examine_request
from archive.loans.actions.ask_for_loan import Wish, ask_for_loan
from archive.loans.actions.ending import give_back
from archive.loans.actions.extending import ask_extension
from archive.loans.actions.tend import tend_loans
from archive.loans.models import Extension, Loan, LoanState, Scope
from archive.models import Record
from office.api import Actor, Todo, actor_of, among
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Reader
from tests import factories
from tests.archive.loans.desk import WHY, a_desk, task
from tests.archive.steps import archivist


def make(first: str) -> str:
    """A filed record and somebody who would borrow it, as `record/appointment`; `first` keeps the names of its people from those of others."""
    factories._numbers = itertools.count(int(first))
    desk = a_desk()
    return f"{desk.item.uid}/{desk.reader.uid}"


def ask(made: str) -> None:
    if loan_of(made) is None:
        item, by = _parts(made)
        ask_for_loan(Wish(reason=WHY, days=3, wanted=item.title, scope=Scope.ATTACHED), by=by, key=uuid7())


def examine(made: str) -> None:
    loan, item = loan_of(made), _parts(made)[0]
    if loan is not None and loan.state == LoanState.ASKED:
        examine_request(task(loan).uid, Terms(record=item.uid), by=archivist(item), key=uuid7())


def back(made: str) -> None:
    loan = loan_of(made)
    if loan is not None and loan.is_open:
        give_back(loan.uid, by=_parts(made)[1], key=uuid7())


def longer(made: str) -> None:
    loan = loan_of(made)
    if loan is not None and not loan.extensions.exists():
        ask_extension(loan.uid, 2, WHY, by=_parts(made)[1], key=uuid7())


def let_it_end(made: str) -> None:
    """Its end has come."""
    loan = loan_of(made)
    assert loan is not None
    Loan.objects.filter(pk=loan.pk).update(until=now())
    Reader.objects.filter(key=loan.key, until__isnull=False).update(until=now())


def tend(_made: str) -> None:
    tend_loans()


STEPS = {one.__name__: one for one in (ask, examine, back, longer, let_it_end, tend)}


def step(name: str, made: str) -> None:
    STEPS[name](made)


def loan_of(made: str) -> Loan | None:
    return Loan.objects.filter(borrower=_parts(made)[1].appointment).select_related("run", "borrower").first()


def _parts(made: str) -> tuple[Record, Actor]:
    record, reader = made.split("/")
    who = among([reader])[reader]
    return Record.objects.select_related("organ").get(uid=record), actor_of(who.person)


def look(made: str) -> str:
    """What there is of it now."""
    item, by = _parts(made)
    rows = Loan.objects.filter(borrower=by.appointment)
    return json.dumps(
        {
            "loans": rows.count(),
            "state": next((one.state for one in rows), ""),
            "open": Reader.objects.in_force().filter(object_uid=item.uid, until__isnull=False).count(),
            "todos": Todo.objects.open().filter(about__in=rows.values("uid")).count(),
            "extensions": Extension.objects.filter(loan__in=rows, agreed__isnull=True).count(),
        }
    )
