"""机关更名、取消更名、启用新名称：a name begins on a day; what was signed before keeps the old one."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from office.acting import action
from office.actor import Actor
from office.administration import words
from office.administration.actions.found_organ import refuse_closed, refuse_name_in_use
from office.administration.history import record_of_organ
from office.administration.policy import SYSTEM
from office.administration.taking import lock_structure, take_organ
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.wording import full_day
from office.models.organs import Organ, OrganName


@action
def rename_organ(
    uid: UUID, *, by: Actor, key: UUID, name: str, short_name: str, since: date, reason: str = ""
) -> Organ:
    """机关更名：the new name from a day on; the one in use ends the day before. One change at a time may lie ahead."""
    organ, acting = take_organ(uid, by=by, role=SYSTEM)
    refuse_closed(organ)
    name, short_name = (
        words.line(name, "新全称", 120, field="name"),
        words.line(short_name, "新简称", 60, field="short_name"),
    )
    words.day(since, "启用日期", field="since")
    reason = words.line(reason, "更名依据", 200, field="reason")
    used = organ.names.get(until__isnull=True)
    if used.since > today():
        raise SomebodyWasFirst(
            f"已定于{full_day(used.since)}更名为“{used.name}”。要另改名称，请先在机关页取消那一次更名。"
        )
    if since <= used.since:
        raise Invalid(f"现名称自{full_day(used.since)}起用，新名称须在此后启用。", field="since")
    if (name, short_name) == (used.name, used.short_name):
        raise Invalid("新名称与现名称相同。", field="name")
    refuse_name_in_use(name, beside=organ)
    used.until = since - timedelta(days=1)
    used.save(update_fields=["until"])
    OrganName.objects.create(organ=organ, name=name, short_name=short_name, since=since)
    if since <= today():
        _bear(organ, name, short_name)
    record_of_organ(
        acting, "organ_renamed", organ, used.name, f"自{full_day(since)}起称“{name}”（{reason}）", name=name
    )
    return organ


@action
def cancel_rename(uid: UUID, *, by: Actor, key: UUID) -> Organ:
    """取消更名：a name that has not begun is taken back; the one in use goes on."""
    organ, acting = take_organ(uid, by=by, role=SYSTEM)
    ahead = organ.names.filter(since__gt=today()).first()
    if ahead is None:
        raise NotAllowed("没有尚未启用的名称。已启用的不能取消，可再次更名。")
    ahead.delete()
    organ.names.filter(until=ahead.since - timedelta(days=1)).update(until=None)
    record_of_organ(acting, "rename_cancelled", organ, organ.name, f"原定{full_day(ahead.since)}起称“{ahead.name}”")
    return organ


def take_up_names() -> int:
    """启用新名称：organs whose name of today began since anybody looked bear it from now on. The clock's; returns how many."""
    if not _due().exists():
        return 0
    with transaction.atomic():
        lock_structure()
        due = list(_due().select_related("organ"))
        for one in due:
            before = one.organ.name
            _bear(one.organ, one.name, one.short_name)
            record_of_organ(None, "name_taken_up", one.organ, one.name, f"原称“{before}”")
    return len(due)


def _due() -> QuerySet[OrganName]:
    day = today()
    in_force = OrganName.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    return in_force.exclude(name=F("organ__name"), short_name=F("organ__short_name"))


def _bear(organ: Organ, name: str, short_name: str) -> None:
    organ.name, organ.short_name = name, short_name
    organ.save(update_fields=["name", "short_name"])
