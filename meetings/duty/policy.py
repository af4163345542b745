"""Who may read and keep what of duty. A row is asked for through its list, so the two cannot disagree."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meetings.duty.models import DutyUnit, PoolMember, Roster
from office.api import Actor
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

NAMES = ("organ", "kept_by__organ", "superior__organ")


class Units:
    """值班单位: seen by the people of its organ, and by those who serve there; kept by the people of its department."""

    def seen(self, by: Actor) -> QuerySet[DutyUnit]:
        serving = PoolMember.objects.filter(person=by.person).values("role__unit")
        organs = {one.organ.pk for one in by.appointments}
        return DutyUnit.objects.filter(Q(organ__in=organs) | Q(pk__in=serving) | Q(kept_by__in=departments_of(by)))

    def kept(self, by: Actor) -> QuerySet[DutyUnit]:
        return DutyUnit.objects.filter(kept_by__in=departments_of(by))

    def keeps(self, unit: DutyUnit, *, by: Actor) -> bool:
        return unit.kept_by_id in departments_of(by)

    def read(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One that he sees; not for him and not there are one refusal. Raises NotThere."""
        found = self.seen(by).select_related(*NAMES).filter(uid=uid).first()
        if found is None:
            raise NotThere("该值班单位")
        return found

    def take_kept(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One that he keeps, locked: everything that changes who is on duty passes here. Raises NotThere, NotAllowed."""
        self._ask_keeper(self.read(uid, by=by), by)
        lock_only(DutyUnit.objects.filter(uid=uid), "duty")
        unit = self.read(uid, by=by)
        self._ask_keeper(unit, by)
        return unit

    def _ask_keeper(self, unit: DutyUnit, by: Actor) -> None:
        if not self.keeps(unit, by=by):
            raise NotAllowed(f"“{unit}”的值班由{unit.kept_by}安排。您可以看，不能这样办。")


class Rosters:
    """排班表: a published one is seen by whoever sees its unit, a draft by those who keep it."""

    def seen(self, by: Actor) -> QuerySet[Roster]:
        published = Q(published_at__isnull=False, unit__in=units.seen(by))
        return Roster.objects.filter(published | Q(unit__in=units.kept(by)))

    def read(self, uid: UUID, *, by: Actor) -> Roster:
        """Raises NotThere."""
        found = self.seen(by).select_related("unit__kept_by", "published_by__person").filter(uid=uid).first()
        if found is None:
            raise NotThere("该排班表")
        return found


def departments_of(by: Actor) -> set[int]:
    """The row keys of all departments in which he holds a post."""
    return {one.department.pk for one in by.appointments}


units = Units()
rosters = Rosters()
