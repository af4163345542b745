"""Whose open pages hear of an act: everybody whose desk changes by it, whoever did it."""

from collections.abc import Iterable

import pytest

from docflow.actions.hand_back import claim, return_to, withdraw
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.world import a_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> set[Appointment]:
    heard: set[Appointment] = set()

    def ring(whom: Iterable[Appointment]) -> None:
        heard.update(whom)

    monkeypatch.setattr("docflow.walking.mirroring.realtime.ring", ring)
    return heard


def test_whoever_loses_a_task_by_anothers_return(rung: set[Appointment]) -> None:
    paper = a_draft(consult=True).sent().reviewed()
    office = paper.office
    agreed, returning, third = office.consulted
    paper.countersigned(agreed)
    rung.clear()
    return_to(
        paper.task("countersign", returning).uid, "draft", by=office.actor(returning), key=uuid7(), reason="不清。"
    )
    assert rung == {third, returning, office.drafter}


def test_the_rest_of_a_pool_when_one_takes_it(rung: set[Appointment]) -> None:
    paper = a_draft().sent().reviewed()
    office = paper.office
    rung.clear()
    claim(paper.task("office_review").uid, by=office.actor(office.reviewer), key=uuid7())
    assert {office.reviewer, office.second_reviewer} <= rung


def test_who_had_it_when_it_is_withdrawn(rung: set[Appointment]) -> None:
    paper = a_draft()
    office, task = paper.office, paper.task("draft")
    paper.sent()
    rung.clear()
    withdraw(task.uid, by=office.actor(office.drafter), key=uuid7())
    assert office.head in rung


def test_the_drafter_whenever_it_moves(rung: set[Appointment]) -> None:
    paper = a_draft().sent()
    rung.clear()
    paper.reviewed()
    assert paper.office.drafter in rung
