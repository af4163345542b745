"""Who may read an urgent event and act on it. A row is asked for through its list, so the two cannot disagree.

It is read by the people of the units that received it (their pools, whoever is on duty, their keepers), by the leaders of those units'
organs, by whoever was called for it, and by the departments that were given a part. Nobody else learns that there is one.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from meetings.duty.models import DutyUnit, PoolMember, Turn
from meetings.duty.policy import departments_of, organs_of
from meetings.urgent.models import Alarm, Call, Dispatch, InstructedTask, ReportFile, UrgentEvent
from office.api import Actor, Appointment, Person, valid_appointments
from office.kernel.clock import day_of, now
from office.kernel.kept import Kept
from office.kernel.refusals import NotAllowed, NotThere
from office.kernel.transactions import lock_only

NONE = 0
"""No row has this key: a list that is asked with is never empty."""
NAMES = ("unit__organ", "unit__kept_by", "unit__superior__organ", "opened_by__person")


class Units:
    """值班单位, as urgent events ask for them."""

    def serving(self, by: Actor) -> QuerySet[DutyUnit]:
        """Those he is in a pool of, is on duty in at this moment, or keeps."""
        return DutyUnit.objects.filter(_serving(**_who(by)))

    def handling(self, by: Actor) -> QuerySet[DutyUnit]:
        """Those for which he acts at this moment: he is on duty there, or keeps them."""
        rows = DutyUnit.objects.filter(_handling(**_who(by)), in_use=True)
        return rows.select_related("organ", "superior__organ")

    def led(self, by: Actor) -> QuerySet[DutyUnit]:
        """Those whose organ he leads, and those in which he is the leader on duty at this moment."""
        return DutyUnit.objects.filter(_led(**_who(by)))

    def capacity(self, unit: DutyUnit, *, by: Actor) -> Actor:
        """He in his post in the unit's organ, where he has one."""
        own = by.posts_for(unit.organ_id)
        return by.acting_as(own[0]) if own else by

    def take_up(self, uid: UUID | None, *, by: Actor) -> DutyUnit:
        """The unit for which he registers an event. Raises NotThere; NotAllowed where he neither is on duty nor keeps one."""
        found = list(self.handling(by))
        if not found:
            raise NotAllowed("紧急事件由此刻值班的人或管理值班的处室登记。请打值班电话报告。")
        if uid is None and len(found) == 1:
            return found[0]
        wanted = next((one for one in found if one.uid == uid), None)
        if wanted is None:
            raise NotThere("该值班单位")
        return wanted


class Events:
    """紧急事件."""

    def concern(self, by: Actor) -> bool:
        """Whether there can be anything here for him: he serves or leads a duty unit, was called for an event, or his department has a part
        in one. Asked for the frame of every page."""
        return bool(_concerned(**_who(by), posts=[one.pk for one in by.appointments]))

    def seen(self, by: Actor) -> QuerySet[UrgentEvent]:
        """All he may read."""
        serving = units.serving(by).values("pk")
        led = units.led(by).values("pk")
        sent = Dispatch.objects.filter(Q(receiver__in=serving) | Q(receiver__in=led)).values("event")
        called = Call.objects.filter(appointment__in=by.appointments).values("alarm__event")
        given = InstructedTask.objects.filter(Q(department__in=departments_of(by)) | Q(duty_unit__in=serving)).values(
            "instruction__event"
        )
        return UrgentEvent.objects.filter(
            Q(unit__in=serving) | Q(unit__in=led) | Q(pk__in=sent) | Q(pk__in=called) | Q(pk__in=given)
        )

    def read(self, uid: UUID, *, by: Actor) -> UrgentEvent:
        """One that he may read; not his and not there are one refusal. Raises NotThere."""
        found = self.seen(by).select_related(*NAMES).filter(uid=uid).first()
        if found is None:
            raise NotThere("该紧急事件")
        return found

    def read_file(self, uid: UUID, *, by: Actor) -> ReportFile:
        """An attachment of a report of one that he may read. Raises NotThere."""
        rows = ReportFile.objects.filter(report__event__in=self.seen(by)).select_related("file", "report__event")
        if (found := rows.filter(uid=uid).first()) is None:
            raise NotThere("该附件")
        return found

    def take(self, uid: UUID, *, by: Actor) -> UrgentEvent:
        """The same, locked: everything that happens to an event passes here. Raises NotThere."""
        self.read(uid, by=by)
        lock_only(UrgentEvent.objects.filter(uid=uid), "urgent_event")
        return self.read(uid, by=by)

    def handled(self, event: UrgentEvent, *, by: Actor) -> list[DutyUnit]:
        """Of the units that have it, those for which he acts now: its own first."""
        there = Q(pk=event.unit_id) | Q(pk__in=Dispatch.objects.filter(event=event).values("receiver"))
        return sorted(units.handling(by).filter(there), key=lambda one: (one.pk != event.unit_id, one.pk))

    def led(self, event: UrgentEvent, *, by: Actor) -> list[DutyUnit]:
        """Of the units that have it, those for which he may say what is to be done: its own first."""
        there = Q(pk=event.unit_id) | Q(pk__in=Dispatch.objects.filter(event=event).values("receiver"))
        return sorted(
            units.led(by).filter(there).select_related("organ"), key=lambda one: (one.pk != event.unit_id, one.pk)
        )

    def take_to_report(self, uid: UUID, *, by: Actor) -> tuple[UrgentEvent, Actor]:
        """One that his unit received, locked, and he in that capacity. Raises NotThere, NotAllowed."""
        event = self.take(uid, by=by)
        if event.unit not in self.handled(event, by=by):
            raise NotAllowed(f"这起事件由{event.unit}此刻值班的人或管理处室办理。您可以看，不能这样办。")
        return event, units.capacity(event.unit, by=by)

    def may_acknowledge(self, alarm: Alarm, *, by: Actor, acting: Collection[DutyUnit]) -> bool:
        """Whoever was called, or acts for its unit; not who registered the event himself, as somebody else is to know of it.

        `acting`: the units that he handles or leads here.
        """
        if alarm.why == Alarm.Why.OPENED and alarm.event.opened_by.person_id == by.person.pk:
            return False
        posts = {one.pk for one in by.appointments}
        return alarm.unit in acting or any(one.appointment_id in posts for one in alarm.calls.all())


def _who(by: Actor) -> dict[str, Any]:
    """What says which units he serves and leads, at this moment."""
    moment = now()
    return {
        "person": by.person.pk,
        "organs": sorted(organs_of(by)),
        "departments": sorted(departments_of(by)),
        "leads": [organ for organ, role in by.roles if role == "leader"] or [NONE],
        "day": day_of(moment),
        "moment": moment,
    }


def _handling(*, person: int, departments: list[int], moment: datetime, **_: object) -> Q:
    return Q(kept_by__pk__in=departments) | Q(pk__in=_turns(person, moment).values("shift__roster__unit"))


def _serving(*, person: int, organs: list[int], day: date, **who: Any) -> Q:
    pools = PoolMember.objects.filter(
        Q(since__isnull=True) | Q(since__lte=day),
        Q(until__isnull=True) | Q(until__gte=day),
        role__unit__organ__pk__in=organs,  # whoever has moved to another organ serves no more
        person=person,
    )
    return _handling(person=person, **who) | Q(pk__in=pools.values("role__unit"))


def _led(*, person: int, leads: list[int], moment: datetime, **_: object) -> Q:
    leading = _turns(person, moment).filter(role__leads=True).values("shift__roster__unit")
    return Q(organ__pk__in=leads) | Q(pk__in=leading)


def _turns(person: int, moment: datetime) -> QuerySet[Turn]:
    return Turn.objects.published().at(moment).filter(person=person)


@Kept
def _concerned(
    person: int,
    organs: list[int],
    departments: list[int],
    leads: list[int],
    day: date,
    moment: datetime,
    posts: list[int],
) -> QuerySet[Person]:
    who: dict[str, Any] = {"person": person, "departments": departments, "moment": moment}
    units = DutyUnit.objects.filter(_serving(organs=organs, day=day, **who) | _led(leads=leads, **who))
    called = Call.objects.filter(appointment__pk__in=posts)
    given = InstructedTask.objects.filter(department__pk__in=departments)
    return Person.objects.filter(Exists(units) | Exists(called) | Exists(given), pk=person).order_by().only("pk")


def keepers_of(unit: DutyUnit) -> list[Appointment]:
    """The people of the department that keeps it."""
    return list(valid_appointments().filter(post__department=unit.kept_by_id).order_by("post__order", "pk"))


units = Units()
events = Events()
