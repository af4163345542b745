"""撤并机关、取消撤并。"""

from datetime import date, timedelta
from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.administration import policy, words
from office.administration.actions.found_organ import refuse_closed
from office.administration.history import record_of_organ
from office.administration.policy import SYSTEM
from office.administration.taking import take_organ
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.wording import full_day
from office.models.organs import Organ, OrganSuccession, still_open
from office.models.people import Appointment, Department, Post

NAMED_AT_MOST = 5


@action
def close_organ(uid: UUID, *, by: Actor, key: UUID, successor: UUID, on: date, reason: str) -> Organ:
    """撤并机关：from a day on it is no more, and its business is its successor's. Refused while people or organs are left in it then."""
    organ, acting = take_organ(uid, by=by, role=SYSTEM)
    refuse_closed(organ)
    reason = words.line(reason, "撤并依据", 200, field="reason")
    if organ.parent is None:
        raise NotAllowed("首个机关不能撤并。")
    if words.day(on, "撤并日期", field="on") < today():
        raise Invalid("撤并日期不能早于今天。", field="on")
    heir = policy.organ(successor, by=acting)
    if heir.path.startswith(organ.path) or heir.closed_on is not None:
        raise Invalid("承接机关须是别的、没有撤并的机关。", field="successor")
    name = organ.names.get(until__isnull=True)
    if name.since >= on:
        raise Invalid(f"名称“{name.name}”自{full_day(name.since)}起用，撤并须在此后；或先取消更名。", field="on")
    _refuse_inhabited(organ, on)
    organ.closed_on = on
    organ.save(update_fields=["closed_on"])
    name.until = on - timedelta(days=1)
    name.save(update_fields=["until"])
    Post.objects.filter(department__organ=organ, closed_on__isnull=True).update(closed_on=on)
    Department.objects.filter(organ=organ, closed_on__isnull=True).update(closed_on=on)
    OrganSuccession.objects.create(former=organ, successor=heir, on=on, why=reason)
    what = f"自{full_day(on)}起撤并，业务由{heir.name}承接：{reason}"
    record_of_organ(acting, "organ_closed", organ, organ.name, what, successor=str(heir.uid))
    return organ


@action
def cancel_closing(uid: UUID, *, by: Actor, key: UUID) -> Organ:
    """取消撤并：before its day has come, the organ stays with all that would have ended with it."""
    organ, acting = take_organ(uid, by=by, role=SYSTEM)
    on = organ.closed_on
    if on is None or on <= today():
        raise NotAllowed("没有尚未生效的撤并。已生效的不能取消，需要时请设立新机关。")
    organ.closed_on = None
    organ.save(update_fields=["closed_on"])
    organ.names.filter(until=on - timedelta(days=1)).update(until=None)
    Department.objects.filter(organ=organ, closed_on=on).update(closed_on=None)
    Post.objects.filter(department__organ=organ, closed_on=on).update(closed_on=None)
    organ.successions.filter(on=on).delete()
    record_of_organ(acting, "closing_cancelled", organ, organ.name, f"原定{full_day(on)}撤并")
    return organ


def _refuse_inhabited(organ: Organ, on: date) -> None:
    below = [str(one) for one in organ.children.filter(still_open(on))[: NAMED_AT_MOST + 1]]
    if below:
        raise Invalid(f"{_named(below)}还隶属{organ}。请先撤并下级机关。", field="on")
    held = Appointment.objects.unended(on).filter(post__department__organ=organ).select_related("person")
    names = [one.person.name for one in held[: NAMED_AT_MOST + 1]]
    if names:
        raise Invalid(f"{full_day(on)}时{_named(names)}在这里还有任职。请先免职或调任，截止日在此之前。", field="on")


def _named(names: list[str]) -> str:
    return "、".join(names[:NAMED_AT_MOST]) + ("等" if len(names) > NAMED_AT_MOST else "")
