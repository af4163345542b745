"""Killed in the middle of planning, changing, announcing, calling off: all of it or nothing; and it goes on."""

from collections.abc import Iterator

import pytest

from tests.installation import SETUP, Installation, installed

PREPARE = """
from tests.meetings.convening.world import a_house
a_house()
"""
STAGE = """
from tests.meetings.convening.world import *
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("convening")) as made:
        made.python(PREPARE)
        yield made


@pytest.mark.crash("convening.room_booked")
@pytest.mark.crash("convening.changed")
@pytest.mark.crash("convening.let_in")
@pytest.mark.crash("convening.announced")
@pytest.mark.crash("convening.notice_drafted")
@pytest.mark.crash("convening.turned")
def test_killed_there_nothing_is_half_done_and_it_goes_on(city: Installation) -> None:
    for point, deed in (
        ("convening.room_booked", "planned()"),
        ("convening.changed", "changed()"),
        ("convening.let_in", "announced()"),
        ("convening.announced", "announced()"),
        ("convening.notice_drafted", "drafted()"),
        ("convening.turned", "called_off()"),
    ):
        before = city.python(f"{STAGE}\nprint(look())")
        city.die_at(point, "-c", f"{SETUP}{STAGE}\n{deed}")
        assert city.python(f"{STAGE}\nprint(look())") == before, point
        if point != "convening.let_in":
            city.python(f"{STAGE}\n{deed}")
    end = "print(the().state, the().sequence, Booking.objects.get().state, Document.objects.get().kind)"
    assert city.python(STAGE + end).strip() == "cancelled 1 cancelled 通知"
