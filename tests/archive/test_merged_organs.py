"""撤并之后的档案：the records of an organ that was merged are kept by the archivists of its heir, and are there for nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from archive.policy import records
from office.api import actor_of
from office.kernel.clock import today
from office.models import Appointment, Organ
from office.models.organs import OrganSuccession
from tests.archive.shelf import a_shelf, filed
from tests.docflow.world import an_office
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def statuses(one: Appointment, *addresses: str) -> list[int]:
    client = ReadingClient()
    client.force_login(one.person)
    return [client.get(address).status_code for address in addresses]


def test_the_heirs_archivist_keeps_them_from_that_day_on() -> None:
    shelf = a_shelf()
    heir, other = a_shelf(an_office(code="云发改")), a_shelf(an_office(code="云财"))
    item = filed(shelf)
    addresses = reverse("archive:record", args=[item.uid]), reverse("archive:fonds", args=[shelf.fonds.uid])
    assert statuses(heir.archivist, *addresses) == [404, 404]
    organ, day = shelf.office.organ, today()
    Appointment.objects.filter(post__department__organ=organ).update(until=day - timedelta(days=1))
    Organ.objects.filter(pk=organ.pk).update(closed_on=day)
    OrganSuccession.objects.create(former=organ, successor=heir.office.organ, on=day, why="云编〔2026〕2号")
    assert statuses(heir.archivist, *addresses) == [200, 200]
    assert records.files(item, by=actor_of(heir.archivist.person)).count() == item.files.count()
    assert statuses(other.archivist, *addresses) == [404, 404]
    assert statuses(heir.office.drafter, *addresses) == [404, 404]
