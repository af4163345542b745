"""Many at once: among them what is not his, and more than anybody ticks. Archivists' 归档所选 and 判定所选: `tests/archive`."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.circulation.models import Circulation
from docflow.distribution.actions.groups import save_group
from docflow.distribution.models import AddresseeGroup, Delivery
from docflow.incoming.models import Incoming, Intake
from office.kernel.ids import uuid7
from office.models import Appointment, Reader, Todo, TrailEntry
from realtime.models import Notification
from tests.docflow.circulation.sending import reading_of, sent_round
from tests.docflow.distribution.post import a_receiver, at_distribution
from tests.docflow.incoming.inbox import an_intake
from tests.docflow.world import Office, a_draft, an_office
from tests.office.site.city import NAMED, City, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

FIELDS = 2_000
"""What a request may hold."""
LISTS = {
    "archive:confirm": "record",
    "archive:decide_chosen": "record",
    "circulation:new": "readers",
    "circulation:add": "readers",
    "circulation:act": "reading",
    "distribution:distribute": "more",
    "distribution:new_group": "organ",
    "distribution:group": "organ",
    "incoming:new": "enclosed",
    "docflow:act": "chosen",
}
"""Where several are named in one request, and under which name."""
CHANGES = (TrailEntry, Notification, Reader, Todo, Delivery, Circulation, Incoming, AddresseeGroup)


@pytest.fixture
def office() -> Office:
    return an_office("云州市供热管理局")


@pytest.fixture
def other() -> Office:
    return an_office("青澜市供水管理局")


def post(who: Appointment, address: str, **fields: Any) -> tuple[int, str]:
    given = urlencode({"key": str(uuid7())} | fields, doseq=True)
    answer = signed_in(who.person).post(address, given, content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("verb", ["withdraw", "remind"])
def test_a_reader_of_anothers_circulation_is_left_alone(office: Office, other: Office, verb: str) -> None:
    own = sent_round(a_draft(office).sent(), office.head, office.leader)
    foreign = sent_round(a_draft(other).sent(), other.leader)
    mine, theirs = reading_of(own, office.leader), reading_of(foreign, other.leader)
    told = Notification.objects.filter(person=other.leader.person).count()
    status, page = post(
        office.drafter, reverse("circulation:act", args=[own.uid, verb]), reading=[mine.uid, theirs.uid], reason="发错"
    )
    assert status < 500
    theirs.refresh_from_db()
    assert (theirs.withdrawn_at, theirs.reminded_at) == (None, None)
    assert Notification.objects.filter(person=other.leader.person).count() == told
    assert other.leader.person.name not in page


def test_people_of_another_organ_are_not_sent_anything(office: Office, other: Office) -> None:
    paper = a_draft(office).sent()
    status, _ = post(
        office.drafter, reverse("circulation:new", args=[paper.uid]), readers=[office.leader.uid, other.leader.uid]
    )
    assert 400 <= status < 500
    assert not Circulation.objects.exists()  # whole, or not at all
    assert not Reader.objects.filter(object_uid=paper.uid, key__contains=str(other.leader.uid)).exists()


def test_the_group_of_another_organ_is_not_used_and_not_told(office: Office, other: Office) -> None:
    own, hidden = a_receiver("云州市甲局"), a_receiver("青澜市乙局")
    group = save_group(None, name="青澜分组", organs=[hidden.organ.uid], by=other.actor(other.clerk), key=uuid7())
    paper = at_distribution(office)
    status, page = post(
        office.clerk,
        reverse("distribution:distribute", args=[paper.uid]),
        task=str(paper.task("distribute").uid),
        more=[own.organ.uid],
        group=[group.uid],
        days=3,
    )
    assert status < 500
    assert "青澜分组" not in page
    assert not Delivery.objects.filter(receiver=hidden.organ).exists()


def test_a_file_that_another_clerk_brought_is_not_enclosed(office: Office, other: Office) -> None:
    mine, theirs = an_intake(office), an_intake(other)
    given = {"class_code": "收办", "sender": "省厅", "title": "供热通知", "copies": "1"}
    status, _ = post(office.clerk, reverse("incoming:new"), enclosed=[mine.uid, theirs.uid], **given)
    assert status == 404
    assert not Incoming.objects.exists()
    assert Intake.objects.filter(uid__in=[mine.uid, theirs.uid]).count() == 2
    assert post(office.clerk, reverse("incoming:new"), enclosed=[mine.uid], **given)[0] == 302
    assert Incoming.objects.get().enclosures.count() == 1


def test_a_leader_of_another_organ_signs_nothing(office: Office, other: Office) -> None:
    paper = a_draft(office).sent().reviewed()
    address = reverse("docflow:act", args=[paper.task("office_review").uid, "office_review"])
    status, _ = post(office.reviewer, address, chosen=[office.leader.uid, other.leader.uid])
    assert 400 <= status < 500
    assert paper.steps() == ["office_review"]


def bulks(city: City) -> Iterator[tuple[str, str, str, Any]]:
    """Each place, with somebody for whom it is there."""
    for name, field in LISTS.items():
        address = city.address(name) if name in NAMED else reverse(name)
        client = city.whoever(name, address, is_open)
        assert client is not None, f"nobody gets to {name}"
        yield name, address, field, client


def is_open(client: Client, address: str) -> bool:
    return client.post(address, {"reason": ""}).status_code not in {403, 404, 405}


def test_ten_thousand_are_refused_whole_and_soon(city: City) -> None:
    for name, address, field, client in list(bulks(city)):
        ids = [str(UUID(int=n)) for n in range(10_000)]
        before = [one._base_manager.count() for one in CHANGES]
        since = time.monotonic()
        sent = urlencode({"key": str(uuid7()), field: ids, "reason": "试", "opinion": "试"}, doseq=True)
        answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400, name
        assert "没有看懂这次请求" in answer.content.decode(), name
        assert time.monotonic() - since < 2, name
        assert [one._base_manager.count() for one in CHANGES] == before, name


def test_as_many_as_a_request_holds_cost_no_query_each(city: City) -> None:
    """Of what is not there: named once, or refused as too many; nothing is looked for one by one."""
    for name, address, field, client in list(bulks(city)):
        before = [one._base_manager.count() for one in CHANGES]
        ids = [str(uuid7()) for _ in range(FIELDS - 10)]
        sent = urlencode({"key": str(uuid7()), field: ids, "purpose": "试", "name": "试"}, doseq=True)
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        assert 300 <= answer.status_code < 500 or answer.status_code == 200, name
        assert len(asked) < 150, name
        assert [one._base_manager.count() for one in CHANGES] == before, name
