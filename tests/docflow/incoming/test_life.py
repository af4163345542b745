"""收文 from 登记 to 办结, by the actions that the pages call."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from docflow.incoming.actions.answer import answer
from docflow.incoming.actions.circulated import circulated
from docflow.incoming.actions.close import close
from docflow.incoming.actions.correct_elements import correct_elements
from docflow.incoming.actions.elements import Registration
from docflow.incoming.actions.give_back import give_back
from docflow.incoming.actions.instructing import Instruction
from docflow.incoming.actions.pass_on import pass_on
from docflow.incoming.actions.propose import propose
from docflow.incoming.actions.registering import register_delivery
from docflow.incoming.actions.report import report
from docflow.incoming.actions.start_reply import start_reply
from docflow.incoming.actions.turn_back import turn_back
from docflow.incoming.models import IncomingNumber
from docflow.incoming.selectors.board import board_of
from docflow.models import Document, Link, Sealed, WorkingCopy
from docflow.selectors.tasks import open_tasks
from office.api import keep, working_calendar
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.transactions import LOCK_ORDER, recorded_locks
from tests.docflow.acts.soundness import assert_sound
from tests.docflow.distribution.post import a_receiver, a_sealed_document, delivered
from tests.docflow.incoming.inbox import NOTICE, Piece, a_piece
from tests.docflow.world import Office, an_office
from tests.factories import appointed

pytestmark = pytest.mark.django_db


def undertaken(**more: object) -> Piece:
    return undertaken_at(an_office(), **more)


def undertaken_at(office: Office, **more: object) -> Piece:
    what: dict[str, Any] = {
        "lead_unit": office.units[0].uid,
        "co_units": (office.units[1].uid,),
        "people": (office.colleague.uid,),
        "days": 5,
    }
    return a_piece(office).reviewed().proposed().instructed(**{**what, **more})


def test_it_is_numbered_when_it_is_registered() -> None:
    piece = a_piece()
    incoming = piece.incoming
    assert incoming.number == f"收办〔{today().year}〕1号"
    assert incoming.their_number == "云政办发〔2026〕12号"
    assert (incoming.source, incoming.state) == ("paper", "reviewing")
    assert piece.steps() == ["review"]


def test_a_leader_names_units_people_and_a_day_in_one_act() -> None:
    piece = undertaken()
    incoming, office = piece.incoming, piece.office
    assert sorted(task.holder.pk for task in incoming.run.tasks.filter(step="undertake") if task.holder) == sorted(
        one.pk for one in (office.consulted[0], office.consulted[1], office.colleague)
    )
    assert incoming.due_on is not None
    assert working_calendar().working_days_between(today(), incoming.due_on) == 5
    assert incoming.state == "undertaking"


def test_who_is_named_beside_the_head_of_his_unit_undertakes_as_named() -> None:
    office = an_office()
    clerk = appointed(office.units[0])
    piece = undertaken_at(office, people=(clerk.uid, office.consulted[1].uid))
    assert [(one.role, one.who) for one in board_of(piece.incoming)] == [
        ("牵头", office.consulted[0].person.name),
        ("配合", office.consulted[1].person.name),
        ("点名", clerk.person.name),
    ]


def test_several_leaders_instruct_in_turn() -> None:
    office = an_office()
    second = appointed(office.leader.department, "leader")
    piece = a_piece(office).reviewed().proposed(office.leader, second)
    assert [task.holder for task in (piece.task("instruct"),)] == [office.leader]
    piece.instructed(office.leader, lead_unit=office.units[0].uid)
    assert piece.steps() == ["instruct"]
    piece.instructed(second, lead_unit=office.units[1].uid)
    assert piece.task("undertake").holder == office.consulted[1]


def test_from_registration_to_close_with_a_reply() -> None:
    piece = undertaken(needs_reply=True)
    office = piece.office
    piece.reported(office.consulted[0], office.consulted[1], office.colleague)
    assert piece.steps() == ["answer"]
    head = office.actor(office.consulted[0])
    task = piece.task("answer")
    with pytest.raises(NotAllowed, match="还没有用印"):
        answer(task.uid, by=head, key=uuid7())
    document = start_reply(piece.uid, office.code.uid, "报告", by=head, key=uuid7())
    copy = WorkingCopy.objects.get(document=document)
    assert copy.elements["title"] == "关于做好冬季供热保障工作情况的报告"
    assert copy.elements["main_recipients"] == [NOTICE.sender]
    assert "（云政办发〔2026〕12号）收悉" in copy.elements["body"][0]
    assert Link.objects.get().to_uid == piece.uid
    with pytest.raises(NotAllowed):
        answer(task.uid, by=head, key=uuid7())
    _seal(document)
    answer(task.uid, by=head, key=uuid7())
    close(piece.task("close").uid, by=office.actor(office.clerk), key=uuid7())
    assert piece.incoming.state == "closed"
    assert piece.incoming.closed_at is not None
    said = [(one.step, one.text) for one in piece.incoming.run.opinions.all()]
    assert ("批示", "同意拟办意见。") in said


def test_without_a_reply_the_reason_is_kept() -> None:
    piece = undertaken(needs_reply=True, co_units=(), people=())
    piece.reported()
    head = piece.office.actor(piece.office.consulted[0])
    answer(piece.task("answer").uid, by=head, key=uuid7(), waived="已当面答复")
    assert piece.incoming.answer_waived == "已当面答复"
    assert piece.steps() == ["close"]


def test_a_leader_who_names_nobody_sends_it_to_close() -> None:
    piece = a_piece().reviewed().proposed()
    piece.instructed(lead_unit=None)
    assert piece.steps() == ["close"]


def test_the_office_gives_it_out_itself() -> None:
    piece = a_piece().reviewed()
    office = piece.office
    task, by = piece.task("propose"), office.actor(office.reviewer)
    with pytest.raises(Invalid, match="牵头处室"):
        propose(task.uid, Instruction(co_units=(office.units[0].uid,)), by=by, key=uuid7(), opinion="交办。")
    with pytest.raises(NotAllowed):
        propose(task.uid, Instruction(), by=by, key=uuid7(), choice="assign", opinion="交办。")
    instruction = Instruction(lead_unit=office.units[0].uid)
    propose(task.uid, instruction, by=by, key=uuid7(), choice="assign", opinion="请办理。")
    assert piece.task("undertake").holder == office.consulted[0]


def test_foreign_units_and_people_are_refused() -> None:
    piece, other = a_piece().reviewed(), an_office(code="外发")
    for what in ({"lead_unit": other.units[0].uid}, {"people": (other.leader.uid,)}):
        with pytest.raises(Invalid, match="不在本机关"):
            piece.proposed(**what)
    with pytest.raises(Invalid, match="今天之前"):
        piece.proposed(due_on=today() - timedelta(days=1))
    assert piece.steps() == ["propose"]


def test_a_unit_that_is_not_responsible_returns_it_and_another_is_asked() -> None:
    piece = undertaken(co_units=(), people=())
    office = piece.office
    head = office.actor(office.consulted[0])
    give_back(piece.task("undertake").uid, "instruct", by=head, key=uuid7(), reason="不属本单位职责。")
    assert piece.steps() == ["instruct"]
    piece.instructed(lead_unit=office.units[2].uid)
    assert piece.task("undertake").holder == office.consulted[2]
    assert_sound()


def test_it_is_passed_on_within_the_department_only() -> None:
    piece = undertaken(co_units=(), people=())
    office = piece.office
    mate = appointed(office.units[0])
    head, task = office.actor(office.consulted[0]), piece.task("undertake")
    with pytest.raises(Invalid, match="只能在"):
        pass_on(task.uid, office.colleague.uid, by=head, key=uuid7())
    pass_on(task.uid, mate.uid, by=head, key=uuid7(), reason="请办理。")
    task = piece.task("undertake", mate)
    with pytest.raises(Invalid):
        report(task.uid, by=office.actor(mate), key=uuid7(), opinion=" ")
    report(task.uid, by=office.actor(mate), key=uuid7(), opinion="已办。")
    assert piece.steps() == ["close"]


def test_what_is_returned_to_registration_is_put_right_and_keeps_its_number() -> None:
    piece = a_piece()
    office, number = piece.office, piece.incoming.number
    clerk = office.actor(office.clerk)
    give_back(piece.task("review").uid, "register", by=clerk, key=uuid7(), reason="来文字号有误。")
    corrected = Registration(title=NOTICE.title, sender=NOTICE.sender, their_number="云政办发〔2026〕13号")
    correct_elements(piece.task("register").uid, corrected, by=clerk, key=uuid7())
    assert (piece.incoming.their_number, piece.incoming.number) == ("云政办发〔2026〕13号", number)
    assert piece.steps() == ["review"]
    assert IncomingNumber.objects.count() == 1


def test_reading_matter_is_sent_round_and_closed() -> None:
    piece = a_piece(class_code="收阅").reviewed()
    office = piece.office
    clerk = office.actor(office.clerk)
    assert piece.incoming.state == "circulating"
    circulated(piece.task("circulate").uid, by=clerk, key=uuid7(), opinion="已送各位领导传阅。")
    close(piece.task("close").uid, by=clerk, key=uuid7())
    assert piece.incoming.state == "closed"
    assert_sound()


def _seal(document: Document) -> None:
    with transaction.atomic():
        file = keep(b"%PDF-1.7 sealed", "application/pdf")
        Sealed.objects.create(
            document=document,
            file=file,
            sm3=file.sm3,
            sha256="0" * 64,
            size=file.size,
            pages=1,
            page_sm3=file.sm3,
            revisions=[file.sm3],
            seals=1,
        )


def test_an_instruction_is_handed_to_another_leader_only() -> None:
    office = an_office()
    second = appointed(office.leader.department, in_charge_of=office.units[0])
    piece = a_piece(office).reviewed().proposed()
    by, task = office.actor(office.leader), piece.task("instruct")
    with pytest.raises(Invalid, match="领导"):
        pass_on(task.uid, office.clerk.uid, by=by, key=uuid7())
    pass_on(task.uid, second.uid, by=by, key=uuid7(), reason="请分管领导批示。")
    assert piece.task("instruct").holder == second


def test_every_lock_is_taken_in_order() -> None:
    receiver = a_receiver()
    delivery = delivered(a_sealed_document(), receiver.organ)
    with recorded_locks() as places:
        incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    assert _in_order(places)
    assert {"delivery", "register"} <= set(places)
    (task,) = open_tasks(incoming)
    with recorded_locks() as places:
        turn_back(task.uid, by=receiver.by, key=uuid7(), reason="不属本机关职责。")
    assert _in_order(places)
    assert {"run", "delivery"} <= set(places)


def _in_order(places: list[str]) -> bool:
    at = [LOCK_ORDER.index(place) for place in places]
    return at == sorted(at)
