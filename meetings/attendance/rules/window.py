"""签到的时间：from when until when, and what somebody's arrival makes of him."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EARLY = timedelta(minutes=60)
"""Before the beginning one may sign in."""


class Standing(StrEnum):
    """What is said of somebody who is invited. The value is the word on the screen."""

    ON_TIME = "已签到"
    LATE = "迟到"
    MISSING = "未签到"
    ABSENT = "缺席"
    AWAY = "请假"
    REPLACED = "替会"


@dataclass(frozen=True)
class Window:
    """The hours of one meeting. `ended_at`: when it really ended; while it is held it goes on, however late it is (`is_running`)."""

    starts_at: datetime
    ends_at: datetime
    late_minutes: int = 0
    is_running: bool = False
    ended_at: datetime | None = None
    is_off: bool = False
    """Postponed or cancelled: nobody signs in."""

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - EARLY

    def is_over(self, moment: datetime) -> bool:
        if self.ended_at is not None:
            return moment >= self.ended_at
        return not self.is_running and moment >= self.ends_at

    def is_open(self, moment: datetime) -> bool:
        return not self.is_off and moment >= self.opens_at and not self.is_over(moment)

    def is_late(self, at: datetime) -> bool:
        return at > self.starts_at + timedelta(minutes=self.late_minutes)

    def holds(self, at: datetime) -> bool:
        """Whether somebody can have come then: the times of a list brought in later are looked at by this."""
        return self.opens_at <= at <= (self.ended_at or self.ends_at)

    def standing(self, signed_at: datetime | None, answer: str, moment: datetime) -> Standing:
        """Of one who is invited; `answer` is what is known of his coming."""
        if signed_at is not None:
            return Standing.LATE if self.is_late(signed_at) else Standing.ON_TIME
        if answer in {"away", "replaced"}:
            return Standing.AWAY if answer == "away" else Standing.REPLACED
        return Standing.ABSENT if self.is_over(moment) and not self.is_off else Standing.MISSING
