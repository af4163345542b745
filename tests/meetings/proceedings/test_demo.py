"""The demo: a meeting that is over has a record, decisions, matters and a draft of its minutes; twice it is the same."""

import pytest

from docflow.models import Document
from docflow.supervision.models import Matter
from meetings.proceedings.demo import conclude_demo_meetings
from meetings.proceedings.models import Decision, ItemRun, Minutes, Proceedings, Speech
from tests.meetings.proceedings.sitting import a_sitting

pytestmark = pytest.mark.django_db


def test_what_would_have_come_of_a_meeting_that_is_over() -> None:
    sitting = a_sitting(items=3).begun().ended()
    for _ in range(2):
        assert conclude_demo_meetings() == 1
    assert ItemRun.objects.filter(state="ahead").count() == 3  # it was held in earnest: what ran is left as it was
    counts = [one.objects.count() for one in (Proceedings, Speech, Decision, Matter, Minutes, Document)]
    assert counts == [3, 3, 3, 2, 1, 1]
    assert sitting.meeting.minutes.document_uid == Document.objects.get().uid


def test_a_meeting_that_is_put_in_as_ended_has_a_course() -> None:
    a_sitting("ended", items=3)
    assert conclude_demo_meetings() == 1
    assert list(ItemRun.objects.order_by("item__place").values_list("state", "spent")) == [
        ("done", 19 * 60),
        ("done", 12 * 60),
        ("done", 22 * 60),
    ]
