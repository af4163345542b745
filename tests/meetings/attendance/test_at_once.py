"""Many at once: each sign-in counts once and waits for nobody; two who answer for one guest do not undo each other."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from meetings.attendance.actions.decide_leave import decide_leave
from meetings.attendance.actions.name_people import name_people, named_by
from meetings.attendance.actions.sign_in_for import sign_in_for, take_in
from meetings.attendance.models import Leave, LeaveState, SignIn
from meetings.convening.models import Answer, Invitation, Meeting
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal
from office.models import TrailEntry
from tests.factories import a_department, appointed
from tests.meetings.attendance.hosting import a_unit, asking, at_the_door, comes, signs, wants_leave

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> tuple[int, list[str]]:
    """All of them at the same moment, on connections of their own: how many were done, and what the others were told."""
    start, done, refused = threading.Barrier(len(acts)), [], []

    def one(act: Callable[[], Any]) -> None:
        try:
            start.wait(30)
            done.append(act())
        except Refusal as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) + len(refused) == len(acts), "somebody got an error"
    return len(done), refused


def test_thirty_guests_at_once_are_all_there() -> None:
    there = at_the_door(guests=30)
    done, _ = at_once(*(lambda who=who: signs(there, who) for who in there.guests))
    assert (done, SignIn.objects.count()) == (30, 30)


def test_one_guest_on_ten_phones_signs_in_once() -> None:
    there = at_the_door()
    done, _ = at_once(*[lambda: signs(there, there.guests[0])] * 10)
    assert (done, SignIn.objects.count()) == (10, 1)
    assert TrailEntry.objects.filter(act="attendance.signed_in").count() == 1


def test_the_guest_and_the_clerk_at_once() -> None:
    there = at_the_door()
    uid = there.invitation(there.guests[0]).uid
    by = there.by(there.organiser)
    at_once(
        lambda: signs(there, there.guests[0]),
        lambda: sign_in_for(there.meeting.uid, [uid], by=by, key=uuid7()),
        lambda: sign_in_for(there.meeting.uid, [uid], by=there.by(there.second), key=uuid7()),
    )
    assert SignIn.objects.count() == 1


def test_nobody_waits_for_the_lock_of_the_meeting() -> None:
    """While somebody changes it, its guests sign in and answer."""
    if connection.vendor == "sqlite":
        pytest.skip("there the transaction itself is the lock")
    there = at_the_door()
    entered, leave = threading.Event(), threading.Event()

    def holds() -> None:
        try:
            with transaction.atomic():
                Meeting.objects.select_for_update().get(pk=there.meeting.pk)
                entered.set()
                leave.wait(60)
        finally:
            connection.close()

    holder = threading.Thread(target=holds)
    holder.start()
    try:
        assert entered.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        signs(there, there.guests[0])
        comes(there, there.guests[1])
    finally:
        leave.set()
        holder.join()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert SignIn.objects.count() == 1


def test_of_two_who_decide_one_has_decided() -> None:
    there = asking()
    leave = wants_leave(there, there.guests[0])
    done, refused = at_once(
        lambda: decide_leave(leave.uid, agreed=True, by=there.by(there.organiser), key=uuid7()),
        lambda: decide_leave(leave.uid, agreed=False, said="不行", by=there.by(there.second), key=uuid7()),
    )
    assert (done, len(refused)) == (1, 1)
    agreed = Leave.objects.get().state == LeaveState.AGREED
    assert there.invitation(there.guests[0]).answer == (Answer.AWAY if agreed else Answer.OPEN)


def test_a_guest_who_changes_his_mind_while_it_is_decided() -> None:
    there = asking()
    leave = wants_leave(there, there.guests[0])
    at_once(
        lambda: decide_leave(leave.uid, agreed=True, by=there.by(there.organiser), key=uuid7()),
        lambda: comes(there, there.guests[0]),
    )
    state, answer = Leave.objects.get().state, there.invitation(there.guests[0]).answer
    assert (state, answer) in {
        (LeaveState.AGREED, Answer.AWAY),
        (LeaveState.AGREED, Answer.COMES),
        (LeaveState.DROPPED, Answer.COMES),
    }


def test_the_last_place_of_a_quota_is_given_once() -> None:
    there = asking()
    unit, people = a_unit(there, most=1), [appointed(a_department(there.organ)) for _ in range(4)]
    by = there.by(there.organiser)
    done, _ = at_once(
        *(lambda who=who: name_people(there.meeting.uid, unit.uid, [who.uid], by=by, key=uuid7()) for who in people)
    )
    assert (done, len(named_by(unit))) == (1, 1)


def test_somebody_is_taken_in_once() -> None:
    there = at_the_door()
    done, _ = at_once(
        *[lambda: take_in(there.meeting.uid, there.stranger.uid, by=there.by(there.organiser), key=uuid7())] * 4
    )
    assert (done, Invitation.objects.filter(person=there.stranger.person).count()) == (1, 1)
