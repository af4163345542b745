"""A span of time in which a room is had, in the office's days and minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from office.kernel.clock import OFFICE_ZONE, day_of

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
A_DAY = 24 * 60


@dataclass(frozen=True, order=True)
class Slot:
    """From a moment up to another, which is no more part of it. Aware; kept in UTC."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / ONE_MINUTE)

    def overlaps(self, other: "Slot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def moved(self, by: timedelta) -> "Slot":
        return Slot(self.starts_at + by, self.ends_at + by)

    def parts(self) -> Iterator[tuple[date, int, int]]:
        """(office day, from minute, to minute) of each day that it touches: 22:00 to 1:00 is two of them."""
        day, last = day_of(self.starts_at), day_of(self.ends_at - ONE_MINUTE)
        while day <= last:
            begin = minute_of(self.starts_at) if day == day_of(self.starts_at) else 0
            end = minute_of(self.ends_at) if day_of(self.ends_at) == day else A_DAY
            yield day, begin, end
            day += ONE_DAY

    @property
    def words(self) -> str:
        """3月16日（星期一）9:00至11:00; across midnight the second day is said too."""
        first, last = day_of(self.starts_at), day_of(self.ends_at - ONE_MINUTE)
        begin, end = clock_words(minute_of(self.starts_at)), clock_words(self._end_minute)
        then = "" if first == last else f"{last.month}月{last.day}日"
        return f"{day_words(first)}{begin}至{then}{end}"

    @property
    def hours_words(self) -> str:
        """9:00至11:00; 22:00至次日1:00."""
        first, last = day_of(self.starts_at), day_of(self.ends_at - ONE_MINUTE)
        then = "" if first == last else "次日" if last - first == ONE_DAY else f"{last.month}月{last.day}日"
        return f"{clock_words(minute_of(self.starts_at))}至{then}{clock_words(self._end_minute)}"

    @property
    def _end_minute(self) -> int:
        """Midnight is the end of the day that it ends."""
        return minute_of(self.ends_at) or A_DAY


def slot_of(day: date, begin: int, end: int) -> Slot:
    """Minutes of an office day; `end` at or before `begin` lies on the next day."""
    start = datetime.combine(day, time.min, OFFICE_ZONE).astimezone(UTC)
    return Slot(start + begin * ONE_MINUTE, start + (end if end > begin else end + A_DAY) * ONE_MINUTE)


def minute_of(moment: datetime) -> int:
    """Of its office day."""
    local = moment.astimezone(OFFICE_ZONE)
    return 60 * local.hour + local.minute


def clock_words(minute: int) -> str:
    """9:00, 24:00."""
    return f"{minute // 60}:{minute % 60:02d}"


def moment_words(moment: datetime) -> str:
    """3月16日（星期一）9:00."""
    return f"{day_words(day_of(moment))}{clock_words(minute_of(moment))}"


def day_words(day: date) -> str:
    """3月16日（星期一）."""
    return f"{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"
