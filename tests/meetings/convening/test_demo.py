"""The demo city's meetings: one of each sort, with people and an agenda; loading them twice changes nothing."""

from pathlib import Path

import pytest
from pytest_django import Settings

from meetings.convening import life
from meetings.convening.demo import AHEAD, DRAFT, HELD, hold_demo_meetings
from meetings.convening.models import Meeting
from meetings.demo import furnish_demo_rooms
from office.demo.load import load_city
from realtime.models import Notification

pytestmark = pytest.mark.django_db


def test_the_demo_city_has_a_meeting_ahead_one_in_preparation_and_one_that_was_held(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert hold_demo_meetings() == 0  # nobody is there yet
    load_city()
    furnish_demo_rooms()
    assert hold_demo_meetings() == 3
    told = Notification.objects.count()
    assert (hold_demo_meetings(), Notification.objects.count()) == (3, told)
    states = dict(Meeting.objects.values_list("title", "state"))
    assert states == {AHEAD: life.ANNOUNCED, DRAFT: life.DRAFT, HELD: life.ENDED}
    ahead = Meeting.objects.get(title=AHEAD)
    assert (ahead.ordinal, ahead.items.count(), ahead.booking is not None) == (47, 5, True)
    assert ahead.invitations.count() >= 18
    assert ahead.is_told
