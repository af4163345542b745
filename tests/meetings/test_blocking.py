"""停用: every booking that is there has a choice, everybody is told, nobody books any more; and back again."""

import pytest

from meetings.actions.block import block, unblock
from meetings.actions.wait import wait_for
from meetings.models import Blocking, Booking, State, WaitingState
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.meetings.hall import ELEVEN, NINE, Hall, a_hall, a_wish, actor, booked, in_days

pytestmark = pytest.mark.django_db
WHY = "更换灯具"


@pytest.fixture
def hall() -> Hall:
    return a_hall()


def test_each_booking_is_kept_cancelled_or_moved_and_all_are_told(hall: Hall) -> None:
    kept, off, moved = (
        booked(hall.room, hall.clerk, in_days(1, n * 60, n * 60 + 60), title=f"{n}") for n in (9, 11, 14)
    )
    other = hall.another_room()
    choices = {kept.uid: "keep", off.uid: "cancel", moved.uid: str(other.uid)}
    made = block(hall.room.uid, in_days(1, 8 * 60, 18 * 60), WHY, choices, by=actor(hall.keeper), key=uuid7())
    states = {one.title: (one.state, one.room_id) for one in Booking.objects.all()}
    assert states == {"9": ("approved", hall.room.pk), "11": ("cancelled", hall.room.pk), "14": ("approved", other.pk)}
    told = Notification.objects.filter(person=hall.clerk.person).order_by("pk").values_list("title", flat=True)
    assert list(told) == ["“9”所在的会议室停用，您的预订保留", "“11”的预订已取消", f"“14”已换到{other}"]
    with pytest.raises(SomebodyWasFirst, match=f"停用（{WHY}）"):
        booked(hall.room, hall.other, in_days(1, 16 * 60, 17 * 60))
    assert booked(hall.room, hall.other, in_days(2)).holds
    unblock(made.uid, by=actor(hall.keeper), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="已经恢复"):
        unblock(made.uid, by=actor(hall.keeper), key=uuid7())
    assert booked(hall.room, hall.other, in_days(1, 16 * 60, 17 * 60)).holds


def test_without_a_choice_for_each_nothing_happens(hall: Hall) -> None:
    one, other = booked(hall.room, hall.clerk), hall.another_room()
    booked(other, hall.other)
    slot, by = in_days(1, 8 * 60, 18 * 60), actor(hall.keeper)
    for choices, kind, words in (
        ({}, Invalid, "有1项预订还没有选"),
        ({one.uid: str(other.uid)}, SomebodyWasFirst, "已由"),
        ({one.uid: str(uuid7())}, NotThere, "要换到的会议室"),
    ):
        with pytest.raises(kind, match=words):
            block(hall.room.uid, slot, WHY, choices, by=by, key=uuid7())
    with pytest.raises(Invalid, match="写明缘由"):
        block(hall.room.uid, slot, " ", {one.uid: "keep"}, by=by, key=uuid7())
    with pytest.raises(Invalid, match="须在现在以后"):
        block(hall.room.uid, in_days(-2), WHY, {}, by=by, key=uuid7())
    with pytest.raises(NotAllowed, match="会务科管理"):
        block(hall.room.uid, slot, WHY, {one.uid: "keep"}, by=actor(hall.clerk), key=uuid7())
    assert (Blocking.objects.count(), Notification.objects.count()) == (0, 0)
    assert Booking.objects.get(pk=one.pk).state == State.APPROVED


def test_what_is_freed_by_it_is_offered_only_after_it(hall: Hall) -> None:
    one = booked(hall.room, hall.clerk)
    entry = wait_for(a_wish(hall.room), by=actor(hall.other), key=uuid7())
    made = block(
        hall.room.uid, in_days(1, 8 * 60, 18 * 60), WHY, {one.uid: "cancel"}, by=actor(hall.keeper), key=uuid7()
    )
    entry.refresh_from_db()
    assert entry.state == WaitingState.WAITING
    unblock(made.uid, by=actor(hall.keeper), key=uuid7())
    entry.refresh_from_db()
    assert entry.state == WaitingState.OFFERED


def test_a_stranger_lifts_nothing(hall: Hall) -> None:
    made = block(hall.room.uid, in_days(1, NINE, ELEVEN), WHY, {}, by=actor(hall.keeper), key=uuid7())
    with pytest.raises(NotAllowed):
        unblock(made.uid, by=actor(hall.clerk), key=uuid7())
    with pytest.raises(NotThere):
        unblock(uuid7(), by=actor(hall.keeper), key=uuid7())
