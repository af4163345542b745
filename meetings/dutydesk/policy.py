"""Who enters a duty desk, and what he does there.

Whoever serves in a unit, or keeps it, reads all of its desk. The keepers of the unit that it reports to see who is on duty and whether they
checked in, and check on them; its registers are not there for them. Whoever is on duty writes.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from meetings.duty.models import DutyUnit, PoolMember, Turn
from meetings.duty.policy import NAMES, departments_of, organs_of
from meetings.dutydesk.models import CallEntry, EntryFile, HandOver, LogEntry, PendingMatter, SpotCheck
from meetings.dutydesk.rules_of import rule_of
from office.api import Actor
from office.kernel.clock import day_of, now
from office.kernel.kept import Kept
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

AFTERWARDS = timedelta(hours=2)
"""So long whoever went off duty still writes down what was his."""
SERVED = timedelta(days=31)
"""So long whoever stood in once, and is in no pool, still enters."""
CALLED = "该值班室"


class Desks:
    """值班室, one a unit."""

    def seen(self, by: Actor) -> QuerySet[DutyUnit]:
        """Those into which he may look at all."""
        return DutyUnit.objects.filter(_inside(**_standing(by)) | Q(superior__kept_by__in=departments_of(by)))

    def inside(self, by: Actor) -> QuerySet[DutyUnit]:
        """Those of which he reads everything."""
        return DutyUnit.objects.filter(_inside(**_standing(by)))

    def has_any(self, by: Actor) -> bool:
        """Whether there is one in use for him: asked for the frame of every page."""
        return bool(_any_desk(**_standing(by)))

    def read(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One that he sees; not for him and not there are one refusal. Raises NotThere."""
        return _one(self.seen(by), uid)

    def read_inside(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One of which he reads everything. Raises NotThere."""
        return _one(self.inside(by), uid)

    def keeps(self, unit: DutyUnit, *, by: Actor) -> bool:
        return unit.kept_by_id in departments_of(by)

    def checks(self, unit: DutyUnit, *, by: Actor) -> bool:
        """Whether he may check on it: its keepers, and those of the unit above."""
        above = unit.superior.kept_by_id if unit.superior is not None else None
        return bool({unit.kept_by_id, above} & departments_of(by))

    def writes(self, unit: DutyUnit, *, by: Actor) -> bool:
        """Whether he keeps its registers now: he is on duty, or was just now, or keeps the unit."""
        return self.keeps(unit, by=by) or own_turns(unit, by=by).exists()

    def take(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One that he sees, locked: all that is written at a desk passes here, one after the other. Raises NotThere."""
        self.read(uid, by=by)
        lock_only(DutyUnit.objects.filter(uid=uid), "duty")
        return self.read(uid, by=by)

    def take_to_write(self, uid: UUID, *, by: Actor) -> tuple[DutyUnit, Actor]:
        """The same, for whoever writes there; and he in the capacity in which he does. Raises NotThere, NotAllowed."""
        self.read_inside(uid, by=by)
        unit = self.take(uid, by=by)
        if not self.writes(unit, by=by):
            raise NotAllowed(f"现在不是您在{unit}值班。请当班人员来记，或与{unit.kept_by}联系。")
        return unit, self.acting(unit, by=by)

    def take_to_keep(self, uid: UUID, *, by: Actor) -> tuple[DutyUnit, Actor]:
        """The same, for its keepers."""
        self.read_inside(uid, by=by)
        unit = self.take(uid, by=by)
        if not self.keeps(unit, by=by):
            raise NotAllowed(f"“{unit}”由{unit.kept_by}管理。请与他们联系。")
        return unit, self.acting(unit, by=by)

    def take_to_check(self, uid: UUID, *, by: Actor) -> tuple[DutyUnit, Actor]:
        """The same, for whoever checks on it."""
        unit = self.take(uid, by=by)
        if not self.checks(unit, by=by):
            raise NotAllowed(f"对{unit}的抽查由{unit.kept_by}或上级值班单位办理。")
        return unit, self.acting(unit, by=by)

    def acting(self, unit: DutyUnit, *, by: Actor) -> Actor:
        """He in the post by which he keeps the unit, or in his own."""
        post = next((one for one in by.appointments if one.department.pk == unit.kept_by_id), None)
        return by.acting_as(post) if post is not None else by


def _standing(by: Actor) -> dict[str, Any]:
    """By what he enters desks, at this moment."""
    moment = now()
    return {
        "person": by.person.pk,
        "organs": sorted(organs_of(by)),
        "departments": sorted(departments_of(by)),
        "day": day_of(moment),
        "since": moment - SERVED,
    }


def _inside(person: int, organs: list[int], departments: list[int], day: date, since: datetime) -> Q:
    """He keeps it, or is in one of its pools and still of its organ, or served there of late."""
    pooled = PoolMember.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        person=person,
        role__unit=OuterRef("pk"),
        role__unit__organ__pk__in=organs,
    )
    served = Turn.objects.published().filter(person=person, ends_at__gt=since, shift__roster__unit=OuterRef("pk"))
    return Q(kept_by__pk__in=departments) | Q(Exists(pooled)) | Q(Exists(served))


@Kept
def _any_desk(person: int, organs: list[int], departments: list[int], day: date, since: datetime) -> QuerySet[DutyUnit]:
    found = _inside(person, organs, departments, day, since) | Q(superior__kept_by__pk__in=departments)
    return DutyUnit.objects.filter(found, in_use=True).order_by().only("pk")[:1]


def own_turns(unit: DutyUnit, *, by: Actor, moment: datetime | None = None) -> QuerySet[Turn]:
    """His turns that have begun, or begin so soon that he may check in, and are not over for longer than he still writes."""
    at = moment or now()
    rows = Turn.objects.published().filter(shift__roster__unit=unit, person=by.person)
    return rows.filter(starts_at__lte=at + rule_of(unit).early, ends_at__gt=at - AFTERWARDS)


def _one(rows: QuerySet[DutyUnit], uid: UUID) -> DutyUnit:
    found = rows.select_related(*NAMES, "superior__kept_by").filter(uid=uid).first()
    if found is None:
        raise NotThere(CALLED)
    return found


desks = Desks()

UNIT = tuple(f"unit__{name}" for name in (*NAMES, "superior__kept_by"))


def read_log_entry(uid: UUID, *, by: Actor) -> LogEntry:
    """Raises NotThere."""
    rows = LogEntry.objects.filter(unit__in=desks.inside(by)).select_related(*UNIT, "corrects")
    if (found := rows.filter(uid=uid).first()) is None:
        raise NotThere("该值班日志")
    return found


def read_call_entry(uid: UUID, *, by: Actor) -> CallEntry:
    """Raises NotThere."""
    rows = CallEntry.objects.filter(unit__in=desks.inside(by)).select_related(*UNIT, "corrects")
    if (found := rows.filter(uid=uid).first()) is None:
        raise NotThere("该电话记录")
    return found


def read_file(uid: UUID, *, by: Actor) -> EntryFile:
    """An attachment of an entry that he reads. Raises NotThere."""
    units = desks.inside(by)
    rows = EntryFile.objects.filter(Q(log_entry__unit__in=units) | Q(call_entry__unit__in=units))
    found = rows.select_related("file", "log_entry__unit", "call_entry__unit").filter(uid=uid).first()
    if found is None:
        raise NotThere("该附件")
    return found


def read_matter(uid: UUID, *, by: Actor) -> PendingMatter:
    """Raises NotThere."""
    rows = PendingMatter.objects.filter(unit__in=desks.inside(by)).select_related(*UNIT, "log_entry", "call_entry")
    if (found := rows.filter(uid=uid).first()) is None:
        raise NotThere("该未结事项")
    return found


def read_hand_over(uid: UUID, *, by: Actor) -> HandOver:
    """Raises NotThere."""
    rows = HandOver.objects.filter(unit__in=desks.inside(by)).select_related(*UNIT, "receipt")
    if (found := rows.filter(uid=uid).first()) is None:
        raise NotThere("该交接班")
    return found


def read_spot_check(uid: UUID, *, by: Actor) -> SpotCheck:
    """One that he may see: of himself, or of a unit that he sees. Raises NotThere."""
    rows = SpotCheck.objects.filter(Q(unit__in=desks.seen(by)) | Q(person=by.person))
    if (found := rows.select_related(*UNIT).filter(uid=uid).first()) is None:
        raise NotThere("该抽查")
    return found
