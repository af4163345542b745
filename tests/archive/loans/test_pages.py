"""The pages of loans: asked from a form, examined, read under a watermark, shut at once; each for those it is for, in constant queries."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, ImageChops

from archive.loans.actions.ending import take_back
from archive.loans.actions.extending import ask_extension
from archive.loans.models import Loan, Scope
from archive.models import RecordFile
from office.kernel.ids import uuid7
from office.models import AccessEntry, Appointment, Department
from tests.archive.loans.desk import WHY, Desk, a_desk, let_read, task
from tests.factories import a_department, appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def signed_in(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text_of(client: ReadingClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def original(desk: Desk) -> RecordFile:
    return desk.item.current_files.get(role="ZB")


def test_asked_by_a_form_examined_on_the_page_and_read() -> None:
    desk = a_desk()
    reader, archivist = signed_in(desk.reader), signed_in(desk.shelf.archivist)
    assert "要借的档案" in text_of(reader, reverse("loans:new"))
    given = {
        "key": str(uuid4()),
        "organ": str(desk.item.organ.uid),
        "wanted": "供热",
        "reason": WHY,
        "scope": "original",
    }
    answer = reader.post(reverse("loans:new"), given | {"days": "3"}, follow=True)
    assert "已申请，送档案管理员审核。" in answer.content.decode()
    loan = Loan.objects.get()
    page = text_of(archivist, loan.get_absolute_url())
    assert "现在由您档案审核" in page
    assert "没有题名、文号或档号含有" not in page
    assert str(desk.item.code) in page
    verb = reverse("loans:act", args=[task(loan).uid, "lend"])
    assert "请先查到" in archivist.post(verb, {"key": str(uuid4()), "days": "3"}).content.decode()
    done = {"key": str(uuid4()), "record": str(desk.item.uid), "scope": "original", "days": "2", "opinion": "可借。"}
    assert archivist.post(verb, done).status_code == 302
    assert "在借" in text_of(reader, reverse("loans:mine"))
    assert "阅看" in text_of(reader, loan.get_absolute_url())
    page = text_of(reader, reverse("loans:read", args=[loan.uid]))
    image = reverse("loans:page", args=[loan.uid, original(desk).uid, 1])
    assert image in page
    assert "打印</a>" not in page
    assert "没有给打印、下载" in page
    answer = reader.get(image)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "private, no-store"
    lines = list(AccessEntry.objects.filter(person=desk.reader.person.uid, kind="read").values_list("about", flat=True))
    assert lines[-2:] == [desk.item.uid, loan.uid]
    assert desk.reader.person.name in text_of(archivist, desk.item.get_absolute_url())


def test_the_department_that_handled_it_is_called_as_it_was_then() -> None:
    desk = a_desk()
    loan, department = desk.lent(), desk.item.department
    assert department is not None
    was = department.name
    Department.objects.filter(pk=department.pk).update(name="改过名的处室")
    assert f"<dt>承办处室</dt><dd>{was}</dd>" in text_of(signed_in(desk.reader), loan.get_absolute_url())


def test_the_watermark_is_the_readers_own() -> None:
    desk = a_desk()
    other = Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ)))
    pictures = []
    with time_machine.travel("2026-11-27T03:04:05Z", tick=False):
        for one in (desk, other):
            loan = one.lent()
            answer = signed_in(one.reader).get(reverse("loans:page", args=[loan.uid, original(desk).uid, 1]))
            pictures.append(Image.open(io.BytesIO(answer.content)).convert("RGB"))
    assert ImageChops.difference(*pictures).getbbox() is not None


def test_print_and_download_are_rights_of_their_own_and_each_is_a_line() -> None:
    desk = a_desk()
    loan = desk.lent()
    reader, file = signed_in(desk.reader), original(desk)
    copies = {verb: reverse(f"loans:{verb}", args=[loan.uid, file.uid]) for verb in ("print", "download")}
    for address in copies.values():
        assert reader.get(address).status_code == 403
    take_back(loan.uid, "换一份。", by=desk.shelf.by, key=uuid7())
    loan = desk.lent(may_print=True, may_download=True)
    for verb in copies:
        answer = reader.get(reverse(f"loans:{verb}", args=[loan.uid, file.uid]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Disposition"].startswith("inline" if verb == "print" else "attachment")
        assert b"".join(answer).startswith(b"%PDF")
        assert file.file.sm3 not in answer["Content-Disposition"]
        last = AccessEntry.objects.order_by("-id").first()
        assert last is not None
        assert (last.kind, last.about) == (verb, desk.item.uid)
    assert reader.get(reverse("archive:file", args=[desk.item.uid, file.uid])).status_code == 404
    assert reader.get(reverse("archive:page", args=[desk.item.uid, 1])).status_code == 404


@pytest.mark.parametrize("how", ["expired", "taken_back", "left"])
def test_open_pages_shut_at_the_next_request(how: str) -> None:
    desk = a_desk()
    loan = desk.lent(scope=Scope.ATTACHED, may_print=True, may_download=True)
    reader, file = signed_in(desk.reader), original(desk)
    named = [reverse(f"loans:{verb}", args=[loan.uid, file.uid]) for verb in ("print", "download")]
    addresses = [reverse("loans:read", args=[loan.uid]), reverse("loans:page", args=[loan.uid, file.uid, 1]), *named]
    for address in (addresses[0], addresses[1], desk.item.get_absolute_url()):
        assert reader.get(address).status_code == 200
    term = reverse("loans:term", args=[loan.uid])
    assert "HX-Refresh" not in reader.get(term).headers
    assert loan.until is not None
    if how == "taken_back":
        take_back(loan.uid, "另有用处。", by=desk.shelf.by, key=uuid7())
    if how == "left":
        desk.reader.until = (loan.until - timedelta(days=300)).date()
        desk.reader.save()
    with time_machine.travel(loan.until if how == "expired" else loan.until - timedelta(hours=1), tick=False):
        reader.force_login(desk.reader.person)  # the session itself is not what ends here
        for address in addresses:
            for answer in (
                reader.get(address),
                reader.head(address),
                reader.get(address, headers={"Range": "bytes=0-9"}),
            ):
                assert answer.status_code in {403, 404, 405}, address
        assert reader.get(desk.item.get_absolute_url()).status_code in {403, 404}
        if how != "left":
            assert reader.get(term)["HX-Refresh"] == "true"
            assert "阅看</a>" not in text_of(reader, loan.get_absolute_url())


def test_a_loan_opens_its_own_files_to_its_own_borrower_alone() -> None:
    desk, other = a_desk(), a_desk()
    loan, theirs = desk.lent(), other.lent()
    reader = signed_in(desk.reader)
    foreign = original(other)
    sheet = desk.item.current_files.get(role="CLD")
    for loan_uid, file in (
        (loan.uid, foreign.uid),
        (theirs.uid, foreign.uid),
        (loan.uid, sheet.uid),
        (loan.uid, uuid7()),
    ):
        for route in (("page", 1), ("print",), ("download",)):
            address = reverse(f"loans:{route[0]}", args=[loan_uid, file, *route[1:]])
            assert reader.get(address).status_code == 404, address
    for page in (0, 99):
        assert reader.get(reverse("loans:page", args=[loan.uid, original(desk).uid, page])).status_code == 404
    for name in ("loan", "read", "term"):
        assert reader.get(reverse(f"loans:{name}", args=[theirs.uid])).status_code == 404
    archivist = signed_in(desk.shelf.archivist)
    assert archivist.get(reverse("loans:read", args=[loan.uid])).status_code == 404
    assert reader.post(reverse("loans:do", args=[theirs.uid, "give-back"]), {"key": str(uuid4())}).status_code == 404
    one = ask_extension(theirs.uid, 2, WHY, by=other.borrower, key=uuid7())
    foreign_answer = {"key": str(uuid4()), "extension": str(one.uid), "agreed": "on"}
    assert archivist.post(reverse("loans:do", args=[loan.uid, "answer"]), foreign_answer).status_code == 404


def test_the_form_says_what_is_wrong_and_keeps_what_was_written() -> None:
    desk = a_desk()
    reader = signed_in(desk.reader)
    given = {
        "key": str(uuid4()),
        "organ": str(desk.item.organ.uid),
        "wanted": "供热",
        "reason": "",
        "scope": "original",
    }
    for wrong in (
        {"days": "0"},
        {"days": "x"},
        {"days": "3"},
        {"days": "3", "scope": "坏的"},
        {"days": "3", "key": "坏的"},
    ):
        answer = reader.post(reverse("loans:new"), given | wrong)
        assert answer.status_code == 422
        assert 'value="供热"' in answer.content.decode()
    for absent in ({"record": str(desk.item.uid)}, {"record": "坏的"}, {"record": str(uuid7())}):
        assert reader.post(reverse("loans:new"), given | {"days": "3", "reason": WHY} | absent).status_code == 404
    assert reader.get(reverse("loans:new") + f"?record={desk.item.uid}").status_code == 404
    let_read(desk.item, desk.reader)
    assert desk.item.code in text_of(reader, reverse("loans:new") + f"?record={desk.item.uid}")
    assert "申请借阅" in text_of(reader, desk.item.get_absolute_url())


def test_all_that_is_absent_from_the_form_is_said_at_once_and_once() -> None:
    desk = a_desk()
    given = {"key": str(uuid4()), "organ": str(desk.item.organ.uid), "scope": "original"}
    answer = signed_in(desk.reader).post(reverse("loans:new"), given | {"days": "5"}).content.decode()
    assert "请写明借阅事由，审批的人先看它。" in answer
    assert "请写明要借哪一件，题名、文号或档号都可以。" in answer
    too_long = {"days": "1000", "wanted": "供热", "reason": WHY}
    answer = signed_in(desk.reader).post(reverse("loans:new"), given | too_long).content.decode()
    assert (answer.count("没有申请："), answer.count("借阅天数须在")) == (1, 2)  # in the summary, and at the field


def test_refused_acts_come_back_with_their_words() -> None:
    desk = a_desk()
    loan = desk.asked()
    archivist, reader = signed_in(desk.shelf.archivist), signed_in(desk.reader)
    refuse = reverse("loans:act", args=[task(loan).uid, "refuse"])
    assert archivist.post(refuse, {"key": str(uuid4()), "reason": ""}).status_code == 422
    assert reader.post(refuse, {"key": str(uuid4()), "reason": "我要"}).status_code == 403
    assert (
        archivist.post(reverse("loans:act", args=[task(loan).uid, "close"]), {"key": str(uuid4())}).status_code == 404
    )
    assert archivist.post(refuse, {"key": "坏的"}).status_code == 422
    assert archivist.post(refuse, {"key": str(uuid4()), "reason": "不宜外借。"}).status_code == 302
    assert "不宜外借。" in text_of(reader, loan.get_absolute_url())
    lent = desk.lent()
    extend = reverse("loans:do", args=[lent.uid, "extend"])
    answer = reader.post(extend, {"key": str(uuid4()), "days": "0", "reason": "还没看完。"})
    assert (answer.status_code, "还没看完。" in answer.content.decode()) == (422, True)
    assert reader.post(extend, {"key": str(uuid4()), "days": "2", "reason": "还没看完。"}).status_code == 302
    assert "同意续借" in text_of(archivist, lent.get_absolute_url())
    assert "同意续借" not in text_of(reader, lent.get_absolute_url())


def test_the_desk_is_the_archivists_and_a_page_costs_the_same_for_one_and_for_many() -> None:
    desk = a_desk()
    assert signed_in(desk.reader).get(reverse("loans:desk")).status_code == 403
    desk.lent()
    archivist = signed_in(desk.shelf.archivist)
    address = reverse("loans:desk") + "?view=out"
    text_of(archivist, address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        text_of(archivist, address)
    for _ in range(3):
        Desk(desk.shelf, desk.item, appointed(a_department(desk.item.organ))).lent()
    with CaptureQueriesContext(connection) as many:
        page = text_of(archivist, address)
    assert page.count("借阅中") == 4
    assert len(one) == len(many)
    assert "4次" in text_of(archivist, desk.item.get_absolute_url())


def test_the_archivist_sees_every_reading_page_by_page_and_nobody_else_does() -> None:
    desk = a_desk()
    loan = desk.lent(may_download=True)
    reader, archivist = signed_in(desk.reader), signed_in(desk.shelf.archivist)
    assert "还没有人看过" in text_of(archivist, reverse("loans:readings", args=[desk.item.uid]))
    for name, *more in (("read",), ("page", 1), ("download",)):
        args = [loan.uid] if name == "read" else [loan.uid, original(desk).uid, *more]
        assert reader.get(reverse(f"loans:{name}", args=args)).status_code == 200
    page = text_of(archivist, reverse("loans:readings", args=[desk.item.uid]))
    assert page.count(f"<td>{desk.reader.person.name}</td>") == 3
    assert "第1页" in page
    let_read(desk.item, desk.reader)
    assert reader.get(reverse("loans:readings", args=[desk.item.uid])).status_code == 403
    other = a_desk()
    assert signed_in(other.shelf.archivist).get(reverse("loans:readings", args=[desk.item.uid])).status_code == 404
