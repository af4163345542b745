"""A page asks as often for many rows as for few: every list, and every page that shows many of something."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from docflow.incoming.actions.registering import register_delivery
from docflow.models import Register
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Appointment
from tests.docflow.circulation.sending import has_read, sent_round
from tests.docflow.distribution.post import Receiver, a_receiver, at_distribution, distributed
from tests.docflow.incoming.inbox import a_piece
from tests.docflow.world import Office, a_draft, an_office
from tests.factories import a_department, an_organ, appointed
from tests.office.administration.world import City, a_city
from tests.office.calendar.world import a_todo, due_on
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db
FEW, MORE = 2, 3
SHORT = {
    "tab=returned",
    "view=suspended",
    "view=long",
    "view=left",
    "/desk/counts/",
    "/bell/",
    "/codes/",
    "/classes/",
    "/registers/",
    "/administration/people/0",
}
"""What stays as long as it was: nothing is listed there, or one line a year or a kind, or one person (whose uid begins with 0)."""


class World:
    """An office that sends, one that receives, and a city that is administered; everything in them can be made more."""

    def __init__(self) -> None:
        self.office: Office = an_office(name="云州市供热办公室")
        self.receiver: Receiver = a_receiver("云州市甲局")
        self.city: City = a_city()
        self.auditor = appointed(a_department(self.office.organ), "auditor")

    def grow(self, count: int) -> None:
        """So many more of all that is listed anywhere."""
        for n in range(count):
            self._documents(n)
            self._incoming()
            self._circulated()
            self._due(n)
            self._people()

    def _documents(self, n: int) -> None:
        office = self.office
        a_draft(office).sent()
        delivery, _ = distributed(at_distribution(office), self.receiver, a_receiver())
        if n % 2 == 0:
            register_delivery(delivery.uid, "收办", by=self.receiver.by, key=uuid7())

    def _incoming(self) -> None:
        a_piece(self.office)
        a_piece(self.office).reviewed()

    def _circulated(self) -> None:
        office = self.office
        has_read(sent_round(a_draft(office).sent(), office.clerk, office.leader), office, office.clerk)
        sent_round(a_draft(office).sent(), office.clerk, office.colleague)

    def _due(self, n: int) -> None:
        for days in (-40, 0, 5):
            todo = a_todo(self.office.clerk, self.office.head, readable=[f"organ:{self.office.organ.uid}"])
            with transaction.atomic():
                due_on(todo, today() + timedelta(days=days + n % 2))

    def _people(self) -> None:
        organ = an_organ(self.city.bureau)
        appointed(a_department(organ), "head", person=appointed(a_department(organ)).person)
        appointed(self.city.division)
        appointed(self.city.division, person=self.city.clerk)
        appointed(self.office.units[0], "head")

    def pages(self) -> Iterator[tuple[Appointment, str]]:
        """Each with somebody whose list is long."""
        office, clerk = self.office, self.office.clerk
        for name in ("desk", "desk_now", "counts", "realtime:bell", "realtime:notifications"):
            yield clerk, reverse(name)
        yield clerk, reverse("realtime:notifications") + "?show=all"
        yield from ((clerk, f"{reverse('office:due')}?view={view}") for view in ("late", "unit", "mine"))
        for view in ("waiting", "mine", "handled", "all"):
            yield office.drafter, f"{reverse('docflow:documents')}?view={view}"
            yield clerk, f"{reverse('docflow:documents')}?view={view}"
            yield clerk, f"{reverse('incoming:list')}?view={view}"
        yield self.receiver.clerk, reverse("incoming:list")
        for tab in ("waiting", "signed", "returned"):
            yield self.receiver.clerk, f"{reverse('distribution:deliveries')}?tab={tab}"
        for tab in ("open", "all"):
            yield clerk, f"{reverse('distribution:sent_documents')}?tab={tab}"
        for view in ("waiting", "started", "read"):
            for who in (clerk, office.drafter):
                yield who, f"{reverse('circulation:circulations')}?view={view}"
        for view in ("all", "suspended", "long", "left"):
            yield office.flow_keeper, f"{reverse('docflow:papers')}?view={view}"
        for name in ("docflow:registers", "docflow:codes", "incoming:registers", "incoming:classes"):
            yield office.reviewer if name == "docflow:codes" else clerk, reverse(name)
        yield clerk, reverse("docflow:register", args=[Register.objects.get(code=office.code).uid])
        for who in (clerk, office.flow_keeper, self.auditor):
            yield who, reverse("office:trail")
        yield self.auditor, reverse("office:access_log")
        yield clerk, reverse("office:directory")
        yield clerk, f"{reverse('office:directory')}?q=张第"
        yield clerk, reverse("office:organ", args=[office.organ.uid])
        yield clerk, reverse("office:organ", args=[self.city.bureau.uid])
        administrator = self.city.system.appointments.get()
        yield administrator, reverse("administration:organs")
        yield administrator, reverse("administration:organ", args=[self.city.bureau.uid])
        yield administrator, reverse("administration:people")
        yield administrator, reverse("administration:person", args=[self.city.clerk.uid])


@pytest.fixture(autouse=True)
def _own_place(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@dataclass(frozen=True)
class Opened:
    """A page: how often it asked, and how much there was to read."""

    asked: int
    length: int


def opened(who: Appointment, address: str) -> Opened:
    """When all that a process reads once is read."""
    client = ReadingClient()
    client.force_login(who.person)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return Opened(len(asked), len(answer.content))


@pytest.mark.timeout(600)
def test_every_list_asks_as_often_for_many_as_for_few() -> None:
    world = World()
    world.grow(FEW)
    few = {(who.person.login, address): opened(who, address) for who, address in world.pages()}
    world.grow(MORE)
    many = {page: opened(who, page[1]) for page in few for who in [Appointment.objects.get(person__login=page[0])]}
    more = {page: (one.asked, many[page].asked) for page, one in few.items() if one.asked != many[page].asked}
    assert more == {}
    as_short = [page for page, one in few.items() if many[page].length <= one.length]
    assert [page for page in as_short if not any(part in page[1] for part in SHORT)] == []  # or nothing was compared
