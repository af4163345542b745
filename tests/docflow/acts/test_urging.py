"""催办: of those who hold a paper, by those whose business it is, and not twice in two hours."""

from datetime import timedelta

import pytest
import time_machine

from docflow.actions.keeping import resume, suspend
from docflow.actions.urging import urge
from docflow.models import Urge
from docflow.views.papers import urgeable
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from realtime.models import Notification
from tests.docflow.incoming.inbox import Piece, a_piece
from tests.docflow.world import a_draft, an_office

pytestmark = pytest.mark.django_db


def undertaken() -> Piece:
    office = an_office()
    return (
        a_piece(office)
        .reviewed()
        .proposed()
        .instructed(lead_unit=office.units[0].uid, co_units=(office.units[1].uid, office.units[2].uid))
    )


def test_a_drafter_urges_whoever_holds_his_document() -> None:
    paper = a_draft().sent()
    office = paper.office
    row = urge(paper.uid, by=office.actor(office.drafter), key=uuid7(), words="请今日核稿。")
    assert row.whom == [office.head.person.name]
    told = Notification.objects.get(person=office.head.person, kind="urge")
    assert (told.body, told.url) == ("请今日核稿。", paper.document.get_absolute_url())


def test_clerk_leader_and_lead_unit_urge_what_came_in() -> None:
    for who in ("clerk", "leader", "reviewer"):
        piece = undertaken()
        office = piece.office
        row = urge(piece.uid, by=office.actor(getattr(office, who)), key=uuid7())
        assert set(row.whom) == {one.person.name for one in office.consulted}
    piece = undertaken()
    office = piece.office
    row = urge(piece.uid, by=office.actor(office.consulted[0]), key=uuid7())
    assert set(row.whom) == {one.person.name for one in office.consulted[1:]}


def test_while_it_is_suspended_nobody_is_urged() -> None:
    paper = a_draft().sent()
    office, key = paper.office, uuid7()
    suspend(paper.uid, by=office.actor(office.flow_keeper), key=uuid7(), reason="等待上级口径。")
    paper.document.refresh_from_db()
    drafter = office.actor(office.drafter)
    assert not urgeable(paper.document, by=drafter)
    with pytest.raises(NotAllowed, match="已挂起，谁都不能办。恢复后再催"):
        urge(paper.uid, by=drafter, key=key)
    assert not Urge.objects.exists()
    resume(paper.uid, by=office.actor(office.flow_keeper), key=uuid7())
    assert urge(paper.uid, by=drafter, key=key).whom == [office.head.person.name]


def test_a_co_unit_and_a_stranger_urge_nobody() -> None:
    piece = undertaken()
    office = piece.office
    with pytest.raises(NotAllowed, match="催办由"):
        urge(piece.uid, by=office.actor(office.consulted[1]), key=uuid7())
    with pytest.raises(NotThere):
        urge(piece.uid, by=office.actor(office.drafter), key=uuid7())
    assert not Urge.objects.exists()


def test_nobody_is_urged_twice_in_two_hours() -> None:
    piece = undertaken()
    office = piece.office
    clerk = office.actor(office.clerk)
    piece.reported(office.consulted[2])
    assert len(urge(piece.uid, by=clerk, key=uuid7()).whom) == 2
    with pytest.raises(NotAllowed, match="刚催过"):
        urge(piece.uid, by=clerk, key=uuid7())
    with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
        assert len(urge(piece.uid, by=clerk, key=uuid7()).whom) == 2
    assert Urge.objects.count() == 2


def test_his_own_task_is_nothing_to_urge_and_words_are_one_line() -> None:
    piece = a_piece()
    office = piece.office
    with pytest.raises(NotAllowed, match="没有等着别人"):
        urge(piece.uid, by=office.actor(office.clerk), key=uuid7())
    piece.reviewed()
    with pytest.raises(Invalid, match="一行"):
        urge(piece.uid, by=office.actor(office.clerk), key=uuid7(), words="请\n办")
