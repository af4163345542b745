"""演示城市的座次."""

import pytest

from meetings.convening import life
from meetings.seating.demo import layout_for, seat_demo_meetings
from meetings.seating.models import SeatingPlan, Shown
from meetings.seating.rules.hall import size_of
from meetings.seating.selectors.situation import situation
from tests.meetings.gathering import a_gathering


@pytest.mark.django_db
def test_meetings_without_a_plan_get_one_once() -> None:
    a_gathering(guests=6)
    a_gathering(state=life.DRAFT, guests=1)
    a_gathering(state=life.MINUTED)
    assert seat_demo_meetings() == 2
    assert seat_demo_meetings() == 0
    assert sorted(SeatingPlan.objects.values_list("shown", flat=True)) == [Shown.ALL, Shown.NOBODY]
    assert [situation(plan).unseated for plan in SeatingPlan.objects.all()] == [[], []]


@pytest.mark.parametrize("people", [1, 2, 5, 12, 24, 25, 57, 300])
def test_the_hall_of_the_demonstration_has_room(people: int) -> None:
    seats = sum(size_of(block) for block in layout_for(people).blocks)
    assert people <= seats <= 2 * people + 12
