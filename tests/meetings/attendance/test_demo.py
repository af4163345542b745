"""The demonstration's replies and sign-ins: some of each, and the same when it is made again."""

from datetime import timedelta

import pytest

from meetings.attendance.demo import answer_demo_meetings
from meetings.attendance.models import Leave, SignIn
from meetings.attendance.selectors.counting import attendance_of, replies_of
from meetings.convening import life
from office.kernel.clock import now
from tests.meetings.attendance.hosting import asking, at_the_door

pytestmark = pytest.mark.django_db


def test_some_of_everything_and_once() -> None:
    ahead = asking(guests=12)
    held = at_the_door(guests=12, minutes=-180, state=life.ENDED)
    held.meeting.ended_at = now() - timedelta(minutes=60)
    held.meeting.save()
    for _ in range(2):
        assert answer_demo_meetings() == 2
        count, came = replies_of(ahead.meeting), attendance_of(held.meeting)
        assert (count.all, count.comes, count.away, count.waiting, count.open) == (12, 8, 1, 1, 2)
        assert (came.due, came.came, came.late > 0) == (13, 12, True)
        assert (Leave.objects.count(), SignIn.objects.count()) == (2, 12)
