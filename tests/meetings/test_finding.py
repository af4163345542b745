"""查找空闲: by time, size and equipment, in one query however many bookings; the nearest where nothing fits."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.actions.block import block
from meetings.actions.book import book
from meetings.models import Equipment, OpenHours, Room
from meetings.selectors.free import Need, free_rooms, near
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal
from tests.factories import a_department, an_organ, appointed
from tests.meetings.hall import ELEVEN, NINE, TEN, Hall, a_hall, a_wish, actor, booked, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return a_hall()


def found(hall: Hall, *slot: int, people: int = 10, **fields: Any) -> list[str]:
    need = Need(in_days(1, *slot), people, **fields)
    return [one.name for one in free_rooms(need, by=actor(hall.clerk))]


def test_the_smallest_that_fits_comes_first_and_what_is_had_is_left_out(hall: Hall) -> None:
    hall.another_room("小", seats=12)
    booked(hall.room, hall.other, in_days(1, TEN, ELEVEN))
    assert found(hall, NINE, TEN) == ["小", "第一会议室"]
    assert found(hall, NINE, TEN + 1) == ["小"]
    assert found(hall, ELEVEN, ELEVEN + 60, people=13) == ["第一会议室"]
    assert found(hall, 8 * 60, 12 * 60, people=13) == []


def test_equipment_hours_blockings_and_rights_count(hall: Hall) -> None:
    kind = Equipment.objects.create(organ=hall.organ, name="投影")
    other = hall.another_room("有投影")
    other.equipment.add(kind)
    assert found(hall, NINE, TEN, equipment=[kind.uid]) == ["有投影"]
    block(hall.room.uid, in_days(1, NINE, TEN), "检修", {}, by=actor(hall.keeper), key=uuid7())
    assert found(hall, NINE, TEN) == ["有投影"]
    OpenHours.objects.filter(room=other).update(opens=TEN)
    assert found(hall, NINE, TEN) == []
    Room.objects.update(in_use=False)
    assert found(hall, ELEVEN, ELEVEN + 60) == []
    elsewhere = appointed(a_department(an_organ()))
    assert not free_rooms(Need(in_days(1)), by=actor(elsewhere)).exists()


@pytest.mark.parametrize("slot", [(NINE, TEN), (TEN, TEN), (23 * 60, 60), (NINE, 18 * 60)])
@pytest.mark.parametrize("days", [-1, 1, 89, 91])
def test_what_is_found_can_be_booked_and_what_is_not_cannot(hall: Hall, slot: tuple[int, int], days: int) -> None:
    """The search and the act agree, also at the limits."""
    when = in_days(days, *slot)
    free = free_rooms(Need(when, 10), by=actor(hall.clerk)).exists()
    try:
        book(a_wish(hall.room, when), by=actor(hall.clerk), key=uuid7())
    except Refusal:
        assert not free
    else:
        assert free


def test_it_is_one_query_and_looks_at_no_more_for_a_longer_past(hall: Hall) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert found(hall, 20 * 60, 21 * 60) == ["第一会议室"]
        return len(queries)

    before = asked()
    for n in range(20):
        booked(hall.room, hall.clerk, in_days(2 + n))
    assert asked() == before


def test_the_nearest_time_and_the_nearest_room_are_said(hall: Hall) -> None:
    kind = Equipment.objects.create(organ=hall.organ, name="投影")
    hall.room.equipment.add(kind)
    plain = hall.another_room("没有投影", seats=60)
    booked(hall.room, hall.other, in_days(1, NINE, ELEVEN))
    instead = near(Need(in_days(1, NINE + 30, TEN + 30), 20, [kind.uid]), by=actor(hall.clerk))
    assert [(one.room, one.slot.hours_words, one.lacks) for one in instead] == [
        (hall.room, "8:00至9:00", ""), (plain, "9:30至10:30", "缺所选设备"),
    ]  # fmt: skip
    too_many = near(Need(in_days(1, NINE, TEN), 100), by=actor(hall.clerk))
    assert [one.lacks for one in too_many] == ["只有60座"]
