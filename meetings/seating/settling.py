"""落座：seats as they were found become rows, the plan counts one version more, and whoever was shown his seat learns of another one."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import prefetch_related_objects

from meetings.convening.models import Invitation
from meetings.seating.models import SeatingPlan, Shown, Sitting
from meetings.seating.selectors.situation import Situation
from office.api import Actor, record
from office.kernel.clock import now
from realtime import api as realtime

Held = tuple[str, bool]
"""The code of a seat, and whether it is locked."""


def settle(
    there: Situation,
    at: Mapping[int, str],
    locked: Collection[int],
    *,
    by: Actor | None,
    act: str,
    said: str,
    can_be_taken_back: bool = True,
) -> None:
    """Write what differs from what was. `at`, `locked`: by the row key of the invitation, all of them."""
    old: dict[int, Held] = {key: (one.code, one.is_locked) for key, one in there.sittings.items()}
    new: dict[int, Held] = {key: (code, key in locked) for key, code in at.items()}
    changed = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    gone = [there.sittings[key].pk for key in changed if key in old]
    left = Sitting.objects.filter(plan=there.plan)
    if len(gone) < len(old):
        left = left.filter(pk__in=gone)
    left.delete()  # first all, then all: on the way nobody sits on another's lap
    Sitting.objects.bulk_create(
        Sitting(plan=there.plan, invitation_id=key, code=new[key][0], is_locked=new[key][1])
        for key in changed
        if key in new
    )
    before = {str(key): list(old[key]) if key in old else None for key in changed} if can_be_taken_back else {}
    note(there.plan, by=by, act=act, said=said, before=before)
    moved = {key for key in changed if key in new and old.get(key, ("", False))[0] != new[key][0]}
    tell(there.plan, [one for one in there.people if one.pk in moved], by=by, said="您的座位有变动")


def note(
    plan: SeatingPlan, *, by: Actor | None, act: str, said: str, before: Mapping[str, list[object] | None] | None = None
) -> None:
    """One version more, and a line in the meeting's history."""
    plan.version += 1
    plan.said, plan.changed_at, plan.before = said[:200], now(), dict(before or {})
    plan.changed_by = by.appointment if by is not None else None
    plan.save()
    meeting = plan.meeting
    record(by, f"seating.{act}", stream=f"meeting:{meeting.uid}", about=meeting.uid, title=str(meeting), said=plan.said)


def tell(plan: SeatingPlan, people: Sequence[Invitation], *, by: Actor | None, said: str) -> None:
    """Those who may see their seats look again. Whoever does it himself need not be told."""
    if plan.shown == Shown.NOBODY or not plan.meeting.is_known:
        return
    prefetch_related_objects(people, "appointment")
    realtime.notify(
        [one.appointment for one in people if by is None or one.person_id != by.person.pk],
        kind="seating",
        title=f"“{plan.meeting}”{said}"[:400],
        body="打开可看您坐在哪里。",
        url=plan.get_absolute_url(),
        about=plan.meeting.uid,
    )
