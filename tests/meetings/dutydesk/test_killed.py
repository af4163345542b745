"""Killed at every named point: whoever is missing is counted and told of once, a hand-over is there whole or not at all; and it goes on."""

from pathlib import Path

import pytest

from tests.installation import SETUP, installed

PREPARE = """
from datetime import timedelta
from meetings.dutydesk.models import DeskRule
from tests.meetings.dutydesk.desk import a_desk, near_its_end
desk = a_desk(published_ago=timedelta(hours=1))
officer, _ = near_its_end(desk)
DeskRule.objects.create(unit=desk.room.unit, late_minutes=5, leader_minutes=5, keepers_minutes=60)
"""
STAGE = """
from meetings.duty.models import DutyUnit, Turn
from meetings.dutydesk.actions.hand_over import HandingOver, hand_over
from meetings.dutydesk.actions.tend import tend_desks
from meetings.dutydesk.models import HandOver, MissedCheckIn
from office.api import Todo, actor_of
from office.kernel.clock import now
from office.kernel.ids import uuid7
from realtime.models import Notification
turn = Turn.objects.at(now()).get(role__leads=False)
def handed():
    hand_over(DutyUnit.objects.get().uid, turn.uid, HandingOver(summary="x"), by=actor_of(turn.person), key=uuid7())
def look():
    print(list(MissedCheckIn.objects.order_by("pk").values_list("rung", flat=True)), HandOver.objects.count(),
          Notification.objects.filter(kind="duty").count(), Todo.objects.open().filter(room="dutydesk").count())
"""


@pytest.mark.crash("dutydesk.missed")
@pytest.mark.crash("dutydesk.climbed")
@pytest.mark.crash("dutydesk.handed_over")
def test_killed_there_nothing_is_half_done_and_it_goes_on(tmp_path: Path) -> None:
    with installed(tmp_path) as city:
        city.python(PREPARE)
        seen = []
        for point, step in (
            ("dutydesk.missed", "tend_desks()"),
            ("dutydesk.climbed", "tend_desks()"),
            ("", "tend_desks()"),
            ("", "tend_desks()"),
            ("dutydesk.handed_over", "handed()"),
            ("", "handed()"),
        ):
            if point:
                city.die_at(point, "-c", f"{SETUP}{STAGE}\n{step}")
            else:
                city.python(f"{STAGE}\n{step}")
            seen.append(city.python(f"{STAGE}\nlook()"))
    assert seen == [
        "[] 0 0 0",
        "[1, 1] 0 2 2",  # the leader and the officer, each told himself
        "[3, 2] 0 4 4",  # of the leader nobody but the keepers are told; of the officer the leader
        "[3, 2] 0 4 4",
        "[3, 2] 0 4 4",
        "[3, 2] 1 5 5",
    ]
