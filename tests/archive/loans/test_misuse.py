"""What somebody would try with a loan: to agree for himself, to outlive it, to read past its end, to lose the watermark, to see what is not lent."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions.return_record import return_record
from archive.loans import rendering
from archive.loans.actions import tend
from archive.loans.actions.agreeing import Terms, approve, consent, examine_request
from archive.loans.actions.ask_for_loan import ask_for_loan
from archive.loans.actions.ending import give_back, take_back
from archive.loans.actions.refuse import refuse
from archive.loans.actions.tend import LEFT, end_if_over, tend_loans
from archive.loans.models import Loan, Scope
from archive.loans.policy import loans
from archive.loans.rendering import words_for
from archive.loans.views import reading
from archive.picturing import pictures_of
from archive.policy import records
from docflow.actions.keeping import reassign_for
from docflow.showing import sending
from docflow.showing.sending import RightEndedError, while_it_holds
from docflow.showing.watermark import marked_page
from office.api import actor_of, may_read
from office.kernel.clock import day_of, now, today
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.models import AccessEntry, Appointment, Reader
from tests.archive.loans.desk import Desk, a_desk, let_read, task
from tests.archive.loans.test_pages import original, signed_in, text_of
from tests.docflow.distribution.test_at_once import at_once, split
from tests.docflow.showing.test_watermark import FONTS
from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db


def test_nobody_agrees_to_his_own_request() -> None:
    desk = a_desk()
    loan = desk.asked()
    new = appointed(desk.shelf.archivist.department, "archivist", person=desk.reader.person)
    keeper = actor_of(desk.shelf.office.flow_keeper.person)
    reassign_for(task(loan).uid, new.uid, by=keeper, key=uuid7(), reason="由新来的办。")
    by = actor_of(desk.reader.person)
    with pytest.raises(NotAllowed, match="自己的申请"):
        examine_request(task(loan).uid, Terms(record=desk.item.uid), by=by, key=uuid7())
    page = text_of(signed_in(desk.reader), loan.get_absolute_url())
    assert "不能由自己审批" in page
    assert "同意借阅</button>" not in page.replace("不同意借阅", "")
    reassign_for(task(loan).uid, desk.shelf.archivist.uid, by=keeper, key=uuid7(), reason="申请人不能办。")
    assert desk.examined(loan).state == "lent"


def test_nor_does_the_head_or_the_leader_to_his() -> None:
    desk = a_desk()
    head, leader = desk.shelf.office.head, desk.shelf.office.leader
    other_post = appointed(a_department(desk.item.organ), person=head.person)
    as_clerk = Desk(desk.shelf, desk.item, other_post)
    loan = as_clerk.examined(as_clerk.asked(scope=Scope.WHOLE))
    assert task(loan).step == "consent"
    with pytest.raises(NotAllowed, match="自己的申请"):
        consent(task(loan).uid, by=actor_of(head.person, head), key=uuid7())
    elsewhere = Desk(desk.shelf, desk.item, appointed(a_department(an_organ()), person=leader.person))
    wish = elsewhere.wish(scope=Scope.WHOLE, organ=desk.item.organ.uid)
    loan = elsewhere.examined(ask_for_loan(wish, by=elsewhere.borrower, key=uuid7()))
    assert task(loan).step == "approve"
    with pytest.raises(NotAllowed, match="自己的申请"):
        approve(task(loan).uid, by=actor_of(leader.person, leader), key=uuid7())


def test_nothing_is_lent_to_a_post_that_its_holder_has_left() -> None:
    desk = a_desk()
    loan = desk.asked()
    moved = appointed(a_department(an_organ()), person=desk.reader.person)
    Appointment.objects.filter(pk=desk.reader.pk).update(until=today() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="已不在申请时的岗位"):
        desk.examined(loan)
    assert refuse(task(loan).uid, "已调离。", by=desk.shelf.by, key=uuid7()).state == "refused"
    with pytest.raises(NotThere):
        records.read(desk.item.uid, by=actor_of(moved.person))


def test_who_moves_to_another_organ_takes_nothing_with_him() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED, may_download=True)
    moved = appointed(a_department(an_organ()), person=desk.reader.person)
    reader = signed_in(desk.reader)
    term = reverse("loans:term", args=[loan.uid])
    assert reader.get(reverse("loans:read", args=[loan.uid])).status_code == 200
    Appointment.objects.filter(pk=desk.reader.pk).update(until=today() - timedelta(days=1))
    for name, *more in (("loan",), ("read",), ("page", original(desk).uid, 1), ("download", original(desk).uid)):
        assert reader.get(reverse(f"loans:{name}", args=[loan.uid, *more])).status_code == 404, name
    assert reader.get(term).status_code == 404
    open_page = reader.get(term, headers={"HX-Request": "true"})
    assert (open_page.status_code, open_page.headers.get("HX-Refresh")) == (404, "true")
    absent = reader.get(reverse("loans:term", args=[uuid7()]), headers={"HX-Request": "true"})
    assert (absent.status_code, absent.content, absent["HX-Refresh"]) == (404, open_page.content, "true")
    assert not may_read(actor_of(moved.person), desk.item.uid)
    assert (tend_loans(), tend_loans()) == (1, 0)
    loan.refresh_from_db()
    assert (loan.state, loan.why) == ("taken_back", LEFT)
    assert not Reader.objects.in_force().filter(object_uid=desk.item.uid, until__isnull=False).exists()


def test_what_was_sent_back_meanwhile_is_not_lent_and_what_is_lent_is_shut_until_it_is_filed_again() -> None:
    desk = a_desk()
    waiting = desk.examined(desk.asked(scope=Scope.WHOLE))
    other = Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ)))
    lent = other.lent(scope=Scope.ATTACHED)
    return_record(desk.item.uid, "缺页。", by=desk.shelf.by, key=uuid7())
    head = desk.shelf.office.head
    with pytest.raises(NotAllowed, match="正在更正"):
        consent(task(waiting).uid, by=actor_of(head.person, head), key=uuid7())
    reader = signed_in(other.reader)
    answer = reader.get(reverse("loans:read", args=[lent.uid]))
    assert (answer.status_code, "正在更正" in answer.content.decode()) == (403, True)
    assert reader.get(reverse("loans:term", args=[lent.uid]))["HX-Refresh"] == "true"


def test_the_mark_is_his_name_his_organ_and_the_minute_whatever_the_address_says() -> None:
    desk = a_desk()
    loan = desk.lent()
    appointed(a_department(an_organ()), person=desk.reader.person)
    reader, file = signed_in(desk.reader), original(desk)
    address = reverse("loans:page", args=[loan.uid, file.uid, 1])
    (bare,) = pictures_of(file, [1])
    with time_machine.travel(now(), tick=False):
        words = words_for(loan, "借阅")
        assert words[0] == f"{desk.reader.person.name} {desk.item.organ.name}"
        expected = marked_page(bare, words, FONTS)
        for more in ("", "?watermark=0", "?mark=&words=&raw=1", "?dpi=9999&by=%E5%88%AB%E4%BA%BA", "?plain"):
            answer = reader.get(address + more)
            assert (answer.status_code, answer.content) == (200, expected), more
    assert expected != bare


def test_each_reading_is_a_line_and_each_refusal_too() -> None:
    desk = a_desk()
    loan = desk.lent(may_print=True)
    reader, file = signed_in(desk.reader), original(desk)
    said = []
    for name, *more in (("read",), ("page", file.uid, 1), ("print", file.uid), ("download", file.uid)):
        reader.get(reverse(f"loans:{name}", args=[loan.uid, *more]))
        line = AccessEntry.objects.order_by("-id")[0]
        said.append((line.kind, line.about, line.title, line.person))
    who = desk.reader.person.uid
    assert said[:3] == [
        ("read", desk.item.uid, f"{desk.item.title}：正本", who),
        ("read", loan.uid, f"{desk.item.title}：正本第1页", who),
        ("print", desk.item.uid, f"{desk.item.title}：正本", who),
    ]
    assert said[3][0] == "refused"


@pytest.mark.parametrize("verb", ["print", "download"])
def test_a_copy_that_is_on_its_way_goes_no_further(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = a_desk()
    loan = desk.lent(may_print=True, may_download=True)
    monkeypatch.setattr(sending, "LOOK_EVERY", 0)
    monkeypatch.setattr(sending, "PART", 1000)
    answer = signed_in(desk.reader).get(reverse(f"loans:{verb}", args=[loan.uid, original(desk).uid]))
    parts: Iterator[bytes] = iter(answer)
    assert len(next(parts)) == 1000
    assert int(answer["Content-Length"]) > 2000
    take_back(loan.uid, "另有用处。", by=desk.shelf.by, key=uuid7())
    with pytest.raises(RightEndedError, match="不能再看"):
        next(parts)


def test_what_ends_while_it_is_drawn_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = a_desk()
    loan = desk.lent(may_download=True)
    page, copy = rendering.marked_page, rendering.marked_copy

    def ends(work: object) -> object:
        def later(*args: object, **kwargs: object) -> object:
            made = work(*args, **kwargs)  # type: ignore[operator]
            Loan.objects.filter(pk=loan.pk).update(until=now())
            return made

        return later

    monkeypatch.setattr(reading, "marked_page", ends(page))
    monkeypatch.setattr(reading, "marked_copy", ends(copy))
    reader, until = Client(), loan.until  # the row changes in the middle of a GET: by somebody else's hand
    reader.force_login(desk.reader.person)
    for name, *more in (("page", 1), ("download",)):
        Loan.objects.filter(pk=loan.pk).update(until=until)
        answer = reader.get(reverse(f"loans:{name}", args=[loan.uid, original(desk).uid, *more]))
        assert answer.status_code == 403, name


def test_a_copy_is_given_up_between_two_pages_when_the_right_ends() -> None:
    asked: list[int] = []

    def over() -> None:
        asked.append(1)
        raise NotAllowed("这次借阅已收回，不能再看。")

    with pytest.raises(RightEndedError):
        next(while_it_holds(b"all of it", over))
    assert asked == [1]


def test_no_number_of_days_and_no_scope_is_talked_into_more() -> None:
    desk = a_desk()
    reader = signed_in(desk.reader)
    let_read(desk.item, desk.reader)
    form = {"record": str(desk.item.uid), "reason": "核对。", "scope": "original"}
    for days in ("0", "-1", "61", "1e3", "99999999999999999999", "٣x", ""):
        answer = reader.post(reverse("loans:new"), form | {"key": str(uuid4()), "days": days})
        assert answer.status_code == 422, days
    loan = desk.lent(record=desk.item.uid)
    for days in ("0", "61", "99999999999999999999"):
        given = {"key": str(uuid4()), "days": days, "reason": "没看完。", "until": "2099-01-01"}
        assert reader.post(reverse("loans:do", args=[loan.uid, "extend"]), given).status_code == 422, days
    sheet = desk.item.current_files.get(role="CLD")
    read = reverse("loans:read", args=[loan.uid])
    for file in (sheet.uid, uuid7(), "坏的", "00000000-0000-0000-0000-000000000000\x00"):
        assert reader.get(read, {"file": str(file)}).status_code == 404
    assert str(sheet.uid) not in text_of(reader, read)


def test_one_that_cannot_be_tended_hinders_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = a_desk()
    bad = desk.lent()
    good = Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ))).lent()
    Loan.objects.filter(pk__in=(bad.pk, good.pk)).update(until=now() - timedelta(minutes=1))
    Loan.objects.filter(pk=bad.pk).update(until=now() - timedelta(hours=1))

    def fails(pk: int) -> bool:
        ended = end_if_over(pk)
        if pk == bad.pk:
            raise ValueError("broken after it was written")
        return ended

    with monkeypatch.context() as patched:
        patched.setattr(tend, "end_if_over", fails)
        assert tend_loans() == 1
    assert f"loan {bad.pk} was not tended" in caplog.text
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("lent", "expired")
    assert not bad.is_open
    with pytest.raises(NotAllowed, match="到期"):
        loans.to_read(bad.uid, by=desk.borrower)
    assert tend_loans() == 1
    bad.refresh_from_db()
    assert bad.state == "expired"


def test_a_reading_page_asks_again_at_the_end_itself_and_costs_the_same_for_many_files() -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.WHOLE)
    reader, read = signed_in(desk.reader), reverse("loans:read", args=[loan.uid])
    assert "load delay:60s" in text_of(reader, read)
    assert loan.until is not None
    with time_machine.travel(loan.until - timedelta(seconds=20), tick=False):
        reader.force_login(desk.reader.person)
        assert "load delay:21s" in text_of(reader, read)
    reader = signed_in(desk.reader)
    narrow = Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ)))
    small = narrow.lent(scope=Scope.ORIGINAL)
    other = signed_in(narrow.reader)
    counted = []
    for client, address in ((other, reverse("loans:read", args=[small.uid])), (reader, read)):
        text_of(client, address)
        with CaptureQueriesContext(connection) as queries:
            text_of(client, address)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_may_approve_one_does_and_the_other_hears_who_was_first() -> None:
    desk = a_desk()
    second = appointed(desk.shelf.office.leader.department, "leader")
    elsewhere = Desk(desk.shelf, desk.item, appointed(a_department(an_organ())))
    loan = elsewhere.examined(elsewhere.asked(scope=Scope.WHOLE, organ=desk.item.organ.uid))
    uid = task(loan).uid
    leaders = [actor_of(one.person, one) for one in (desk.shelf.office.leader, second)]
    won, refused = split(at_once(*[lambda by=by: approve(uid, by=by, key=uuid7()) for by in leaders]))
    assert (len(won), len(refused)) == (1, 1)
    assert isinstance(refused[0], SomebodyWasFirst | NotAllowed)
    loan.refresh_from_db()
    assert loan.state == "lent"
    give_back(loan.uid, by=elsewhere.borrower, key=uuid7())
    assert day_of(now()) == today()
