"""今日值班 at the foot of the navigation: asked for on every page, so in one statement whose SQL is kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from meetings.duty.models import Turn
from office.api import Actor
from office.kernel.clock import now, today
from office.kernel.kept import Kept

LONGEST = timedelta(days=8)
"""How far back a shift that still runs may have begun."""
NAMED = 3


@dataclass(frozen=True)
class Today:
    """Who is on duty in the first unit of an organ: 带班 钟田夫, 主班 白松涛."""

    address: str
    unit: str
    telephone: str
    people: tuple[tuple[str, str], ...]


def todays_duty(by: Actor) -> Today | None:
    """Of the organ in which he acts; None where nobody is on duty. Looked for among the shifts of the last days alone."""
    day = today()
    first = day - LONGEST
    months = sorted({first.replace(day=1), day.replace(day=1)})
    rows = _on(organ=by.organ.pk, months=[*months, months[-1]][:2], since=first, until=day, moment=now())
    if not rows:
        return None
    unit = rows[0].shift.roster.unit
    people = [(one.role.name, one.person.name) for one in rows if one.shift.roster.unit_id == unit.pk]
    return Today(unit.get_absolute_url(), unit.name, unit.telephone, tuple(people[:NAMED]))


@Kept
def _on(organ: int, months: list[date], since: date, until: date, moment: datetime) -> QuerySet[Turn]:
    rows = Turn.objects.filter(
        shift__roster__unit__organ=organ,
        shift__roster__unit__in_use=True,
        shift__roster__month__in=months,
        shift__roster__published_at__isnull=False,
        shift__day__range=(since, until),
        starts_at__lte=moment,
        ends_at__gt=moment,
    )
    names = rows.select_related("person", "role", "shift__roster__unit")
    return names.order_by("shift__roster__unit__order", "shift__roster__unit", "role__order", "place", "pk")
