"""系列: all or none, a choice for each conflict, a year without a calendar, confirmation, release."""

from datetime import date, time, timedelta

import pytest
import time_machine

from meetings.actions.book import Wish
from meetings.actions.series import book_series, cancel_series, confirm_series, tend_series
from meetings.models import Booking, BookingSeries, OpenHours, State
from meetings.occurrences import Choice, Choices, Pattern, occurrences
from office.api import waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import TrailEntry
from realtime.models import Notification
from tests.factories import appointed
from tests.meetings.hall import ELEVEN, NINE, TEN, Hall, a_hall, a_wish, actor, booked, on
from tests.reading import ReadingClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_september")]
MONDAY = date(2026, 9, 7)


@pytest.fixture
def _september() -> object:
    with time_machine.travel("2026-09-01T02:00:00+00:00", tick=False):
        yield


@pytest.fixture
def hall() -> Hall:
    hall = a_hall()
    hall.room.days_ahead = 400
    hall.room.save()
    return hall


def weekly(until: date = MONDAY + timedelta(weeks=3), every: str = "week") -> Pattern:
    return Pattern(every=every, first_on=MONDAY, until_on=until, begins=NINE, ends=TEN)


def made(hall: Hall, pattern: Pattern | None = None, choices: Choices | None = None, **fields: object) -> BookingSeries:
    pattern = pattern or weekly()
    wish: Wish = a_wish(hall.room, pattern.slot(MONDAY), title="周例会", **fields)
    return book_series(wish, pattern, choices or {}, by=actor(hall.clerk), key=uuid7())


def test_every_occurrence_is_a_booking_of_its_own(hall: Hall) -> None:
    one = made(hall)
    assert [b.slot.words for b in one.bookings.order_by("starts_at")] == [
        f"9月{day}日（星期一）9:00至10:00" for day in (7, 14, 21, 28)
    ]
    assert TrailEntry.objects.get(act="meetings.series_booked").detail["opinion"].endswith("4次。")


def test_one_conflict_and_nothing_is_booked(hall: Hall) -> None:
    booked(hall.room, hall.other, on(MONDAY + timedelta(weeks=1), NINE, ELEVEN))
    with pytest.raises(SomebodyWasFirst, match=r"9月14日.*已由"):
        made(hall)
    assert (BookingSeries.objects.count(), Booking.objects.count()) == (0, 1)


def test_each_conflict_is_shown_and_has_its_choice(hall: Hall) -> None:
    other = hall.another_room()
    for week in (1, 2, 3):
        booked(hall.room, hall.other, on(MONDAY + timedelta(weeks=week), NINE, ELEVEN))
    found = occurrences(hall.room, weekly(), 10, by=actor(hall.clerk))
    assert [bool(one.against) for one in found] == [False, True, True, True]
    assert "9:00至11:00已由" in found[1].against
    assert found[1].others == [other]
    second, third, fourth = (one.day for one in found[1:])
    choices = {
        second: Choice(room="leave"),
        third: Choice(room=str(other.uid)),
        fourth: Choice(begins=time(14), ends=time(15, 30)),
    }
    rows = made(hall, choices=choices).bookings.order_by("starts_at")
    assert [(row.room, row.slot.hours_words) for row in rows] == [
        (hall.room, "9:00至10:00"), (other, "9:00至10:00"), (hall.room, "14:00至15:30"),
    ]  # fmt: skip


def test_a_choice_that_cannot_be_is_refused_as_a_whole(hall: Hall) -> None:
    elsewhere = a_hall()
    for choice, kind in (
        (Choice(room=str(elsewhere.room.uid)), NotThere),
        (Choice(room=str(uuid7())), NotThere),
        (Choice(begins=time(2), ends=time(1)), Invalid),
    ):
        with pytest.raises(kind):
            made(hall, choices={MONDAY: choice})
    with pytest.raises(Invalid, match="每一次都不要"):
        made(hall, weekly(MONDAY), {MONDAY: Choice(room="leave")})
    assert Booking.objects.count() == 0


def test_a_day_off_is_a_conflict_and_workdays_follow_the_calendar(hall: Hall) -> None:
    OpenHours.objects.filter(room=hall.room, weekday__gt=4).delete()
    hall.room.refresh_from_db()
    found = occurrences(hall.room, weekly(date(2026, 10, 12)), 10, by=actor(hall.clerk))
    assert {one.day for one in found if "放假" in one.against} == {date(2026, 10, 5)}
    daily = occurrences(hall.room, weekly(date(2026, 9, 20), "workday"), 10, by=actor(hall.clerk))
    assert daily[-1].day == date(2026, 9, 20)
    assert not any(one.against for one in daily)


def test_too_many_none_and_the_wrong_way_round_are_refused(hall: Hall) -> None:
    with pytest.raises(Invalid, match="最多120次"):
        made(hall, weekly(date(2027, 9, 1), "workday"))
    with pytest.raises(Invalid, match="最后一天须在第一天之后"):
        made(hall, weekly(MONDAY - timedelta(days=1)))
    with pytest.raises(Invalid, match="怎样重复"):
        made(hall, weekly(every="hour"))


def test_a_long_series_is_asked_for_again_and_else_released(hall: Hall) -> None:
    hall.room.reconfirm_weeks = 2
    hall.room.save()
    one = made(hall, weekly(MONDAY + timedelta(weeks=7)))
    assert one.confirmed_until == date(2026, 9, 15)
    assert tend_series() == 0
    with time_machine.travel("2026-09-09T02:00:00+00:00", tick=False):
        assert (tend_series(), tend_series()) == (1, 0)
        assert [todo.step for todo in waiting_for(actor(hall.clerk))] == ["确认仍需要"]
        with pytest.raises(NotAllowed):
            confirm_series(one.uid, by=actor(appointed(hall.clerk.department)), key=uuid7())
        confirmed = confirm_series(one.uid, by=actor(hall.clerk), key=uuid7())
        assert confirmed.confirmed_until == date(2026, 9, 29)
        assert not waiting_for(actor(hall.clerk)).exists()
    with time_machine.travel("2026-09-30T02:00:00+00:00", tick=False):
        assert (tend_series(), tend_series()) == (1, 0)
        states = list(one.bookings.order_by("starts_at").values_list("state", flat=True))
        assert states == ["approved"] * 4 + ["released"] * 4
        told = Notification.objects.filter(person=hall.clerk.person).order_by("-pk")[0]
        assert "释放了4次" in told.title
        assert booked(hall.room, hall.other, on(date(2026, 10, 12), NINE, TEN)).holds
        browser = ReadingClient()
        browser.force_login(hall.clerk.person)
        page = browser.get(one.get_absolute_url()).content.decode()
        assert "都已开始或取消" in page
        assert "main-act" not in page
        assert "取消系列" not in page


def test_a_short_series_is_never_asked_for(hall: Hall) -> None:
    hall.room.reconfirm_weeks = 8
    hall.room.save()
    assert made(hall).confirmed_until is None
    with pytest.raises(SomebodyWasFirst, match="不用确认"):
        confirm_series(BookingSeries.objects.get().uid, by=actor(hall.clerk), key=uuid7())


def test_what_has_not_begun_is_cancelled_together(hall: Hall) -> None:
    one = made(hall)
    with time_machine.travel("2026-09-15T02:00:00+00:00", tick=False):
        with pytest.raises(Invalid, match="写明缘由"):
            cancel_series(one.uid, by=actor(hall.keeper), key=uuid7())
        cancel_series(one.uid, "改为线上。", by=actor(hall.keeper), key=uuid7())
        with pytest.raises(SomebodyWasFirst, match="没有还没开始"):
            cancel_series(one.uid, by=actor(hall.clerk), key=uuid7())
    assert (
        list(one.bookings.order_by("starts_at").values_list("state", flat=True)) == ["approved"] * 2 + ["cancelled"] * 2
    )


def test_where_the_room_asks_each_waits_for_approval(hall: Hall) -> None:
    hall.room.approved_by = hall.other.post
    hall.room.save()
    one = made(hall)
    assert set(one.bookings.values_list("state", flat=True)) == {State.ASKED}
    assert waiting_for(actor(hall.other)).count() == 4
