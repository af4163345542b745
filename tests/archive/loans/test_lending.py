"""借阅 from the request to its end: who is asked, what opens and when it shuts."""

from datetime import timedelta

import pytest
import time_machine

from archive.loans.actions.agreeing import Terms, approve, consent, examine_request
from archive.loans.actions.ask_for_loan import ask_for_loan
from archive.loans.actions.ending import give_back, take_back
from archive.loans.actions.extending import answer_extension, ask_extension
from archive.loans.actions.refuse import call_off, refuse
from archive.loans.actions.tend import tend_loans
from archive.loans.models import Loan, Scope
from archive.loans.policy import loans
from archive.models import Record
from archive.policy import records
from office.api import actor_of, history_of, may_read, waiting_for
from office.kernel.clock import day_of, now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from office.models import Reader, TrailEntry
from realtime.models import Notification
from tests.archive.loans.desk import WHY, Desk, a_desk, let_read, task
from tests.archive.shelf import a_shelf
from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db


def test_a_public_record_is_lent_on_the_archivists_word() -> None:
    desk = a_desk()
    loan = desk.asked(scope=Scope.ATTACHED)
    assert (loan.state, loan.record, loan.title) == ("asked", None, desk.item.title)
    assert [one.step for one in waiting_for(desk.shelf.by).filter(kind="借")] == ["档案审核"]
    with pytest.raises(NotThere):
        records.read(desk.item.uid, by=desk.borrower)
    loan = desk.examined(loan)
    assert (loan.state, loan.number) == ("lent", desk.item.code)
    assert records.read(desk.item.uid, by=desk.borrower) == desk.item
    assert not records.files(desk.item, by=desk.borrower).exists()
    assert loans.to_read(loan.uid, by=desk.borrower) == loan
    assert not waiting_for(desk.shelf.by).filter(kind="借").exists()
    assert [one.verb for one in history_of(desk.item.uid)][-1] == "借出"


def test_the_right_ends_by_the_clock_alone_at_once_and_everywhere() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED)
    assert loan.until is not None
    with time_machine.travel(loan.until - timedelta(seconds=1), tick=False):
        assert loans.to_read(loan.uid, by=desk.borrower) == loan
        assert may_read(desk.borrower, desk.item.uid)
    with time_machine.travel(loan.until, tick=False):
        assert not may_read(desk.borrower, desk.item.uid)
        with pytest.raises(NotAllowed, match="到期"):
            loans.to_read(loan.uid, by=desk.borrower)
        for late in (
            lambda: give_back(loan.uid, by=desk.borrower, key=uuid7()),
            lambda: take_back(loan.uid, "另有用处", by=desk.shelf.by, key=uuid7()),
            lambda: ask_extension(loan.uid, 3, WHY, by=desk.borrower, key=uuid7()),
        ):
            with pytest.raises(SomebodyWasFirst, match="到期"):
                late()


def test_the_clock_says_so_in_the_rows_once() -> None:
    desk = a_desk()
    loan = desk.lent()
    one = ask_extension(loan.uid, 3, WHY, by=desk.borrower, key=uuid7())
    assert tend_loans() == 0
    assert loan.until is not None
    with time_machine.travel(loan.until - timedelta(hours=1)):
        assert (tend_loans(), tend_loans()) == (1, 0)
        assert [todo.step for todo in waiting_for(desk.borrower)] == ["归还或续借"]
    with time_machine.travel(loan.until):
        assert (tend_loans(), tend_loans()) == (1, 0)
        assert not waiting_for(desk.borrower).exists()
        assert not waiting_for(desk.shelf.by).filter(kind="借").exists()
    loan.refresh_from_db()
    one.refresh_from_db()
    assert (loan.state, loan.ended_at, one.agreed) == ("expired", loan.until, False)
    told = set(Notification.objects.filter(person=desk.reader.person).values_list("kind", flat=True))
    assert {"loan_lent", "loan_due", "loan_expired"} <= told


def test_a_loan_that_does_not_cover_the_attachments_makes_nothing_findable() -> None:
    """A search asks what is open for a time; a loan of less is read on its own page alone."""
    desk = a_desk()
    loan = desk.lent(scope=Scope.ORIGINAL)
    assert loans.to_read(loan.uid, by=desk.borrower) == loan
    assert not Reader.objects.filter(object_uid=desk.item.uid, until__isnull=False).exists()
    assert not may_read(desk.borrower, desk.item.uid)
    give_back(loan.uid, by=desk.borrower, key=uuid7())
    again = desk.lent(scope=Scope.ATTACHED)
    open_for_a_time = Reader.objects.get(object_uid=desk.item.uid, until__isnull=False)
    assert (open_for_a_time.key, open_for_a_time.until) == (again.key, again.until)


def test_what_is_internal_or_whole_asks_the_department_that_did_it() -> None:
    desk = a_desk()
    loan = desk.examined(desk.asked(scope=Scope.WHOLE))
    assert (loan.state, task(loan).step) == ("asked", "consent")
    head = desk.shelf.office.head
    with pytest.raises(NotAllowed):
        consent(task(loan).uid, by=desk.shelf.by, key=uuid7())
    loan = consent(task(loan).uid, by=actor_of(head.person, head), key=uuid7(), opinion="可以。")
    assert loan.state == "lent"
    desk.shelf.office.organ.refresh_from_db()
    other = a_shelf()
    from_elsewhere = Desk(desk.shelf, desk.item, other.office.drafter)
    loan = from_elsewhere.examined(from_elsewhere.asked(scope=Scope.WHOLE, organ=desk.item.organ.uid))
    assert task(loan).step == "approve"
    leader = desk.shelf.office.leader
    assert approve(task(loan).uid, by=actor_of(leader.person, leader), key=uuid7()).state == "lent"
    own = Desk(desk.shelf, desk.item, desk.shelf.office.colleague)
    assert own.examined(own.asked(scope=Scope.WHOLE)).state == "lent"


def test_the_archivist_lends_less_and_never_more() -> None:
    desk = a_desk()
    loan = desk.asked(scope=Scope.ATTACHED, days=5, may_print=True)
    uid, record = task(loan).uid, desk.item.uid
    for more in (
        {"scope": Scope.WHOLE},
        {"days": 6},
        {"days": 0},
        {"may_download": True},
        {"scope": "坏的"},
        {"record": None},
    ):
        with pytest.raises(Invalid):
            examine_request(uid, Terms(**({"record": record} | more)), by=desk.shelf.by, key=uuid7())
    with pytest.raises(NotThere):
        examine_request(uid, Terms(record=uuid7()), by=desk.shelf.by, key=uuid7())
    loan = desk.examined(loan, scope=Scope.ORIGINAL, days=2, may_print=False)
    assert (loan.scope, loan.days, loan.may_print) == ("original", 2, False)


def test_refused_with_a_reason_or_called_off_by_whoever_asked() -> None:
    desk = a_desk()
    loan = desk.asked()
    with pytest.raises(Invalid):
        refuse(task(loan).uid, " ", by=desk.shelf.by, key=uuid7())
    with pytest.raises(NotAllowed):
        refuse(task(loan).uid, "不宜外借。", by=desk.borrower, key=uuid7())
    loan = refuse(task(loan).uid, "不宜外借。", by=desk.shelf.by, key=uuid7())
    assert (loan.state, loan.why, loan.record) == ("refused", "不宜外借。", None)
    second = desk.asked()
    with pytest.raises(NotAllowed):
        call_off(second.uid, by=desk.shelf.by, key=uuid7())
    second = call_off(second.uid, by=desk.borrower, key=uuid7())
    assert second.state == "called_off"
    with pytest.raises(SomebodyWasFirst):
        call_off(second.uid, by=desk.borrower, key=uuid7())
    assert not waiting_for(desk.shelf.by).filter(kind="借").exists()


def test_given_back_or_taken_back_it_opens_nothing_and_what_else_opens_it_goes_on() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED)
    let_read(desk.item, desk.reader)
    give_back(loan.uid, by=desk.borrower, key=uuid7())
    assert may_read(desk.borrower, desk.item.uid)
    with pytest.raises(NotAllowed, match="归还"):
        loans.to_read(loan.uid, by=desk.borrower)
    again = desk.lent(scope=Scope.ATTACHED)
    with pytest.raises(NotAllowed):
        take_back(again.uid, "另有用处", by=desk.borrower, key=uuid7())
    with pytest.raises(Invalid):
        take_back(again.uid, "", by=desk.shelf.by, key=uuid7())
    take_back(again.uid, "另有用处。", by=desk.shelf.by, key=uuid7())
    with pytest.raises(NotAllowed, match="收回"):
        loans.to_read(again.uid, by=desk.borrower)
    told = TrailEntry.objects.get(act="archive.loan_taken_back").detail["opinion"]
    assert told.endswith(f"{desk.reader.person.name}所借。另有用处。")  # of several loans, whose
    assert not Reader.objects.in_force().filter(object_uid=desk.item.uid, until__isnull=False).exists()


def test_more_time_is_asked_before_the_end_and_answered_by_the_archivist() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED)
    one = ask_extension(loan.uid, 2, WHY, by=desk.borrower, key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        ask_extension(loan.uid, 2, WHY, by=desk.borrower, key=uuid7())
    with pytest.raises(NotAllowed):
        answer_extension(one.uid, agreed=True, by=desk.borrower, key=uuid7())
    before = loan.until
    answer_extension(one.uid, agreed=True, by=desk.shelf.by, key=uuid7())
    loan.refresh_from_db()
    assert before is not None
    assert loan.until is not None
    assert day_of(loan.until) > day_of(before)
    assert Reader.objects.get(object_uid=desk.item.uid, until__isnull=False).until == loan.until
    with pytest.raises(SomebodyWasFirst):
        answer_extension(one.uid, agreed=False, said="不行", by=desk.shelf.by, key=uuid7())
    two = ask_extension(loan.uid, 2, WHY, by=desk.borrower, key=uuid7())
    answer_extension(two.uid, agreed=False, said="别人等着用。", by=desk.shelf.by, key=uuid7())
    assert Loan.objects.get(pk=loan.pk).until == loan.until
    assert Notification.objects.filter(person=desk.reader.person, kind="loan_not_extended").exists()


def test_whoever_leaves_his_post_reads_no_more() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED)
    desk.reader.until = day_of(now()) - timedelta(days=1)
    desk.reader.save()
    other = a_shelf().office.drafter
    somebody = actor_of(other.person, other)
    assert not may_read(somebody, desk.item.uid)
    with pytest.raises(NotThere):
        loans.to_read(loan.uid, by=somebody)
    with pytest.raises(NotAllowed):
        actor_of(desk.reader.person)


def test_a_record_that_was_sent_back_is_read_by_nobody_meanwhile() -> None:
    from archive.actions.return_record import return_record  # noqa: PLC0415

    desk = a_desk()
    loan = desk.lent()
    return_record(desk.item.uid, "缺页。", by=desk.shelf.by, key=uuid7())
    with pytest.raises(NotAllowed, match="更正"):
        loans.to_read(loan.uid, by=desk.borrower)


def test_the_same_is_asked_for_once() -> None:
    desk = a_desk()
    let_read(desk.item, desk.reader)
    loan = desk.asked(record=desk.item.uid)
    assert loan.record == desk.item
    with pytest.raises(SomebodyWasFirst, match="正在审批"):
        desk.asked(record=desk.item.uid)
    loan = desk.examined(loan)
    with pytest.raises(SomebodyWasFirst, match="续借"):
        desk.asked(record=desk.item.uid)
    in_words = desk.asked()
    with pytest.raises(SomebodyWasFirst):
        desk.examined(in_words)
    assert loan.until is not None
    with time_machine.travel(loan.until):
        assert desk.asked(record=desk.item.uid).state == "asked"


def test_what_cannot_be_asked_for() -> None:
    desk = a_desk()
    for wrong in ({"reason": " "}, {"days": 0}, {"days": 61}, {"scope": "坏的"}, {"wanted": ""}, {"wanted": "甲\x00"}):
        with pytest.raises(Invalid):
            desk.asked(**wrong)
    for absent in ({"record": uuid7()}, {"record": desk.item.uid}, {"organ": uuid7()}):
        with pytest.raises(NotThere):
            desk.asked(**absent)
    with pytest.raises(NotAllowed):
        ask_for_loan(desk.wish(), by=desk.shelf.by, key=uuid7())
    assert not Loan.objects.exists()


def test_the_borrower_does_not_learn_which_record_is_meant_before_it_is_lent() -> None:
    desk = a_desk()
    loan = desk.asked(scope=Scope.WHOLE, wanted="去年那份供热的文件")
    loan = desk.examined(loan)
    loan = loans.read(loan.uid, by=desk.borrower)
    assert loan.record == desk.item
    assert (loan.title, loan.number) == ("去年那份供热的文件", "")
    assert not loans.may_see_record(loan, by=desk.borrower)
    assert loans.may_see_record(loan, by=desk.shelf.by)


def test_locks_are_taken_in_the_order_of_the_house() -> None:
    desk = a_desk()
    asked = desk.asked(scope=Scope.ATTACHED)
    with recorded_locks() as places:
        loan = desk.examined(asked)
    assert {"run", "loan"} <= set(places)
    assert places == sorted(places, key=LOCK_ORDER.index)
    with recorded_locks() as places:
        give_back(loan.uid, by=desk.borrower, key=uuid7())
    assert places == ["loan"]


@pytest.mark.parametrize(
    ("secrecy", "scope", "whose", "asks"),
    [
        ("公开", Scope.ATTACHED, "elsewhere", "nobody"),
        ("公开", Scope.WHOLE, "same organ", "department"),
        ("内部", Scope.ORIGINAL, "same organ", "department"),
        ("内部", Scope.ORIGINAL, "same department", "nobody"),
        ("内部", Scope.ORIGINAL, "elsewhere", "leader"),
        ("内部", Scope.ORIGINAL, "nobody did it", "leader"),
    ],
)
def test_who_is_asked_besides_the_archivist(secrecy: str, scope: str, whose: str, asks: str) -> None:
    home = a_department(an_organ())
    borrowers = {
        "same department": home,
        "same organ": a_department(home.organ),
        "elsewhere": a_department(an_organ()),
        "nobody did it": home,
    }
    item = Record(organ=home.organ, secrecy=secrecy, department=None if whose == "nobody did it" else home)
    loan = Loan(organ=home.organ, record=item, scope=scope, borrower=appointed(borrowers[whose]))
    assert loan.asks == asks
