"""What a receiving organ has is the sealed file: no address of the sender's document answers it, whatever it does with what came (A1)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from docflow.circulation.actions.circulate import circulate
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.models import Delivery
from docflow.incoming.actions.registering import register_delivery
from docflow.urls import urlpatterns
from office.api import keep
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.circulation.sending import sent_round
from tests.docflow.distribution.post import Receiver, a_receiver, at_distribution, distributed
from tests.docflow.world import Paper, an_office
from tests.factories import appointed

pytestmark = pytest.mark.django_db

OF_A_DOCUMENT = ("documents/<uuid:uid>/", "papers/<uuid:uid>/")


@pytest.fixture
def sent(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, Receiver, Delivery]:
    """A document with a file that goes with it and one that was taken off, sent to an organ."""
    settings.DATA_DIR = tmp_path_factory.mktemp("data")
    paper, receiver = at_distribution(an_office()), a_receiver()
    with transaction.atomic():
        for name in ("附表.pdf", "草稿.pdf"):
            file = keep(name.encode(), "application/pdf")
            paper.document.attachments.create(file=file, name=name, added_by=paper.office.drafter, from_version=1)
        paper.document.attachments.filter(name="草稿.pdf").update(removed_at=now())
    (delivery,) = distributed(paper, receiver)
    return paper, receiver, delivery


def addresses(paper: Paper) -> Iterator[str]:
    """Every address of the room that names the document, and each of its attached files, the removed one too."""
    given: dict[str, object] = {"uid": paper.uid, "page": 1, "verb": "terminate", "link": uuid7()}
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if not route.startswith(OF_A_DOCUMENT):
            continue
        names = pattern.pattern.converters
        for attachment in (
            paper.document.attachments.values_list("uid", flat=True) if "attachment" in names else (None,)
        ):
            known = given | {"attachment": attachment}
            yield reverse(f"docflow:{pattern.name}", kwargs={name: known[name] for name in names})


def answers(client: Client, who: Appointment, paper: Paper) -> dict[str, set[int]]:
    """What he gets of each address, by looking and by acting."""
    client.force_login(who.person)
    return {
        one: {client.get(one).status_code, client.post(one, {"key": str(uuid7())}).status_code}
        for one in addresses(paper)
    }


def assert_nothing_there(client: Client, who: Appointment, paper: Paper) -> None:
    found = answers(client, who, paper)
    assert len(found) >= 18
    assert {one: said for one, said in found.items() if not said <= {404, 405} or 404 not in said} == {}
    listed = client.get(reverse("docflow:documents") + "?view=all").content.decode()
    assert str(paper.uid) not in listed


def test_to_nobody_of_the_receiving_organ_before_and_after_receipt(
    client: Client, sent: tuple[Paper, Receiver, Delivery]
) -> None:
    paper, receiver, delivery = sent
    people = (receiver.clerk, receiver.reviewer, receiver.other)
    for who in people:
        assert_nothing_there(client, who, paper)
    incoming = register_delivery(delivery.uid, "收办", by=receiver.by, key=uuid7())
    circulate(incoming.uid, [receiver.other.uid], purpose="请阅知", by=receiver.by, key=uuid7())
    for who in people:
        assert_nothing_there(client, who, paper)
    client.force_login(receiver.other.person)
    assert client.get(incoming.get_absolute_url()).status_code == 200  # sent round to him, it is his to read


def test_to_nobody_of_it_after_it_was_sent_back(client: Client, sent: tuple[Paper, Receiver, Delivery]) -> None:
    paper, receiver, delivery = sent
    send_back(delivery.uid, by=receiver.by, key=uuid7(), reason="缺附件。")
    assert_nothing_there(client, receiver.clerk, paper)


def test_a_reader_of_the_own_organ_sees_page_and_sheet_and_no_removed_file(
    client: Client, sent: tuple[Paper, Receiver, Delivery]
) -> None:
    paper, _, _ = sent
    office = paper.office
    reader = appointed(office.units[2])
    assert_nothing_there(client, reader, paper)
    sent_round(paper, reader)
    client.force_login(reader.person)
    page = client.get(reverse("docflow:document", args=[paper.uid]))
    sheet = reverse("docflow:handling_sheet", args=[paper.uid])
    assert (page.status_code, client.get(sheet).status_code) == (200, 200)
    assert sheet in page.content.decode()
    kept, removed = (_file(paper, name) for name in ("附表.pdf", "草稿.pdf"))
    assert client.get(removed).status_code == 404
    file: Any = client.get(kept)
    assert b"".join(file.streaming_content) == "附表.pdf".encode()


def _file(paper: Paper, name: str) -> str:
    uid: UUID = paper.document.attachments.get(name=name).uid
    return reverse("docflow:attachment", args=[paper.uid, uid])
