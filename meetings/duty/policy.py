"""Who may read and keep what of duty. A row is asked for through its list, so the two cannot disagree."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meetings.duty.models import DutyUnit, PoolMember, Roster, Swap, Turn
from meetings.policy import buildings
from office.api import Actor, Organ
from office.kernel.clock import now, today
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

NAMES = ("organ", "kept_by__organ", "superior__organ")
OF_A_TURN = ("person", "role", "shift__pattern", "shift__roster__unit__organ", "shift__roster__unit__kept_by")
OF_A_SWAP = (
    "asker",
    "other",
    *(f"{turn}__{one}" for turn in ("turn", "other_turn") for one in OF_A_TURN),
)


class Units:
    """值班单位: seen by the people of its organ; by whoever has moved away until his last turn there is over or another's; kept by the people of its
    department."""

    def seen(self, by: Actor) -> QuerySet[DutyUnit]:
        ahead = Turn.objects.published().filter(person=by.person, ends_at__gt=now()).values("shift__roster__unit")
        own = Q(organ__in=organs_of(by)) | Q(pk__in=ahead) | Q(kept_by__in=departments_of(by))
        return DutyUnit.objects.filter(own | Q(organ__in=self.organs(by)))

    def serving(self, by: Actor) -> QuerySet[DutyUnit]:
        """Those in whose pools he is. They are of people of the unit's organ: a row that is left of whoever has moved to another counts for nothing."""
        pooled = PoolMember.objects.filter(Q(until__isnull=True) | Q(until__gte=today()), person=by.person)
        return DutyUnit.objects.filter(pk__in=pooled.values("role__unit"), organ__in=organs_of(by))

    def kept(self, by: Actor) -> QuerySet[DutyUnit]:
        return DutyUnit.objects.filter(kept_by__in=departments_of(by))

    def keeps(self, unit: DutyUnit, *, by: Actor) -> bool:
        return unit.kept_by_id in departments_of(by)

    def organs(self, by: Actor) -> QuerySet[Organ]:
        """Those whose duty units he registers, as their system administrator."""
        return buildings.organs(by)

    def superiors(self, organ: Organ) -> QuerySet[DutyUnit]:
        """Those that a unit of an organ may report to: of its own city and what stands above."""
        root = organ.path.partition("/")[0]
        return DutyUnit.objects.filter(organ__path__startswith=f"{root}/", in_use=True).select_related("organ")

    def read(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One that he sees; not for him and not there are one refusal. Raises NotThere."""
        found = self.seen(by).select_related(*NAMES).filter(uid=uid).first()
        if found is None:
            raise NotThere("该值班单位")
        return found

    def take_kept(self, uid: UUID, *, by: Actor) -> DutyUnit:
        """One that he keeps, locked: everything that changes who is on duty passes here. Raises NotThere, NotAllowed."""
        self.ask_keeper(self.read(uid, by=by), by=by)
        self.lock(uid)
        unit = self.read(uid, by=by)
        self.ask_keeper(unit, by=by)
        return unit

    def lock(self, uid: UUID) -> None:
        """The one lock of duty: a unit's, whoever acts."""
        lock_only(DutyUnit.objects.filter(uid=uid), "duty")

    def ask_keeper(self, unit: DutyUnit, *, by: Actor) -> None:
        if not self.keeps(unit, by=by):
            raise NotAllowed(f"“{unit}”的值班由{unit.kept_by}安排。您可以看，不能这样办。")


class Rosters:
    """排班表: a published one is seen by whoever sees its unit, a draft by those who keep it."""

    def seen(self, by: Actor) -> QuerySet[Roster]:
        published = Q(published_at__isnull=False, unit__in=units.seen(by))
        return Roster.objects.filter(published | Q(unit__in=units.kept(by)))

    def read(self, uid: UUID, *, by: Actor) -> Roster:
        """Raises NotThere."""
        found = self.seen(by).select_related(*OF_A_ROSTER).filter(uid=uid).first()
        if found is None:
            raise NotThere("该排班表")
        return found

    def take_kept(self, uid: UUID, *, by: Actor) -> Roster:
        """One of a unit that he keeps; the unit is locked. Raises NotThere, NotAllowed."""
        units.take_kept(self.read(uid, by=by).unit.uid, by=by)
        return self.read(uid, by=by)

    def take(self, uid: UUID) -> Roster:
        """For what acts by itself."""
        units.lock(Roster.objects.values_list("unit__uid", flat=True).get(uid=uid))
        return Roster.objects.select_related(*OF_A_ROSTER).get(uid=uid)


OF_A_ROSTER = ("unit__organ", "unit__kept_by", "published_by__person", "changed_by__person")


class Turns:
    """一个人的一班: seen with its roster. Who may do what with it is the act's to ask."""

    def seen(self, by: Actor) -> QuerySet[Turn]:
        return Turn.objects.filter(shift__roster__in=rosters.seen(by))

    def read(self, uid: UUID, *, by: Actor) -> Turn:
        """Raises NotThere."""
        found = self.seen(by).select_related(*OF_A_TURN).filter(uid=uid).first()
        if found is None:
            raise NotThere("这一班")
        return found

    def take(self, uid: UUID, *, by: Actor) -> Turn:
        """With its unit locked. Raises NotThere."""
        units.lock(self.read(uid, by=by).shift.roster.unit.uid)
        return self.read(uid, by=by)


class Swaps:
    """换班: seen by the two, and by those who keep the unit."""

    def seen(self, by: Actor) -> QuerySet[Swap]:
        kept = Q(turn__shift__roster__unit__in=units.kept(by))
        return Swap.objects.filter(Q(asker=by.person) | Q(other=by.person) | kept)

    def read(self, uid: UUID, *, by: Actor) -> Swap:
        """Raises NotThere."""
        found = self.seen(by).select_related(*OF_A_SWAP).filter(uid=uid).first()
        if found is None:
            raise NotThere("该换班申请")
        return found

    def take(self, uid: UUID, *, by: Actor) -> Swap:
        """With its unit locked. Raises NotThere."""
        units.lock(self.read(uid, by=by).turn.shift.roster.unit.uid)
        return self.read(uid, by=by)


def organs_of(by: Actor) -> set[int]:
    """The row keys of all organs in which he holds a post."""
    return {one.organ.pk for one in by.appointments}


def departments_of(by: Actor) -> set[int]:
    """The row keys of all departments in which he holds a post."""
    return {one.department.pk for one in by.appointments}


units = Units()
rosters = Rosters()
turns = Turns()
swaps = Swaps()
