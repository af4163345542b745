"""系列预订：book, confirm, cancel; and the clock's part."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from meetings import taking
from meetings.actions.book import Wish, first_state, record_of, words
from meetings.actions.end import LONGEST_WHY, cancel_taken
from meetings.models import Booking, BookingSeries, Every, Room, State
from meetings.occurrences import Choice, Choices, Pattern
from meetings.offering import offer
from meetings.policy import NAMES, ROOM_NAMES, lock_rooms, rooms
from meetings.policy import series as policy
from meetings.rules.slots import Slot, slot_of
from meetings.rules_of import objection_to
from meetings.taking import move
from meetings.telling import GLYPH, SPACE, ask_approvers, asked_no_more, tell_series
from meetings.wording import CLOSED
from office.api import Actor, action, close_todo, open_todo, record
from office.kernel import crash
from office.kernel.clock import day_of, end_of, now, today
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import full_day

DOING = "预订"
A_WEEK = timedelta(weeks=1)
A_STRETCH = 50


@action
def book_series(wish: Wish, pattern: Pattern, choices: Choices, *, by: Actor, key: UUID) -> BookingSeries:
    """预订系列：all its occurrences, or none. One that cannot be as the pattern says is left out, or put elsewhere, as `choices` says.

    Raises Invalid and SomebodyWasFirst for the first occurrence that stands against a rule or in another's way.
    """
    if pattern.every not in Every.values:
        raise Invalid("没有预订：请选择怎样重复。", field="every")
    days = pattern.days()
    room = rooms.read(wish.room, by=by)
    others = _other_rooms(choices, by=by)
    lock_rooms({room.pk, *(one.pk for one in others.values())})
    room = rooms.take(wish.room, by=by)
    made = BookingSeries(
        room=room,
        booked_by=by.appointment,
        title=words(wish.title, "", doing=DOING)["title"],
        every=pattern.every,
        first_on=pattern.first_on,
        until_on=pattern.until_on,
    )
    if room.reconfirm_weeks:
        until = today() + room.reconfirm_weeks * A_WEEK
        made.confirmed_until = until if until < pattern.until_on else None
    made.save()
    bookings = [
        _put(made, wish, *_place(room, pattern.slot(day), choices.get(day), others), by=by)
        for day in days
        if not (day in choices and choices[day].leaves_out)
    ]
    if not bookings:
        raise Invalid("没有预订：每一次都不要，就没有系列了。请改时间或会议室。")
    crash.point("meetings.series_held")
    said = (
        f"{room}，{made.get_every_display()}，{full_day(made.first_on)}至{full_day(made.until_on)}，{len(bookings)}次。"
    )
    record(
        by, "meetings.series_booked", stream=f"series:{made.uid}", about=made.uid, title=_open_title(wish), opinion=said
    )
    for one in bookings:
        if one.state == State.ASKED:
            ask_approvers(one, by=by)
    return made


def _open_title(wish: Wish) -> str:
    return CLOSED if wish.is_closed else wish.title.strip()


def _other_rooms(choices: Choices, *, by: Actor) -> dict[str, Room]:
    """The rooms that some occurrences go to. Raises NotThere for one that he does not see."""
    wanted = {one.room for one in choices.values() if one.room and not one.leaves_out}
    rows = rooms.seen(by).filter(uid__in=wanted, in_use=True).select_related(*ROOM_NAMES)
    found = {str(one.uid): one for one in rows}
    if wanted - found.keys():
        raise NotThere("要换到的会议室")
    return found


def _place(room: Room, slot: Slot, choice: Choice | None, others: dict[str, Room]) -> tuple[Room, Slot]:
    """Where and when an occurrence is."""
    if choice is None:
        return room, slot
    if choice.begins is not None and choice.ends is not None:
        begins, ends = (60 * one.hour + one.minute for one in (choice.begins, choice.ends))
        slot = slot_of(day_of(slot.starts_at), begins, ends)
    return others.get(choice.room, room), slot


def _put(series: BookingSeries, wish: Wish, room: Room, slot: Slot, *, by: Actor) -> Booking:
    against = objection_to(room, slot, wish.people)
    if against is not None:
        raise Invalid(f"没有{DOING}：{slot.words}这一次，{against.sentence}。", field=against.field)
    taking.refuse_unless_free(room, slot, doing=DOING)
    one = Booking(
        room=room,
        booked_by=by.appointment,
        series=series,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        people=wish.people,
        is_closed=wish.is_closed,
        state=first_state(room, by=by),
        **words(wish.title, wish.note, doing=DOING),
    )
    return taking.hold(one, doing=DOING)


@action
def confirm_series(series_uid: UUID, *, by: Actor, key: UUID) -> BookingSeries:
    """确认仍需要：for as many weeks more as the room asks for. Raises SomebodyWasFirst where nothing is asked."""
    series = policy.take(series_uid, by=by)
    if series.confirmed_until is None:
        raise SomebodyWasFirst("没有确认：这个系列现在不用确认。")
    until = max(series.confirmed_until, today()) + max(series.room.reconfirm_weeks, 1) * A_WEEK
    series.confirmed_until = until if until < series.until_on else None
    series.told_at = None
    series.save(update_fields=["confirmed_until", "told_at"])
    close_todo(SPACE, series.task, why="已确认", done_by=by.appointment)
    record(by, "meetings.series_confirmed", stream=f"series:{series.uid}", about=series.uid, title=str(series.room))
    tell_series(series, "已确认仍需要", by=by)
    return series


@action
def cancel_series(series_uid: UUID, why: str = "", *, by: Actor, key: UUID) -> BookingSeries:
    """取消系列：what has not begun yet; what is over or under way stays as it was."""
    series = policy.take(series_uid, by=by)
    said = clean_line(why, "缘由", LONGEST_WHY, field="why")
    if not said and series.booked_by_id not in {one.pk for one in by.appointments}:
        raise Invalid("没有取消：这是别人的系列，请写明缘由，预订人会看到。", field="why")
    left = _ahead(series)
    if not left:
        raise SomebodyWasFirst("没有取消：这个系列没有还没开始的预订了。")
    for one in left:
        cancel_taken(one, said, by=by)
    _end(series, "已取消", by=by)
    record(
        by,
        "meetings.series_cancelled",
        stream=f"series:{series.uid}",
        about=series.uid,
        title=str(series.room),
        opinion=f"{len(left)}次。{said}",
    )
    return series


def tend_series() -> int:
    """A week before its end of confirmation somebody is asked; after it the rest is released. The clock's; harmless when repeated. → how many."""
    tended = 0
    due = BookingSeries.objects.filter(confirmed_until__isnull=False, confirmed_until__lt=today() + A_WEEK)
    for key in due.filter(Q(told_at__isnull=True) | Q(confirmed_until__lt=today())).values_list("pk", flat=True)[
        :A_STRETCH
    ]:
        with transaction.atomic():
            tended += _tend(key)
    return tended


def _tend(key: int) -> bool:
    held = Booking.objects.holding().filter(series=key).values_list("room_id", flat=True)
    lock_rooms({BookingSeries.objects.values_list("room_id", flat=True).get(pk=key), *held})
    series = BookingSeries.objects.select_related("room__building", "booked_by__person").get(pk=key)
    until = series.confirmed_until
    if until is None:
        return False
    if until < today():
        _release(series, until)
        return True
    if series.told_at is not None or until >= today() + A_WEEK:
        return False
    series.told_at = now()
    series.save(update_fields=["told_at"])
    open_todo(
        room=SPACE,
        kind=GLYPH,
        about=series.uid,
        task=series.task,
        title=f"{series.room}：{series.title}",
        step="确认仍需要",
        url=series.get_absolute_url(),
        holders=[series.booked_by],
        from_name="会议室预订",
    )
    tell_series(series, "还要用吗", by=None, body=f"请在{full_day(until)}前确认；没有确认的，以后各次的会议室都释放。")
    return True


def _release(series: BookingSeries, until: date) -> None:
    """What lies after the day up to which it is confirmed."""
    why = f"系列确认到{full_day(until)}，没有再确认。"
    freed = [one for one in _ahead(series) if one.starts_at > end_of(until)]
    for one in freed:
        asked_no_more(one, why="已释放", by=None)
        move(one, State.RELEASED, why=why)
        record_of(one, "released", None, said=why)
        offer(one.room, one.slot)
    _end(series, "没有确认", by=None)
    tell_series(series, f"没有再确认，释放了{len(freed)}次", by=None, body=why)


def _ahead(series: BookingSeries) -> list[Booking]:
    rows = series.bookings.holding().filter(starts_at__gt=now()).order_by("starts_at")
    return list(rows.select_related(*NAMES))


def _end(series: BookingSeries, why: str, *, by: Actor | None) -> None:
    series.confirmed_until = None
    series.save(update_fields=["confirmed_until"])
    close_todo(SPACE, series.task, why=why, done_by=by.appointment if by else None)
