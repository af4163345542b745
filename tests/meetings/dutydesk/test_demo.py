"""The demo: a desk where a shift is at work; twice it is the same; without a roster there is none."""

import pytest

from meetings.dutydesk.demo import keep_demo_desks
from meetings.dutydesk.models import CallEntry, CheckIn, LogEntry, PendingMatter, SpotCheck
from tests.factories import appointed
from tests.meetings.dutydesk.desk import a_desk

pytestmark = pytest.mark.django_db


def test_what_a_shift_would_have_written() -> None:
    assert keep_demo_desks() == 0
    desk = a_desk()
    appointed(desk.room.unit.kept_by)
    for _ in range(2):
        assert keep_demo_desks() == 1
    counts = [one.objects.count() for one in (LogEntry, CallEntry, PendingMatter, CheckIn, SpotCheck)]
    assert counts == [4, 2, 2, 2, 2]
    assert set(SpotCheck.objects.values_list("result", flat=True)) == {"present"}
