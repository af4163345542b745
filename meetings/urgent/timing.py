"""开始和停止计时：the clocks of an event. Inside an action; the event is locked."""

from datetime import datetime, timedelta

from meetings.duty.models import DutyUnit
from meetings.urgent.models import Clock, ClockLimit, Dispatch, StartsAt, Timed, UrgentEvent
from meetings.urgent.rules.limits import Limit, limit_for, warned_at
from office.api import Organ

AT_THE_BEGINNING = (Timed.TELEPHONE, Timed.FIRST)


def own_limits(organ: Organ) -> list[Limit]:
    """Those that an organ has set itself."""
    return [
        Limit(
            timed=one.timed,
            minutes=one.minutes,
            level=one.level,
            kind=one.kind,
            starts=one.starts,
            source=one.source or "本机关自定",
            is_own=True,
        )
        for one in ClockLimit.objects.filter(organ=organ)
    ]


def start_clocks(event: UrgentEvent, *timed: str, since: datetime | None = None) -> None:
    """Start those for which there is a limit; from `since`, else from receipt or occurrence as the limit says."""
    own = own_limits(event.unit.organ)
    for one in timed:
        limit = limit_for(one, event.level, event.kind, own, sensitive=event.is_sensitive)
        if limit is not None:
            _start(event, event.unit, one, limit, since or _beginning(event, limit))


def start_acknowledgement(event: UrgentEvent, dispatch: Dispatch) -> None:
    """The receiver's own limit, from the moment of sending."""
    own = own_limits(dispatch.receiver.organ)
    limit = limit_for(Timed.ACKNOWLEDGE, event.level, event.kind, own, sensitive=event.is_sensitive)
    if limit is not None:
        _start(event, dispatch.receiver, Timed.ACKNOWLEDGE, limit, dispatch.sent_at, dispatch)


def stop_clocks(event: UrgentEvent, *timed: str, at: datetime) -> None:
    """What they counted was done at a moment: in time, or late."""
    for clock in event.clocks.filter(outcome=Clock.Outcome.RUNNING, timed__in=timed, dispatch__isnull=True):
        end(clock, Clock.Outcome.LATE if at > clock.due_at else Clock.Outcome.KEPT, at)


def stop_acknowledgement(dispatch: Dispatch, *, at: datetime) -> None:
    for clock in dispatch.clocks.filter(outcome=Clock.Outcome.RUNNING):
        end(clock, Clock.Outcome.LATE if at > clock.due_at else Clock.Outcome.KEPT, at)


def end(clock: Clock, outcome: str, at: datetime) -> None:
    clock.outcome, clock.ended_at, clock.next_at = outcome, at, None
    clock.save(update_fields=["outcome", "ended_at", "next_at"])


def _beginning(event: UrgentEvent, limit: Limit) -> datetime:
    occurred = event.occurred_at if limit.starts == StartsAt.OCCURRED else None
    return occurred or event.received_at


def _start(
    event: UrgentEvent,
    unit: DutyUnit,
    timed: str,
    limit: Limit,
    since: datetime,
    dispatch: Dispatch | None = None,
) -> None:
    due_at = since + timedelta(minutes=limit.minutes)
    Clock.objects.create(
        event=event,
        unit=unit,
        timed=timed,
        dispatch=dispatch,
        starts_at=since,
        due_at=due_at,
        next_at=warned_at(since, due_at, 0),
        source=limit.source,
    )
