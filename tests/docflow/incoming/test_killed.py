"""Killed at every named point of a piece's life: nothing half-registered, half-sent-back or half-answered, and it goes on."""

from collections.abc import Iterator

import pytest

from docflow.incoming.actions.registering import register_delivery
from docflow.incoming.actions.start_reply import start_reply
from docflow.incoming.actions.turn_back import turn_back
from docflow.models import IssuingCode
from office.api import with_role
from office.kernel.ids import uuid7
from office.models import Organ
from tests.docflow.distribution.post import a_sealed_document, delivered
from tests.docflow.incoming.inbox import Piece
from tests.docflow.world import Office, an_office
from tests.installation import SETUP, Installation, installed

PREPARE = """
from tests.docflow.incoming.test_killed import prepare
prepare()
"""
WALK = """
from tests.docflow.incoming.test_killed import walk
walk()
"""
GO_ON = """
from tests.docflow.incoming.soundness import assert_incoming_sound
assert_incoming_sound()
from docflow.incoming.models import Incoming
from docflow.models import Document, Link
for link in Link.objects.all():
    assert Document.objects.filter(uid=link.from_uid).exists()
print(Incoming.objects.count())
"""


HERE, THERE = "云州市收文局", "云州市发文局"


def prepare() -> None:
    """An organ that receives and one that sends, known by their names."""
    an_office(HERE)
    an_office(THERE, code="外发")


def an_office_named(name: str) -> Office:
    """One of them, found again by another process."""
    organ = Organ.objects.get(name=name)
    head, other = with_role(organ, "head")[:2]
    reviewer, leader, clerk = (with_role(organ, role)[0] for role in ("office_reviewer", "leader", "document_clerk"))
    return Office(
        organ=organ,
        code=IssuingCode.objects.get(organ=organ),
        drafter=head,
        colleague=head,
        head=head,
        consulted=(other,),
        reviewer=reviewer,
        second_reviewer=reviewer,
        leader=leader,
        clerk=clerk,
        seal_keeper=head,
        flow_keeper=head,
        units=(other.department,),
    )


def walk() -> None:
    """One delivery registered and sent back, one registered, instructed, and its reply begun."""
    office, sender = an_office_named(HERE), an_office_named(THERE)
    clerk, head = office.actor(office.clerk), office.actor(office.consulted[0])
    first, second = (delivered(a_sealed_document(sender, f"外发〔2026〕{uuid7()}"), office.organ) for _ in range(2))
    back = register_delivery(first.uid, "收办", by=clerk, key=uuid7())
    turn_back(Piece(office, back.uid).task("review").uid, by=clerk, key=uuid7(), reason="不属本机关职责。")
    kept = register_delivery(second.uid, "收办", by=clerk, key=uuid7())
    Piece(office, kept.uid).reviewed().proposed().instructed()
    start_reply(kept.uid, office.code.uid, "报告", by=head, key=uuid7())


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("inbox")) as made:
        made.python(PREPARE)
        yield made


@pytest.mark.crash("incoming.delivery_signed")
@pytest.mark.crash("incoming.number_taken")
@pytest.mark.crash("incoming.turned_back")
@pytest.mark.crash("incoming.instruction_written")
@pytest.mark.crash("incoming.reply_drafted")
@pytest.mark.parametrize(
    "point",
    [
        "incoming.delivery_signed",
        "incoming.number_taken:2",
        "incoming.turned_back",
        "incoming.instruction_written",
        "incoming.reply_drafted",
    ],
)
def test_killed_there_nothing_is_half_done_and_it_goes_on(city: Installation, point: str) -> None:
    before = int(city.python(GO_ON))
    city.die_at(point, "-c", f"{SETUP}{WALK}")
    between = int(city.python(GO_ON))
    city.python(WALK)
    assert int(city.python(GO_ON)) == between + 2
    assert between >= before
