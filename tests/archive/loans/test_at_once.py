"""Several at once: one wins, nothing is lent or ended twice."""

import pytest

from archive.loans.actions.agreeing import Terms, examine_request
from archive.loans.actions.ending import give_back, take_back
from archive.loans.actions.extending import answer_extension, ask_extension
from archive.loans.actions.refuse import call_off, refuse
from archive.loans.actions.tend import tend_loans
from archive.loans.models import Loan, Scope
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.models import Reader
from realtime.models import Notification
from tests.archive.loans.desk import WHY, a_desk, let_read, task
from tests.docflow.distribution.test_at_once import at_once, split

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_record_is_asked_for_once_however_often_the_button_is_pressed() -> None:
    desk = a_desk()
    let_read(desk.item, desk.reader)
    won, refused = split(at_once(*[lambda: desk.asked(record=desk.item.uid)] * 4))
    assert (len(won), len(refused)) == (1, 3)
    assert all(isinstance(one, SomebodyWasFirst) for one in refused)
    assert Loan.objects.count() == 1


def test_of_agreeing_refusing_and_calling_off_one_wins() -> None:
    desk = a_desk()
    loan = desk.asked(scope=Scope.ATTACHED)
    uid, terms = task(loan).uid, Terms(record=desk.item.uid)
    won, refused = split(
        at_once(
            lambda: examine_request(uid, terms, by=desk.shelf.by, key=uuid7()),
            lambda: examine_request(uid, terms, by=desk.shelf.by, key=uuid7()),
            lambda: refuse(uid, "不宜外借。", by=desk.shelf.by, key=uuid7()),
            lambda: call_off(loan.uid, by=desk.borrower, key=uuid7()),
        )
    )
    assert (len(won), len(refused)) == (1, 3)
    assert all(isinstance(one, SomebodyWasFirst | NotAllowed) for one in refused)
    loan.refresh_from_db()
    assert Reader.objects.filter(object_uid=desk.item.uid, until__isnull=False).count() == (loan.state == "lent")


def test_of_all_that_ends_a_loan_one_wins_and_an_extension_does_not_revive_it() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED)
    one = ask_extension(loan.uid, 2, WHY, by=desk.borrower, key=uuid7())
    outcomes = at_once(
        lambda: give_back(loan.uid, by=desk.borrower, key=uuid7()),
        lambda: take_back(loan.uid, "另有用处。", by=desk.shelf.by, key=uuid7()),
        lambda: answer_extension(one.uid, agreed=True, by=desk.shelf.by, key=uuid7()),
    )
    won, _ = split(outcomes)
    loan.refresh_from_db()
    one.refresh_from_db()
    assert loan.state in {"given_back", "taken_back"}
    assert one.agreed is not None
    assert len(won) == 1 + bool(one.agreed)
    assert not Reader.objects.in_force().filter(object_uid=desk.item.uid, until__isnull=False).exists()


def test_two_clocks_end_it_once() -> None:
    desk = a_desk()
    loan = desk.lent()
    Loan.objects.filter(pk=loan.pk).update(until=now())
    assert sum(int(str(one)) for one in at_once(tend_loans, tend_loans, tend_loans)) == 1
    assert Notification.objects.filter(person=desk.reader.person, kind="loan_expired").count() == 1
