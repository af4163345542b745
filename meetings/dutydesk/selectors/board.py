"""值班室此刻：who is on, who is next, whether they checked in, whom a check waits for, what is open, what was written. A constant number of questions."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.selectors.on_duty import next_on_duty, on_duty
from meetings.dutydesk.models import (
    CallEntry,
    CheckIn,
    HandOver,
    LogEntry,
    MissedCheckIn,
    PendingMatter,
    Result,
    SpotCheck,
)
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.check_ins import due_at
from meetings.dutydesk.selectors.hand_overs import missing, waiting
from office.kernel.clock import now, start_of, today

SHOWN = 8


@dataclass(frozen=True)
class Standing:
    """Somebody on duty: whether he checked in, and whether a check waits for him."""

    turn: Turn
    check_in: CheckIn | None
    missed: MissedCheckIn | None
    check: SpotCheck | None
    due_at: datetime
    asked: bool

    @property
    def tone(self) -> str:
        if self.check_in is not None:
            return "near" if self.check_in.is_late else "ok"
        return "late" if self.missed is not None else ""

    @property
    def word(self) -> str:
        if self.check_in is not None:
            return "已签到，迟" if self.check_in.is_late else "已签到"
        if not self.asked:
            return "不用签到"
        return "没有签到" if self.missed is not None else "待签到"


@dataclass(frozen=True)
class Board:
    """The desk of one unit at a moment."""

    unit: DutyUnit
    at: datetime
    standings: list[Standing]
    coming: list[Turn]
    matters: list[PendingMatter] = field(default_factory=list)
    log: list[LogEntry] = field(default_factory=list)
    calls: list[CallEntry] = field(default_factory=list)
    checks: list[SpotCheck] = field(default_factory=list)
    unsigned: list[HandOver] = field(default_factory=list)
    missing: list[datetime] = field(default_factory=list)

    @cached_property
    def unmet(self) -> list[MissedCheckIn]:
        """Those that somebody should see to."""
        return [one.missed for one in self.standings if one.missed is not None and one.check_in is None]

    @property
    def coming_at(self) -> datetime | None:
        return self.coming[0].starts_at if self.coming else None

    @property
    def since(self) -> datetime | None:
        """When the shift began that is on duty."""
        return min((one.turn.starts_at for one in self.standings), default=None)


def standings_of(unit: DutyUnit, moment: datetime) -> list[Standing]:
    """Whoever is on duty, in the order of roles."""
    turns, rule = on_duty([unit], moment), rule_of(unit)
    people = [one.person_id for one in turns]
    known = {"unit": unit, "person__in": people, "ends_at__gt": moment}
    came = {(one.person_id, one.starts_at): one for one in CheckIn.objects.filter(**known)}
    rows = MissedCheckIn.objects.filter(**known).select_related("person")
    late = {(one.person_id, one.starts_at): one for one in rows}
    called = {one.person_id: one for one in SpotCheck.objects.filter(unit=unit, result=Result.WAITS)}
    return [
        Standing(
            turn=one,
            check_in=came.get((one.person_id, one.starts_at)),
            missed=late.get((one.person_id, one.starts_at)),
            check=called.get(one.person_id),
            due_at=due_at(one, rule),
            asked=rule.checks_in,
        )
        for one in turns
    ]


def board_of(unit: DutyUnit, *, inside: bool) -> Board:
    """`inside`: with its registers, for whoever reads them."""
    moment = now()
    standings, coming = standings_of(unit, moment), next_on_duty(unit, moment)
    checks = list(SpotCheck.objects.filter(unit=unit).select_related("person").order_by("-called_at", "-pk")[:3])
    if not inside:
        return Board(unit, moment, standings, coming, checks=checks)
    board = Board(unit, moment, standings, coming)
    since = min(board.since or moment, start_of(today()))
    recent = {"unit": unit, "at__gte": since}
    pending = PendingMatter.objects.filter(unit=unit, closed_at__isnull=True)
    return Board(
        unit,
        moment,
        standings,
        coming,
        matters=list(pending.order_by("opened_at", "pk")),
        log=list(LogEntry.objects.filter(**recent).order_by("-at", "-pk")[:SHOWN]),
        calls=list(CallEntry.objects.filter(**recent).order_by("-at", "-pk")[:SHOWN]),
        checks=checks,
        unsigned=list(waiting(unit)[:3]),
        missing=missing(unit),
    )


def pending_count(unit: DutyUnit) -> int:
    """For whoever sees no more than that there are some."""
    return PendingMatter.objects.filter(unit=unit, closed_at__isnull=True).count()
