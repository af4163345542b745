"""收文处理单：everybody's part in a piece that came in, with times and words; for the organ that received it, and nobody else."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pdfplumber
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from docflow.actions.keeping import terminate
from docflow.circulation.actions.circulate import circulate
from docflow.circulation.actions.reading import mark_read
from docflow.circulation.models import Circulation
from docflow.incoming import policy
from docflow.incoming.actions.answer import answer
from docflow.incoming.actions.circulated import circulated
from docflow.incoming.actions.close import close
from docflow.incoming.actions.give_back import give_back
from docflow.incoming.actions.instructing import Instruction
from docflow.incoming.actions.propose import propose
from docflow.incoming.actions.registering import register_delivery
from docflow.incoming.actions.start_reply import start_reply
from docflow.incoming.actions.turn_back import turn_back
from docflow.incoming.models import Incoming
from docflow.incoming.selectors.incoming_sheet import incoming_sheet
from docflow.models import Document
from docflow.printing import sheet_pdf
from docflow.selectors.tasks import open_tasks
from docflow.sheets.sheet import Entries, Entry, Fact, Facts, Listing, Sheet
from office.api import grant, organ_key
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere
from office.models import AccessEntry, Appointment, Department
from tests.docflow.distribution.post import a_receiver, a_sealed_document, delivered
from tests.docflow.incoming.inbox import NOTICE, Piece, a_piece, an_intake
from tests.docflow.world import an_office
from tests.factories import appointed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def read(piece: Piece, who: Appointment | None = None) -> Incoming:
    return policy.incomings.read(piece.uid, by=piece.office.actor(who or piece.office.clerk))


def sheet_of(piece: Piece, who: Appointment | None = None) -> Sheet:
    by = piece.office.actor(who or piece.office.clerk)
    return incoming_sheet(read(piece, who), by=by, at=now())


def way(piece: Piece) -> tuple[Entry, ...]:
    return next(one.entries for one in sheet_of(piece).sections if isinstance(one, Entries))


def facts(piece: Piece, label: str, who: Appointment | None = None) -> list[Fact]:
    sections = sheet_of(piece, who).sections
    return [one for s in sections if isinstance(s, Facts) for one in s.facts if one.label == label]


def fact(piece: Piece, label: str) -> str:
    (found,) = facts(piece, label)
    return found.text


def rows(piece: Piece, heading: str) -> Sequence[tuple[str, ...]]:
    sections = [one for one in sheet_of(piece).sections if isinstance(one, Listing)]
    return next(one.rows for one in sections if one.heading == heading)


def instructed_by_two() -> Piece:
    """Two leaders in turn; a lead unit, a co-unit and somebody by name, within five working days."""
    office = an_office()
    second = appointed(office.leader.department, "leader")
    piece = a_piece(office).reviewed().proposed(office.leader, second, days=5)
    piece.instructed(office.leader, lead_unit=office.units[0].uid, days=5)
    return piece.instructed(
        second,
        lead_unit=office.units[0].uid,
        co_units=(office.units[1].uid,),
        people=(office.colleague.uid,),
        days=5,
        needs_reply=True,
    )


def sent_round(piece: Piece, *readers: Appointment, **more: Any) -> Circulation:
    by = piece.office.actor(piece.office.clerk)
    return circulate(piece.uid, [one.uid for one in readers], purpose="请阅知", by=by, key=uuid7(), **more)


def test_the_leaders_words_stand_in_their_turn_and_the_units_say_what_they_did() -> None:
    piece = instructed_by_two()
    office = piece.office
    piece.reported(office.consulted[0])
    (proposal,), said = facts(piece, "拟办意见"), facts(piece, "批示")
    assert (proposal.text, proposal.signed.split("　")[0]) == ("拟请财务处牵头办理。", office.reviewer.person.name)
    assert [one.text for one in said] == ["同意拟办意见。"] * 2
    assert said[0].signed.startswith(office.leader.person.name)
    last = piece.incoming.run.acts.filter(step="instruct").latest("seq")
    assert said[1].signed.startswith(str(last.names["name"]))
    board = rows(piece, "承办")
    units = [office.units[0].name, office.units[1].name, office.colleague.department.name]
    assert [row[0] for row in board] == [
        f"{role}\n{unit}" for role, unit in zip(("牵头", "配合", "点名"), units, strict=True)
    ]
    assert [row[2] for row in board] == ["已办。", "办理中", "办理中"]
    assert ["办理" in row[3] for row in board] == [True, False, False]
    steps = [(one.step, one.deed) for one in way(piece)]
    assert steps[:3] == [("登记", "登记"), ("登记", "送初审"), ("初审", "送拟办")]
    assert steps[-2:] == [("承办", "尚未办理")] * 2


def test_a_department_that_is_renamed_changes_no_old_paper(client: Client) -> None:
    piece = a_piece()
    before, clerk = fact(piece, "登记人"), piece.office.clerk
    Department.objects.filter(pk=clerk.department.pk).update(name="改过名的办公室")
    assert fact(piece, "登记人") == before
    client.force_login(clerk.person)
    page = client.get(piece.incoming.get_absolute_url()).content.decode()
    assert f"<dt>登记</dt><dd>{before.replace('　', ' ')}</dd>" in page
    assert "改过名的办公室" in fact(a_piece(piece.office), "登记人")


def test_who_undertook_is_called_as_it_was_then(client: Client) -> None:
    piece = instructed_by_two()
    office = piece.office
    lead, other = office.units[0], office.units[1]
    piece.reported(office.consulted[0])
    for unit in (lead, other):
        Department.objects.filter(pk=unit.pk).update(name=f"改名的{unit.name}")
    rows = next(one.rows for one in sheet_of(piece).sections if isinstance(one, Listing) and one.heading == "承办")
    assert [row[0] for row in rows][:2] == [f"牵头\n{lead.name}", f"配合\n改名的{other.name}"]
    client.force_login(office.clerk.person)
    page = client.get(piece.incoming.get_absolute_url()).content.decode()
    assert f"<dt>牵头</dt><dd>{lead.name}</dd>" in page


def test_a_box_is_open_while_somebody_has_still_to_write() -> None:
    piece = a_piece()
    assert [(one.label, one.text) for label in ("拟办意见", "批示") for one in facts(piece, label)] == [
        ("拟办意见", ""),
        ("批示", ""),
    ]
    second = appointed(piece.office.leader.department, "leader")
    piece.reviewed().proposed(piece.office.leader, second)
    piece.instructed()
    assert [one.text for one in facts(piece, "批示")] == ["同意拟办意见。", ""]
    piece.instructed(second)
    head = piece.office.actor(piece.office.consulted[0])
    give_back(piece.task("undertake").uid, "instruct", by=head, key=uuid7(), reason="不属本单位职责。")
    assert "" in [one.text for one in facts(piece, "批示")]
    assert "不属本单位职责。" in [one.opinion for one in way(piece)]


def test_what_was_given_out_without_a_leader_has_no_box_for_one() -> None:
    piece = a_piece().reviewed()
    office = piece.office
    task, instruction = piece.task("propose"), Instruction(lead_unit=office.units[0].uid)
    by = office.actor(office.reviewer)
    propose(task.uid, instruction, by=by, key=uuid7(), choice="assign", opinion="请办理。")
    assert (fact(piece, "拟办意见"), facts(piece, "批示")) == ("请办理。", [])


def test_whether_the_deadline_was_kept_is_judged_by_those_it_is_for() -> None:
    piece = instructed_by_two()
    office = piece.office
    assert fact(piece, "办理时限").endswith("前（5个工作日）")
    piece.reported(office.consulted[0], office.consulted[1], office.colleague)
    assert fact(piece, "办理时限").endswith("（5个工作日）")  # the answer is still to come
    head = office.actor(office.consulted[0])
    answer(piece.task("answer").uid, by=head, key=uuid7(), waived="已当面答复")
    assert fact(piece, "办理时限").endswith("，按期报齐")
    assert fact(piece, "答复") == "无需书面答复：已当面答复"
    Incoming.objects.filter(uid=piece.uid).update(due_on=today() - timedelta(days=10))
    assert "，逾期" in fact(piece, "办理时限")
    assert fact(a_piece(), "办理时限") == "未设时限"


def test_a_deadline_that_has_gone_by_says_so() -> None:
    piece = instructed_by_two()
    Incoming.objects.filter(uid=piece.uid).update(due_on=today() - timedelta(days=10))
    assert "，已逾期" in fact(piece, "办理时限")


def test_the_reply_and_the_links_only_for_whoever_may_read_them() -> None:
    piece = instructed_by_two()
    office = piece.office
    assert fact(piece, "答复") == "要书面答复"
    head = office.consulted[0]
    document = start_reply(piece.uid, office.code.uid, "报告", by=office.actor(head), key=uuid7())
    Document.objects.filter(pk=document.pk).update(number="云政办发〔2026〕3号", signed_on=today())
    (shown,) = facts(piece, "答复", head)
    assert shown.text == "云政办发〔2026〕3号　关于做好冬季供热保障工作情况的报告"
    assert fact(piece, "答复") == "要书面答复"  # the clerk has not been given the draft
    assert rows(piece, "联系") == ()


def test_every_reading_of_it_with_who_when_and_what_he_said() -> None:
    piece = a_piece()
    office = piece.office
    assert "传阅" not in [one.heading for one in sheet_of(piece).sections if isinstance(one, Facts)]
    circulation = sent_round(piece, office.leader, office.head, order="in_order")
    reading = circulation.readings.get(appointment=office.leader)
    mark_read(reading.uid, by=office.actor(office.leader), key=uuid7(), opinion="请各处室认真落实。")
    sent_round(piece, office.colleague)
    headings = [one.heading for one in sheet_of(piece).sections if isinstance(one, Facts)]
    assert [one for one in headings if "传阅" in one] == ["传阅", "传阅（第2次）"]
    first, second = rows(piece, ""), facts(piece, "方式")
    assert first[0][0].startswith(office.leader.person.name)
    assert first[0][1] == "请各处室认真落实。"
    assert first[0][2].endswith("阅毕")
    assert first[1][2].endswith("未阅")
    assert [one.text for one in second] == ["依次传阅", "同时传阅"]


def test_reading_matter_has_the_clerks_word_and_no_instruction() -> None:
    piece = a_piece(class_code="收阅").reviewed()
    office = piece.office
    assert facts(piece, "批示") == []
    circulated(piece.task("circulate").uid, by=office.actor(office.clerk), key=uuid7(), opinion="已送各位领导传阅。")
    close(piece.task("close").uid, by=office.actor(office.clerk), key=uuid7())
    assert fact(piece, "拟阅意见") == "已送各位领导传阅。"
    assert way(piece)[-1].deed == "办结"


def test_a_piece_from_a_file_with_its_enclosures_and_digest() -> None:
    office = an_office()
    main, beside = an_intake(office), an_intake(office, b"%PDF-1.7 annex")
    piece = a_piece(office, intake=main.uid, enclosures=[beside.uid])
    assert rows(piece, "随文附件")[0][:2] == ("1", "来文.pdf")
    assert (fact(piece, "来件方式"), fact(piece, "页数")) == ("电子件", "1页")
    assert fact(piece, "SM3") == main.file.sm3


def test_sent_back_and_void_are_called_by_their_names() -> None:
    receiver = a_receiver()
    delivery = delivered(a_sealed_document(), receiver.organ)
    incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    (task,) = open_tasks(incoming)
    turn_back(task.uid, by=receiver.by, key=uuid7(), reason="不属本机关职责。")
    sheet = incoming_sheet(policy.incomings.read(incoming.uid, by=receiver.by), by=receiver.by, at=now())
    (entries,) = (one.entries for one in sheet.sections if isinstance(one, Entries))
    assert ("初审", "退文", "不属本机关职责。") in [(one.step, one.deed, one.opinion) for one in entries]
    piece = a_piece()
    terminate(piece.uid, by=piece.office.actor(piece.office.clerk), key=uuid7(), reason="重复登记。")
    assert ("登记", "作废登记") in [(one.step, one.deed) for one in way(piece)]
    assert facts(piece, "批示") == []


def test_the_page_and_the_paper_say_the_same(client: Client) -> None:
    piece = instructed_by_two()
    office = piece.office
    circulation = sent_round(piece, office.head)
    mark_read(circulation.readings.get().uid, by=office.actor(office.head), key=uuid7(), opinion="已阅知。")
    client.force_login(office.clerk.person)
    html = client.get(reverse("incoming:handling_sheet", args=[piece.uid])).content.decode()
    assert f"{office.organ.name}收文处理单" in html
    assert 'class="kai">已阅知。</td>' in html
    for entry in way(piece):
        assert all(text in html for text in (entry.step, entry.name, entry.deed, entry.opinion, *entry.times))
    assert all(text in html for text in (NOTICE.title, piece.incoming.number, "已阅知。", "收文标识"))
    paper_page = client.get(piece.incoming.get_absolute_url()).content.decode()
    assert paper_page.count(reverse("incoming:handling_sheet", args=[piece.uid])) == 2
    pdf: Any = client.get(reverse("incoming:handling_sheet_file", args=[piece.uid]))
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    with pdfplumber.open(io.BytesIO(b"".join(pdf.streaming_content))) as opened:
        printed = "".join("".join((page.extract_text() or "").split()) for page in opened.pages)
        faces = {letter["fontname"] for page in opened.pages for letter in page.chars if letter["text"] == "已"}
        assert any("Kai" in face for face in faces)
    assert f"第1页共{len(opened.pages)}页" in printed
    assert all(
        word in printed for word in ("收文处理单", "拟请财务处牵头办理。", "已阅知。", office.colleague.person.name)
    )
    log = AccessEntry.objects.filter(about=piece.uid).order_by("-id")
    assert [one.kind for one in log[:3]] == ["download", "read", "read"]


def test_for_the_receiving_organ_and_nobody_else(client: Client) -> None:
    document = a_sealed_document()
    receiver, stranger = a_receiver(), a_receiver()
    delivery = delivered(document, receiver.organ)
    incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    addresses = [reverse(f"incoming:{name}", args=[incoming.uid]) for name in ("handling_sheet", "handling_sheet_file")]
    sender = document.drafter
    for who in (sender, stranger.clerk, receiver.other):
        client.force_login(who.person)
        assert [client.get(one).status_code for one in addresses] == [404, 404]
    with transaction.atomic():  # whatever else he may be given
        grant(incoming.uid, organ_key(sender.organ), why="试")
    client.force_login(sender.person)
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    assert "handling-sheet" not in client.get(incoming.get_absolute_url()).content.decode()
    client.force_login(receiver.clerk.person)
    assert client.get(addresses[0]).status_code == 200
    with pytest.raises(NotThere):
        policy.incomings.read_handling(uuid7(), by=receiver.by)


def test_however_long_the_way_the_questions_are_as_many() -> None:
    piece = instructed_by_two()
    office = piece.office
    sent_round(piece, office.head)

    def asked() -> int:
        by, incoming = office.actor(office.clerk), read(piece)
        with CaptureQueriesContext(connection) as queries:
            incoming_sheet(incoming, by=by, at=now())
        return len(queries)

    before = asked()
    for _ in range(2):
        head = office.actor(office.consulted[0])
        give_back(piece.task("undertake", office.consulted[0]).uid, "instruct", by=head, key=uuid7(), reason="请再核。")
        leaders = [one.holder for one in piece.incoming.run.tasks.filter(step="instruct").order_by("id")[:2]]
        for leader in leaders:
            assert leader is not None
            piece.instructed(leader, lead_unit=office.units[0].uid, co_units=(office.units[1].uid,))
        sent_round(piece, office.colleague, office.head)
    assert asked() == before <= 25


def test_the_sheet_of_a_long_piece_is_as_many_pages_as_it_needs() -> None:
    piece = a_piece()
    office = piece.office
    sent_round(piece, *(appointed(office.units[0]) for _ in range(60)))
    with pdfplumber.open(io.BytesIO(sheet_pdf(sheet_of(piece)))) as opened:
        last = "".join((opened.pages[-1].extract_text() or "").split())
    assert len(opened.pages) > 2
    assert f"第{len(opened.pages)}页共{len(opened.pages)}页" in last
