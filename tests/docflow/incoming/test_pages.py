"""The pages of 收文: register from a file, paper or delivery; instruct without a script; strangers find nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.actions.hand_back import return_to
from docflow.actions.keeping import terminate
from docflow.actions.linking import link
from docflow.actions.versions import add_version
from docflow.circulation.actions.circulate import circulate
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.incoming.actions.registering import register_delivery
from docflow.incoming.models import Enclosure, Incoming, IncomingClass, Intake, Phrase
from docflow.incoming.tasks import check_arrival, clear_intakes
from docflow.models import Document, Link
from docflow.repealing import repealed_of
from office.api import appointment_key, grant
from office.kernel.clock import now, today
from office.models import AccessEntry, Appointment, Todo
from tests.docflow.distribution.post import a_receiver, a_sealed_document, delivered
from tests.docflow.incoming.inbox import NOTICE, Piece, a_piece, an_intake
from tests.docflow.world import NOTICE as WRITTEN
from tests.docflow.world import Office, a_draft, an_office
from tests.factories import a_person, appointed
from tests.office.calendar.world import due_on
from tests.office.kernel.uploads.making import ofd_parts, pdf, zipped
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def as_(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def filled(**more: object) -> dict[str, object]:
    return {
        "key": uuid4(),
        "class_code": "收办",
        "sender": NOTICE.sender,
        "title": NOTICE.title,
        "their_number": NOTICE.their_number,
        "kind": "通知",
        "copies": 1,
        **more,
    }


def act(piece: Piece, who: Appointment, step: str, verb: str = "", **given: Any) -> Any:
    address = reverse("incoming:act", args=[piece.task(step).uid, verb or step])
    return as_(who).post(address, {"key": uuid4(), **given})


def test_a_file_is_brought_read_and_registered() -> None:
    office = an_office()
    browser = as_(office.clerk)
    file = SimpleUploadedFile("来文.pdf", pdf())
    answer = browser.post(reverse("incoming:bring"), {"key": uuid4(), "file": file})
    intake = Intake.objects.get()
    assert answer["Location"].endswith(f"?from={intake.uid}")
    page = text(browser.get(answer["Location"]))
    assert reverse("incoming:intake_page", args=[intake.uid, 1]) in page
    picture = browser.get(reverse("incoming:intake_page", args=[intake.uid, 1]))
    assert picture["Content-Type"] == "image/webp"
    assert browser.get(reverse("incoming:intake_page", args=[intake.uid, 2])).status_code == 404
    enclosed = SimpleUploadedFile("附件.txt", "名单".encode())
    browser.post(reverse("incoming:new"), filled(intake=intake.uid, enclosures=[enclosed]))
    incoming = Incoming.objects.get()
    assert (incoming.source, incoming.file_name, incoming.pages) == ("file", "来文.pdf", 1)
    assert Enclosure.objects.get().name == "附件.txt"
    assert b"".join(browser.get(reverse("incoming:file", args=[incoming.uid])).streaming_content) == pdf()  # type: ignore[attr-defined] # a file answer streams
    assert browser.get(reverse("incoming:page", args=[incoming.uid, 1])).status_code == 200
    assert "这份文件没有电子印章" in text(browser.get(reverse("incoming:check", args=[incoming.uid])))


def test_elements_that_were_read_are_marked_to_be_looked_at() -> None:
    office = an_office()
    intake = an_intake(office)
    Intake.objects.filter(pk=intake.pk).update(guessed={"title": "关于供热的通知", "their_number": "云政〔2026〕1号"})
    page = text(as_(office.clerk).get(f"{reverse('incoming:new')}?from={intake.uid}"))
    assert "从文件中读出2项，请逐项核对" in page
    assert "关于供热的通知" in page
    assert page.count("从文件中读出，请核对。") == 2


def test_a_refused_form_comes_back_filled_with_its_files() -> None:
    office = an_office()
    intake = an_intake(office)
    enclosed = SimpleUploadedFile("附件.txt", "名单".encode())
    given = filled(intake=intake.uid, title=" ", note="请核对份数", enclosures=[enclosed])
    answer = as_(office.clerk).post(reverse("incoming:new"), given)
    assert answer.status_code == 422
    page = text(answer)
    assert "请核对份数" in page
    assert f'value="{intake.uid}"' in page
    kept = Intake.objects.get(name="附件.txt")
    assert f'name="enclosed" value="{kept.uid}"' in page
    answer = as_(office.clerk).post(reverse("incoming:new"), filled(intake=intake.uid, enclosed=[kept.uid]))
    assert answer.status_code == 302
    assert Incoming.objects.get().enclosures.get().name == "附件.txt"


def test_what_seems_to_be_registered_is_said_before_it_gets_a_number() -> None:
    office = an_office()
    browser = as_(office.clerk)
    given = filled(note="纸质件")
    assert browser.post(reverse("incoming:new"), given).status_code == 302
    assert browser.post(reverse("incoming:new"), given).status_code == 302  # pressed twice: the same piece
    first = Incoming.objects.get()
    answer = browser.post(reverse("incoming:new"), filled(note="又一份"))
    assert answer.status_code == 422
    page = text(answer)
    assert f"与“{first.number}”相同" in page
    assert "再按一次" in page
    assert "又一份" in page
    assert f'name="twin" value="{first.uid}"' in page
    assert browser.post(reverse("incoming:new"), filled(note="又一份", twin=first.uid)).status_code == 302
    assert [one.note for one in Incoming.objects.order_by("pk")] == ["纸质件", "又一份"]


def test_of_a_scan_nothing_is_read_and_the_page_says_so() -> None:
    office = an_office()
    intake = an_intake(office)
    page = text(as_(office.clerk).get(f"{reverse('incoming:new')}?from={intake.uid}"))
    assert "没有读出要素，请对照来文填写。" in page
    assert "扫描件和图片读不出文字。" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"secrecy": "机密"}, "不得处理涉及国家秘密"),
        ({"title": "关于供热的通知\x00"}, ""),
        ({"title": "秘密★ 关于供热的通知"}, "不得处理涉及国家秘密"),
        ({"title": "长" * 500}, ""),
        ({"copies": 0}, ""),
        ({"signed_on": "1026-03-16"}, "核对年份"),
        ({"received_on": "2099-01-01"}, "今天之后"),
        ({"class_code": "收别的"}, ""),
        ({"urgency": "不急"}, ""),
        ({"key": "没有"}, ""),
    ],
)
def test_bad_input_is_refused_and_registers_nothing(wrong: dict[str, object], said: str) -> None:
    office = an_office()
    answer = as_(office.clerk).post(reverse("incoming:new"), filled(**wrong))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Incoming.objects.exists()


def test_a_secret_file_is_not_kept() -> None:
    office = an_office()
    file = SimpleUploadedFile("来文.txt", "机密★5年\n关于供热的通知".encode())
    answer = as_(office.clerk).post(reverse("incoming:bring"), {"key": uuid4(), "file": file})
    assert answer.status_code == 422
    assert "文件没有留下" in text(answer)
    assert not Intake.objects.exists()


def test_what_was_sent_back_is_not_to_be_seen_or_registered_any_more() -> None:
    receiver = a_receiver()
    delivery = delivered(a_sealed_document(), receiver.organ)
    browser, form = as_(receiver.clerk), f"{reverse('incoming:new')}?delivery={delivery.uid}"
    image = reverse("incoming:delivery_page", args=[delivery.uid, 1])
    assert browser.get(image).status_code == 200
    assert browser.get(form).status_code == 200
    assert AccessEntry.objects.filter(kind="read", about=delivery.uid).count() == 1
    send_back(delivery.uid, by=receiver.by, key=uuid4(), reason="不属本机关职责")
    assert browser.get(image).status_code == 404
    refused = browser.get(form)
    assert refused.status_code == 409
    assert "退文" in text(refused)


def test_a_delivery_is_registered_from_its_page() -> None:
    receiver = a_receiver()
    delivery = delivered(a_sealed_document(), receiver.organ)
    browser = as_(receiver.clerk)
    assert "待登记的来件" in text(browser.get(reverse("incoming:list")))
    page = text(browser.get(f"{reverse('incoming:new')}?delivery={delivery.uid}"))
    assert "云政办发〔2026〕15号" in page
    assert page.count("签收登记") == 3
    sign_for(delivery.uid, by=receiver.by, key=uuid4())
    page = text(browser.get(f"{reverse('incoming:new')}?delivery={delivery.uid}"))
    assert "签收登记" not in page  # he has signed: what is left is to register it
    answer = browser.post(reverse("incoming:new"), filled(delivery=delivery.uid, title=delivery.document.title))
    incoming = Incoming.objects.get()
    assert answer["Location"] == incoming.get_absolute_url()
    assert "待登记的来件" not in text(browser.get(reverse("incoming:list")))
    again = browser.post(reverse("incoming:new"), filled(delivery=delivery.uid, title=delivery.document.title))
    assert again.status_code == 409
    assert incoming.number in text(again)
    assert "再按一次" not in text(again)  # a delivery is registered once, however often he presses
    other = as_(a_receiver().clerk)
    assert other.get(f"{reverse('incoming:new')}?delivery={delivery.uid}").status_code == 404
    assert other.post(reverse("incoming:new"), filled(delivery=delivery.uid)).status_code == 404


def test_a_leader_instructs_by_phrase_and_name_without_a_script() -> None:
    office = an_office()
    named = appointed(office.units[1], person=a_person("郑明轩", pinyin="zmx"))
    piece = a_piece(office).reviewed().proposed()
    page = text(as_(office.leader).get(piece.incoming.get_absolute_url()))
    assert "拟请财务处牵头办理。" in page
    assert "请××牵头，××配合，×月×日前报结果。" in page
    answer = act(
        piece,
        office.leader,
        "instruct",
        phrase="请{牵头}牵头，{配合}配合，{时限}前报结果。",
        lead_unit=office.units[0].uid,
        co_units=[office.units[1].uid],
        names="zmx",
        due_on="2099-03-20",
        needs_reply="1",
    )
    assert answer.status_code == 302
    incoming = piece.incoming
    said = incoming.run.opinions.get(step="批示").text
    assert said == f"请{office.units[0].name}牵头，{office.units[1].name}配合，3月20日前报结果。请郑明轩具体办理。"
    assert incoming.assignees == [str(named.uid)]
    assert incoming.needs_reply
    assert piece.task("undertake", named).holder == named


def test_days_that_a_leader_chooses_go_before_the_day_that_was_proposed() -> None:
    office = an_office()
    piece = a_piece(office).reviewed().proposed(lead_unit=office.units[0].uid, days=10)
    proposed = piece.incoming.due_on
    assert f'value="{proposed}"' in text(as_(office.leader).get(piece.incoming.get_absolute_url()))
    what: dict[str, Any] = {
        "phrase": "请{牵头}牵头，{时限}前报结果。",
        "lead_unit": office.units[0].uid,
        "due_on": proposed,
    }
    assert act(piece, office.leader, "instruct", **what, days="3").status_code == 302
    incoming = piece.incoming
    assert proposed is not None
    assert incoming.due_on is not None
    assert (incoming.due_days, incoming.due_on < proposed) == (3, True)
    assert f"{incoming.due_on.month}月{incoming.due_on.day}日前" in incoming.run.opinions.get(step="批示").text


def test_two_of_one_name_are_asked_about_and_nothing_is_lost() -> None:
    office = an_office()
    for unit in office.units[:2]:
        appointed(unit, person=a_person("郑明轩", pinyin="zmx"))
    piece = a_piece(office).reviewed().proposed()
    answer = act(piece, office.leader, "instruct", opinion="请明轩同志阅处。", names="郑明轩")
    assert answer.status_code == 422
    assert "姓名（处室）" in text(answer)
    assert "请明轩同志阅处。" in text(answer)
    answer = act(piece, office.leader, "instruct", opinion="请阅处。", picked=[f"郑明轩（{office.units[0].name}）"])
    assert answer.status_code == 302
    assert piece.steps() == ["undertake"]


def test_the_page_follows_it_to_a_reply_and_to_the_end() -> None:
    office = an_office()
    piece = a_piece(office)
    assert act(piece, office.clerk, "review", choice="forward").status_code == 302
    given: dict[str, Any] = {"choice": "instruct", "opinion": "拟请办理。", "chosen": [office.leader.uid], "days": "3"}
    assert act(piece, office.reviewer, "propose", **given).status_code == 302
    what: dict[str, Any] = {"opinion": "同意。", "lead_unit": office.units[0].uid, "needs_reply": "1"}
    assert act(piece, office.leader, "instruct", **what).status_code == 302
    head = office.consulted[0]
    assert act(piece, head, "undertake", opinion="").status_code == 422
    assert act(piece, head, "undertake", opinion="已办。").status_code == 302
    answer = as_(head).post(
        reverse("incoming:reply", args=[piece.uid]), {"key": uuid4(), "kind": "报告", "code": office.code.uid}
    )
    document = Document.objects.get()
    assert answer["Location"] == reverse("docflow:draft", args=[document.uid])
    assert Link.objects.get().from_uid == document.uid
    assert str(document) in text(as_(head).get(piece.incoming.get_absolute_url()))
    assert act(piece, head, "answer").status_code == 403
    assert act(piece, head, "answer", waived="已当面答复").status_code == 302
    assert act(piece, office.clerk, "close").status_code == 302
    assert "已办结" in text(as_(office.clerk).get(piece.incoming.get_absolute_url()))


def test_refused_at_the_first_look_the_page_says_why() -> None:
    piece = a_piece()
    office = piece.office
    assert act(piece, office.clerk, "review", "turn-back", reason="").status_code == 422
    assert act(piece, office.clerk, "review", "turn-back", reason="不属本机关职责。").status_code == 302
    page = text(as_(office.clerk).get(piece.incoming.get_absolute_url()))
    assert "已退文" in page
    assert "不属本机关职责。" in page


def test_what_is_void_or_turned_back_is_not_sent_round_any_more() -> None:
    void, back = a_piece(), a_piece()
    terminate(void.uid, by=void.office.actor(void.office.flow_keeper), key=uuid4(), reason="重复登记")
    assert act(back, back.office.clerk, "review", "turn-back", reason="不属本机关职责。").status_code == 302
    for piece, says in ((void, "作废"), (back, "退文")):
        answer = as_(piece.office.clerk).get(reverse("circulation:new", args=[piece.uid]))
        assert answer.status_code == 403
        assert says in text(answer)


def test_what_is_corrected_stands_beside_its_own_paper() -> None:
    office = an_office()
    scanned, on_paper = a_piece(office, intake=an_intake(office).uid), a_piece(office)
    for piece in (scanned, on_paper):
        return_to(piece.task("review").uid, "register", by=office.actor(office.clerk), key=uuid4(), reason="份数有误。")
    for piece, shown in ((scanned, reverse("incoming:page", args=[scanned.uid, 1])), (on_paper, "纸质件，没有扫描")):
        page = text(as_(office.clerk).get(reverse("incoming:elements", args=[piece.uid])))
        assert shown in page
        assert reverse("incoming:bring") not in page


def test_the_seal_of_an_ofd_is_left_to_another_program_and_the_page_says_so() -> None:
    office = an_office()
    browser = as_(office.clerk)
    told = {}
    for name, content in (("来文.ofd", zipped(ofd_parts())), ("来文.pdf", pdf())):
        browser.post(reverse("incoming:bring"), {"key": uuid4(), "file": SimpleUploadedFile(name, content)})
        piece = a_piece(office, intake=Intake.objects.get(name=name).uid)
        told[name] = "本平台不核验OFD的签章" in text(browser.get(piece.incoming.get_absolute_url()))
    assert told == {"来文.ofd": True, "来文.pdf": False}


def test_strangers_find_nothing() -> None:
    office, other = an_office(), an_office(code="外发")
    intake = an_intake(office)
    piece = a_piece(office, intake=intake.uid)
    left = an_intake(office)
    task = piece.task("review").uid
    gets = [
        reverse("incoming:incoming", args=[piece.uid]),
        reverse("incoming:page", args=[piece.uid, 1]),
        reverse("incoming:file", args=[piece.uid]),
        reverse("incoming:check", args=[piece.uid]),
        reverse("incoming:enclosure", args=[piece.uid, 1]),
        reverse("incoming:elements", args=[piece.uid]),
        reverse("docflow:paper", args=[piece.uid]),
        f"{reverse('incoming:new')}?from={left.uid}",
        f"{reverse('incoming:new')}?from=no-uid",
        reverse("incoming:intake_page", args=[left.uid, 1]),
        reverse("incoming:incoming", args=[uuid4()]),
    ]
    posts = [
        reverse("incoming:act", args=[task, "review"]),
        reverse("incoming:act", args=[uuid4(), "review"]),
        reverse("incoming:reply", args=[piece.uid]),
        reverse("docflow:keep", args=[piece.uid, "terminate"]),
        reverse("docflow:urge", args=[piece.uid]),
        reverse("docflow:link", args=[piece.uid]),
    ]
    browser = as_(other.clerk)
    assert {address: browser.get(address).status_code for address in gets} == dict.fromkeys(gets, 404)
    given = {"key": uuid4(), "reason": "没有", "opinion": "没有"}
    assert {address: browser.post(address, given).status_code for address in posts} == dict.fromkeys(posts, 404)
    assert piece.incoming.title not in text(browser.get(f"{reverse('incoming:list')}?view=all&q=供热"))
    assert as_(office.clerk).post(reverse("incoming:act", args=[task, "no-such"]), given).status_code == 404


def test_the_list_finds_by_any_number_and_stays_constant_in_queries() -> None:
    office = an_office()
    browser = as_(office.clerk)
    counted = []
    for _ in range(2):
        for _ in range(4):
            a_piece(office)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = text(browser.get(f"{reverse('incoming:list')}?view=all&q=12号"))
        counted.append(len(queries))
        assert NOTICE.title in page
    assert counted[0] == counted[1]


def test_the_page_stays_constant_in_queries_however_many_undertake() -> None:
    counts = []
    for units in (1, 3):
        office = an_office(code=f"云政{units}发")
        co = tuple(unit.uid for unit in office.units[1:units])
        piece = a_piece(office).reviewed().proposed().instructed(lead_unit=office.units[0].uid, co_units=co)
        browser, address = as_(office.clerk), piece.incoming.get_absolute_url()
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_phrases_are_kept_shown_and_refused() -> None:
    office = an_office()
    browser, address = as_(office.leader), reverse("incoming:phrases")
    assert "同意。" in text(browser.get(address))
    assert browser.post(address, {"key": uuid4(), "phrases": "请{人员}速办。\n同意。"}).status_code == 302
    assert list(Phrase.objects.values_list("text", flat=True)) == ["请{人员}速办。", "同意。"]
    answer = browser.post(address, {"key": uuid4(), "phrases": "请{局长}速办。"})
    assert answer.status_code == 422
    assert "请〔局长〕速办。" in text(answer)
    piece: Piece = a_piece(office).reviewed().proposed()
    assert "请××速办。" in text(as_(office.leader).get(piece.incoming.get_absolute_url()))


def test_registers_are_for_those_who_keep_numbers() -> None:
    piece = a_piece()
    office: Office = piece.office
    register = piece.incoming.numbers.get().register
    address = reverse("incoming:register", args=[register.uid])
    assert piece.incoming.number in text(as_(office.clerk).get(address))
    seen = text(as_(office.leader).get(address))
    assert "不在您的阅读范围" in seen
    assert piece.incoming.title not in seen
    assert as_(office.drafter).get(address).status_code == 404
    assert as_(an_office(code="外发").clerk).get(address).status_code == 404


def test_the_seal_is_checked_on_arrival_once() -> None:
    office = an_office()
    piece = a_piece(office, intake=an_intake(office).uid)
    check_arrival.func(str(piece.uid))
    first = piece.incoming
    assert (first.verdict, bool(first.checked_at)) == ("unsigned", True)
    check_arrival.func(str(piece.uid))
    assert piece.incoming.checked_at == first.checked_at


def test_files_left_over_are_cleared_after_a_week() -> None:
    office = an_office()
    old, fresh = an_intake(office), an_intake(office)
    Intake.objects.filter(pk=old.pk).update(at=now().replace(year=2025))
    clear_intakes.func()
    assert list(Intake.objects.all()) == [fresh]


def test_an_act_in_the_trail_leads_to_the_paper_whichever_kind_it_is() -> None:
    piece = a_piece()
    browser = as_(piece.office.clerk)
    answer = browser.get(reverse("docflow:paper", args=[piece.uid]))
    assert answer["Location"] == piece.incoming.get_absolute_url()


def test_an_organ_sets_up_its_own_classes() -> None:
    office, other = an_office(), an_office(code="外发")
    browser, address = as_(office.clerk), reverse("incoming:classes")
    assert "办件" in text(browser.get(address))
    given = {"key": uuid4(), "label": "会议件", "code": "收会", "track": "read"}
    assert browser.post(address, given).status_code == 302
    assert a_piece(office, "收会").incoming.number.startswith("收会〔")
    assert a_piece(office, "收会").incoming.run.flow.key == "incoming_read"
    assert browser.post(address, {**given, "key": uuid4()}).status_code == 422
    row = IncomingClass.objects.get(code="收会")
    stop = {"key": uuid4(), "uid": row.uid, "in_use": "0"}
    assert as_(other.clerk).post(address, stop).status_code == 404
    assert as_(office.drafter).get(address).status_code == 403
    assert browser.post(address, {**stop, "key": uuid4()}).status_code == 302
    assert "会议件（阅知）" not in text(browser.get(reverse("incoming:new")))
    for code in ("收办", "收阅"):
        last = browser.post(address, {**stop, "key": uuid4(), "uid": IncomingClass.objects.get(code=code).uid})
    assert last.status_code == 422


def test_a_repealed_document_says_so_wherever_it_is_shown() -> None:
    office, receiver = an_office(), a_receiver()
    old, new = a_sealed_document(office, "云政办发〔2025〕1号"), a_sealed_document(office, "云政办发〔2026〕1号")
    with transaction.atomic():
        add_version(old, WRITTEN, by=office.actor(office.drafter), step="拟稿")
    delivery = delivered(old, receiver.organ)
    incoming = register_delivery(delivery.uid, "收阅", by=receiver.by, key=uuid4())
    with transaction.atomic():
        for document in (old, new):
            grant(document.uid, appointment_key(office.drafter), why="测试")
    link(new.uid, old.uid, "repeals", by=office.actor(office.drafter), key=uuid4())
    drafter, clerk = as_(office.drafter), as_(receiver.clerk)
    page = text(drafter.get(reverse("docflow:documents") + "?view=all"))
    assert page.count("已废止") == 1
    Document.objects.filter(uid=old.uid).update(state="distributed")
    assert "已废止" in text(drafter.get(f"{reverse('distribution:sent_documents')}?tab=all"))
    assert repealed_of({delivery.uid, incoming.uid, old.uid, new.uid}) == {delivery.uid, incoming.uid, old.uid}
    sent_round = circulate(incoming.uid, [receiver.reviewer.uid], purpose="请阅知", by=receiver.by, key=uuid4())
    for address in (
        f"{reverse('incoming:list')}?view=all",
        incoming.get_absolute_url(),
        f"{reverse('distribution:deliveries')}?tab=signed",
        delivery.get_absolute_url(),
        sent_round.get_absolute_url(),
        f"{reverse('circulation:circulations')}?view=started",
    ):
        page = text(clerk.get(address))
        assert "已废止" in page
        assert new.number not in page
    assert "已废止" in text(as_(receiver.reviewer).get("/"))
    with transaction.atomic():
        due_on(
            Todo.objects.get(about=incoming.uid, holders__appointment=receiver.reviewer), today() + timedelta(days=1)
        )
    assert "已废止" in text(as_(receiver.reviewer).get(f"{reverse('office:due')}?view=mine"))


def test_a_leader_takes_his_instruction_back_until_somebody_has_acted() -> None:
    piece = a_piece().reviewed().proposed().instructed()
    office = piece.office
    done = piece.incoming.run.tasks.get(step="instruct")
    address = reverse("incoming:act", args=[done.uid, "withdraw"])
    assert address in text(as_(office.leader).get(piece.incoming.get_absolute_url()))
    assert as_(office.leader).post(address, {"key": uuid4()}).status_code == 302
    assert piece.steps() == ["instruct"]
    piece.instructed().reported()
    done = piece.incoming.run.tasks.filter(step="instruct").latest("pk")
    answer = as_(office.leader).post(reverse("incoming:act", args=[done.uid, "withdraw"]), {"key": uuid4()})
    assert answer.status_code == 409
    assert "下一位已经办理" in text(answer)


def test_the_flow_administrator_keeps_the_route_of_what_came_in() -> None:
    piece = a_piece().reviewed().proposed()
    office = piece.office
    browser = as_(office.flow_keeper)
    assert "流程管理" in text(browser.get(piece.incoming.get_absolute_url()))

    def keep(verb: str, **given: object) -> int:
        address = reverse("docflow:keep", args=[piece.uid, verb])
        return int(browser.post(address, {"key": uuid4(), **given}).status_code)

    assert keep("suspend", reason="等待补充材料") == 302
    assert act(piece, office.leader, "instruct", opinion="同意。").status_code == 403
    assert keep("resume", reason="") == 302
    assert keep("correct", to="review", reason="重新初审") == 302
    assert piece.steps() == ["review"]
    assert keep("correct", to="no-such", reason="重新初审") == 404
    assert keep("terminate", reason="登记有误") == 302
    assert piece.incoming.number == ""


def test_a_document_is_urged_and_linked_from_its_own_page() -> None:
    paper = a_draft().sent()
    office = paper.office
    other = a_draft(office)
    browser, address = as_(office.drafter), paper.document.get_absolute_url()
    page = text(browser.get(f"{address}?find=供热"))
    assert f"催办{office.head.person.name}" in page
    assert f'value="{other.uid}"' in page
    assert (
        browser.post(reverse("docflow:urge", args=[paper.uid]), {"key": uuid4(), "words": "请核稿。"}).status_code
        == 302
    )
    given = {"key": uuid4(), "other": other.uid, "kind": "same_matter"}
    assert browser.post(reverse("docflow:link", args=[paper.uid]), given).status_code == 302
    page = text(browser.get(address))
    assert "请核稿。" in page
    assert "同一事项" in page
    row = Link.objects.get()
    assert browser.post(reverse("docflow:unlink", args=[paper.uid, row.uid]), {"key": uuid4()}).status_code == 302
    row.refresh_from_db()
    assert row.removed_at is not None
    stranger = as_(office.colleague)
    assert stranger.post(reverse("docflow:unlink", args=[paper.uid, row.uid]), {"key": uuid4()}).status_code == 404


def test_the_documents_door_does_not_open_to_what_came_in() -> None:
    """Its verbs ask for more than those of documents do: 初审, 批示 and 承办 have doors of their own."""
    piece = a_piece()
    task = piece.task("review")
    for verb in ("review", "close", "claim", "put-back", "return", "withdraw", "reassign"):
        answer = as_(piece.office.clerk).post(reverse("docflow:act", args=[task.uid, verb]), {"key": uuid4()})
        assert answer.status_code == 404, verb
    assert piece.steps() == ["review"]
