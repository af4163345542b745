"""What a leaver alone held is not lost: it is listed before, the flow administrators are called, and the call ends when it is handed over."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from office.administration.actions.appointments import end_appointment
from office.administration.actions.handovers import tend_handovers
from office.administration.actions.people import deactivate
from office.api import Appointment, Todo, change_holders, grant, open_todo, person_key
from office.kernel.ids import uuid7
from tests.factories import appointed
from tests.office.administration.world import City, a_city, day, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def keeper(city: City) -> Appointment:
    return appointed(city.division, "flow_administrator")


def waits(*holders: Appointment, title: str = "关于防汛的通知") -> Todo:
    with transaction.atomic():
        about = uuid7()
        return open_todo(
            room="docflow",
            kind="文",
            about=about,
            task=f"task:{about}",
            title=title,
            step="核稿",
            url="/x/",
            holders=holders,
        )


def calls() -> list[Todo]:
    return list(Todo.objects.open().filter(room="administration"))


def clerk(city: City) -> Appointment:
    return Appointment.objects.get(person=city.clerk)


def leave(city: City, offset: int = -1) -> None:
    end_appointment(clerk(city).uid, by=city.by(), key=uuid4(), until=day(offset), reason="调离")


def test_the_flow_administrator_is_called_for_what_he_alone_held(city: City, keeper: Appointment) -> None:
    waits(clerk(city))
    leave(city)
    (call,) = calls()
    assert [one.appointment for one in call.holders.all()] == [keeper]
    assert city.clerk.name in call.title


def test_what_others_hold_too_needs_nobody(city: City, keeper: Appointment) -> None:
    waits(clerk(city), appointed(city.division))
    leave(city)
    assert calls() == []
    assert tend_handovers() == 0


def test_a_term_that_runs_out_later_is_found_by_the_clock(city: City, keeper: Appointment) -> None:
    leave(city, 3)
    waits(clerk(city))  # it came after the end was fixed
    assert tend_handovers() == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4)):
        assert tend_handovers() == 1
        assert tend_handovers() == 1
        assert len(calls()) == 1


def test_a_stopped_account_strands_nothing_either(city: City, keeper: Appointment) -> None:
    waits(clerk(city))
    deactivate(city.clerk.uid, by=city.by(), key=uuid4(), reason="辞职")
    assert len(calls()) == 1


def test_the_call_ends_when_all_is_handed_over(city: City, keeper: Appointment) -> None:
    todo = waits(clerk(city))
    leave(city)
    with transaction.atomic():
        change_holders("docflow", todo.task, [appointed(city.division)])
    tend_handovers()
    assert calls() == []
    assert Todo.objects.get(room="administration").closed_why == "都已交接"


def test_without_a_flow_administrator_the_one_above_is_called_and_at_last_who_can_appoint_one(city: City) -> None:
    waits(clerk(city))
    leave(city)
    (call,) = calls()
    assert {one.appointment.person for one in call.holders.all()} == {city.lower}
    above = appointed(city.root.departments.get(), "flow_administrator")
    tend_handovers()
    (call,) = calls()
    assert [one.appointment for one in call.holders.all()] == [above]


def test_the_administrator_sees_where_it_goes_and_no_title(city: City, keeper: Appointment) -> None:
    other = appointed(city.division)
    waits(clerk(city), title="关于人事的请示")
    waits(clerk(city), other, title="关于预算的请示")
    html = city.browser().get(reverse("administration:end_appointment", args=[clerk(city).uid])).content.decode()
    assert f"请{keeper.person.name}指定转办" in html
    assert f"由{other.person.name}办理" in html
    assert "关于人事" not in html + "关于预算"
    assert "题名不在您的阅读范围" in html


def test_the_page_is_there_for_whom_it_waits_alone(city: City, keeper: Appointment) -> None:
    open_one, hidden = waits(clerk(city)), waits(clerk(city), title="关于人事的请示")
    with transaction.atomic():
        grant(open_one.about, person_key(keeper.person), why="测试")
    leave(city)
    address = calls()[0].url
    html = signed_in(keeper.person).get(address).content.decode()
    assert '<a href="/x/">关于防汛的通知</a>' in html
    assert hidden.title not in html
    for person in (city.clerk, city.system, city.lower, city.auditor):
        assert signed_in(person).get(address).status_code in {403, 404}
