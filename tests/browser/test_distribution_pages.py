"""The pages of sending and receiving in every mode: no grave fault for anyone, no sideways scroll, nothing refused by the policy."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from docflow.distribution.actions.groups import save_group
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.models import AddresseeGroup, Delivery
from office.kernel.clock import start_of, today
from office.kernel.ids import uuid7
from office.models import Person
from tests.browser.looking import look
from tests.docflow.distribution.post import a_receiver, at_distribution, distributed
from tests.docflow.world import an_office

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Scene:
    """Where the sender's clerk and a receiver's clerk look."""

    sender: str
    sender_sees: list[str]
    receiver: str
    receiver_sees: list[str]


def _session(person: Person) -> str:
    visitor = Client()
    visitor.force_login(person)
    return visitor.cookies["sessionid"].value


@pytest.fixture
def scene(transactional_db: None, settings: Settings, tmp_path: Path) -> Scene:
    """A document on its way to four organs: signed, sent back, overdue, awaited; another that is still to be sent."""
    settings.DATA_DIR = tmp_path
    office = an_office(name="云州市人民政府办公室")
    paper, waiting = at_distribution(office), at_distribution(office)
    receivers = [a_receiver(f"云州市{name}局") for name in ("财政", "教育", "数据", "住房和城乡建设")]
    signed, back, late, awaited = distributed(paper, *receivers)
    sign_for(signed.uid, by=receivers[0].by, key=uuid7())
    send_back(back.uid, by=receivers[1].by, key=uuid7(), reason="附件缺第2页，请补齐后再送。")
    Delivery.objects.filter(pk=late.pk).update(due_at=start_of(today()))
    clerk = office.actor(office.clerk)
    save_group(None, name="常用", organs=[one.organ.uid for one in receivers], by=clerk, key=uuid7())
    return Scene(
        _session(office.clerk.person),
        [
            paper.document.get_absolute_url(),
            reverse("distribution:distribute", args=[waiting.uid]),
            reverse("distribution:sent_documents"),
            reverse("distribution:sent", args=[back.uid]),
            reverse("distribution:sent", args=[late.uid]),
            reverse("distribution:groups"),
            reverse("distribution:group", args=[AddresseeGroup.objects.get().uid]),
        ],
        _session(receivers[3].clerk.person),
        [reverse("distribution:deliveries"), reverse("distribution:delivery", args=[awaited.uid])],
    )


def test_pages_of_sending_and_receiving(
    scene: Scene, chromium: "Browser", live_server: LiveServer, photographs: Path
) -> None:
    wrong = look(chromium, live_server.url, scene.sender_sees, scene.sender, photographs)
    wrong += look(chromium, live_server.url, scene.receiver_sees, scene.receiver, photographs)
    assert wrong == []
