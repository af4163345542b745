"""Killed while a month is written or follows its patterns, a swap is approved, a turn taken over: nothing is half, and it goes on."""

import pytest

from tests.installation import SETUP, installed

PREPARE = """
from tests.meetings.duty.rostering import a_duty_room, a_roster
from meetings.duty.actions.making import ask_for_roster
from meetings.duty.actions.rosters import open_roster
from meetings.duty.rules.month import next_month
from office.kernel.clock import today
from office.kernel.ids import uuid7
room = a_duty_room(leaders=4, officers=8)
a_roster(room, next_month(today()))
by = room.by(room.keeper)
roster = open_roster(room.unit.uid, next_month(next_month(today())), by=by, key=uuid7())
ask_for_roster(roster.uid, replans=False, seen=roster.version, by=by, key=uuid7())
"""
STAGE = """
from datetime import timedelta
import time_machine
from meetings.duty import tasks
from meetings.duty.actions.following import follow_patterns
from meetings.duty.actions.swaps import agree_to_swap, approve_swap, ask_swap
from meetings.duty.actions.take_over import take_over
from meetings.duty.drifting import drift_of
from meetings.duty.models import *
from office.api import actor_of, valid_appointments
from office.kernel.ids import uuid7
from office.models import Todo
from realtime.models import Notification
tasks.SECONDS = 1.0
unit = DutyUnit.objects.get()
keeper = actor_of(valid_appointments().get(post__department=unit.kept_by).person)
pool = [one.person for one in PoolMember.objects.filter(role__leads=False).order_by("order")]
turn = Turn.objects.filter(role__leads=False, shift__roster__published_at__isnull=False)[1]
def look(): return (
    list(Turn.objects.order_by("pk").values_list("person", "starts_at", "ends_at")), list(Swap.objects.values_list("state")),
    list(Roster.objects.values_list("version")), list(Shift.objects.order_by("pk").values_list("starts_at")), list(RosterRun.objects.values_list("state", "says")),
    Todo.objects.open().count(), Notification.objects.count(),
)
draft = Roster.objects.get(published_at=None)
def followed():
    ShiftPattern.objects.update(begins=9 * 60)
    follow_patterns(draft.uid, seen=draft.version, by=keeper, key=uuid7())
def asked():
    other = pool[(pool.index(turn.person) + 4) % 8]
    swap = ask_swap(turn.uid, other.uid, by=actor_of(turn.person), key=uuid7())
    agree_to_swap(swap.uid, by=actor_of(other), key=uuid7())
def taken_over():
    taker = pool[(pool.index(turn.person) + 3) % 8]
    with time_machine.travel(turn.starts_at + timedelta(hours=1), tick=False):
        take_over(turn.uid, by=actor_of(taker), key=uuid7())
"""


@pytest.mark.crash("duty.turns_half_written")
@pytest.mark.crash("duty.shifts_half_followed")
@pytest.mark.crash("duty.swap_half_done")
@pytest.mark.crash("duty.turn_ended")
def test_killed_there_nothing_is_half_written_and_it_goes_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    steps = (
        ("duty.turns_half_written", "tasks.make_roster.func(str(RosterRun.objects.get().uid))"),
        ("duty.shifts_half_followed", "followed()"),
        ("", "asked()"),
        ("duty.swap_half_done", "approve_swap(Swap.objects.get().uid, by=keeper, key=uuid7())"),
        ("duty.turn_ended", "taken_over()"),
    )
    with installed(tmp_path_factory.mktemp("duty")) as city:
        city.python(PREPARE)
        for point, deed in steps:
            if point:
                before = city.python(f"{STAGE}\nprint(look())")
                city.die_at(point, "-c", f"{SETUP}{STAGE}\n{deed}")
                assert city.python(f"{STAGE}\nprint(look())") == before, point
            city.python(f"{STAGE}\n{deed}")
        end = "print(RosterRun.objects.get().state, bool(drift_of(draft)), Swap.objects.get().state, Turn.objects.filter(shift=turn.shift).count())"
        assert city.python(STAGE + end).split() == ["done", "False", "approved", "3"]
