"""交接班的情况：which shift is to be handed over by whom to whom, and which was not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from meetings.duty.models import DutyUnit, Shift, Turn
from meetings.dutydesk.models import CallEntry, HandOver, LogEntry, LogKind
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.registers import weather_between
from office.api import Actor
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.refusals import NotAllowed
from office.kernel.wording import until_in_words

BACK = timedelta(days=7)
"""So far back a missing hand-over is asked for, and may be made up for."""
MOST_LINES = 40


@dataclass(frozen=True)
class Prefilled:
    """What the registers of a shift say already."""

    summary: str
    papers: str
    calls: str
    weather: str


def own_ends(unit: DutyUnit, *, by: Actor) -> QuerySet[Turn]:
    """His turns at whose end a shift ends and is to be handed over: near its end, or past it, and nobody has done it yet."""
    moment = now()
    done = HandOver.objects.filter(unit=unit, ends_at=OuterRef("ends_at"))
    rows = Turn.objects.published().filter(shift__roster__unit=unit, person=by.person, role__answers=True)
    rows = rows.filter(ends_at=F("shift__ends_at"), ends_at__gt=moment - BACK, starts_at__lte=moment)
    rows = rows.filter(ends_at__gt=F("shift__roster__published_at"))
    return rows.filter(~Exists(done)).select_related("shift__roster", "role").order_by("-ends_at")


def due_hand_over(unit: DutyUnit, *, by: Actor) -> Turn | None:
    """The last of them that he may hand over now: that of the present comes before one that is made up for."""
    return own_ends(unit, by=by).filter(ends_at__lte=now() + rule_of(unit).early).first()


def turn_to_hand_over(unit: DutyUnit, *, by: Actor, turn: UUID) -> Turn:
    """The turn with which he hands over its shift, also where somebody has done it. Raises NotAllowed."""
    rows = Turn.objects.published().filter(shift__roster__unit=unit, person=by.person, role__answers=True, uid=turn)
    found = rows.filter(ends_at=F("shift__ends_at")).select_related("shift__roster", "role").first()
    if found is None:
        raise NotAllowed("没有交班：这一班不是您值到最后的。请由值到最后的人交班。")
    since = found.ends_at - rule_of(unit).early
    if since > now():
        raise NotAllowed(f"没有交班：{until_in_words(since)}起可以交这一班。")
    return found


def takers_of(hand_over: HandOver) -> list[Turn]:
    """Whoever has the shift that begins next after it, and whoever is on duty by now. The next may begin before the old one ends, so it is found by
    when shifts begin; whoever was relieved in it before the old one ended takes over nothing."""
    rows = Turn.objects.published().filter(shift__roster__unit=hand_over.unit_id, role__answers=True)
    rows = rows.filter(shift__starts_at__gt=hand_over.starts_at, ends_at__gt=hand_over.ends_at)
    rows = rows.select_related("person", "role", "shift")
    first = rows.order_by("shift__starts_at").first()
    if first is None:
        return []
    coming = list(rows.filter(shift__starts_at=first.shift.starts_at).order_by("role__order", "place", "pk"))
    there = rows.at(now()).exclude(pk__in=[one.pk for one in coming])
    return coming + list(there.order_by("role__order", "place", "pk"))


def may_take_over(hand_over: HandOver, *, by: Actor) -> bool:
    """Whether he has the next shift. Not he who handed over, unless he is alone there; a keeper, where nobody is put down for it."""
    takers = takers_of(hand_over)
    if not takers:
        return desks.keeps(hand_over.unit, by=by) and by.person.pk != hand_over.person_id
    people = {one.person_id for one in takers}
    return by.person.pk in people and (by.person.pk != hand_over.person_id or len(people) == 1)


def missing(unit: DutyUnit) -> list[datetime]:
    """The ends of shifts of the last days that nobody has handed over, the latest first."""
    done = HandOver.objects.filter(unit=unit, ends_at=OuterRef("ends_at"))
    served = Turn.objects.filter(shift=OuterRef("pk"), role__answers=True)
    moment = now()
    rows = Shift.objects.filter(roster__unit=unit, roster__published_at__isnull=False, ends_at__gt=moment - BACK)
    rows = rows.filter(Exists(served), ~Exists(done), ends_at__lte=moment, ends_at__gt=F("roster__published_at"))
    return list(rows.order_by("-ends_at").values_list("ends_at", flat=True).distinct())


def waiting(unit: DutyUnit) -> QuerySet[HandOver]:
    """Those that were signed by the outgoing alone."""
    return HandOver.objects.filter(unit=unit, receipt__isnull=True).order_by("-ends_at")


def prefilled(unit: DutyUnit, starts_at: datetime, ends_at: datetime) -> Prefilled:
    """From what was written down in a shift: corrections stand with what they correct, and are left to it."""
    span = {"unit": unit, "at__gte": starts_at, "at__lt": max(ends_at, starts_at), "corrects__isnull": True}
    log = list(LogEntry.objects.filter(**span).order_by("at", "pk")[:MOST_LINES])
    calls = CallEntry.objects.filter(**span, is_important=True).order_by("at", "pk")[:MOST_LINES]
    return Prefilled(
        summary="\n".join(_logged(one) for one in log if one.kind != LogKind.PAPER),
        papers="\n".join(_logged(one) for one in log if one.kind == LogKind.PAPER),
        calls="\n".join(
            f"{_clock(one.at)} {one.reporter_unit}{one.reporter_name}：{_short(one.content)}" for one in calls
        ),
        weather=weather_between(unit, starts_at, ends_at),
    )


def _logged(entry: LogEntry) -> str:
    result = f"（{entry.result}）" if entry.result else ""
    return f"{_clock(entry.at)} {entry.source}{'：' if entry.source else ''}{_short(entry.content)}{result}"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(OFFICE_ZONE):%H:%M}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:80]}…"
