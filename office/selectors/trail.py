"""操作轨迹：who did what when, as far as a reader may know; one query for the page, however long the journal is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from office.actor import Actor
from office.kernel.clock import start_of
from office.models.access import AccessEntry
from office.models.people import Person, Role
from office.models.trail import TrailEntry
from office.rights import may_read_all
from office.trail.wording import act_in_words, address_of
from office.trail.writing import SYSTEM

SCOPES = {
    "all": "全部办理记录",
    "organ": "本机关的办理记录，和您自己的",
    "own": "您自己的办理记录",
}

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True)
class Line:
    """An act as a reader sees it: `address` is empty where he may not open what it was about, `block` 0 until it is sealed."""

    entry: TrailEntry
    act: str
    who: str
    said: str
    address: str
    block: int


def audits(reader: Actor) -> bool:
    """Whether he is a security auditor, who sees all of both journals."""
    return any(role == Role.AUDITOR for _, role in reader.roles)


def scope_of(reader: Actor) -> str:
    """all for an auditor, organ for a flow administrator, own for everybody else."""
    if audits(reader):
        return "all"
    return "organ" if _kept_by(reader) else "own"


def trail_of(reader: Actor, *, day: date | None = None, who: str = "", act: str = "") -> QuerySet[TrailEntry]:
    """What he may see of the trail, the latest first; `who` is part of a name, the beginning of its initials, or 系统."""
    mine = Q(person=reader.person.uid)
    rows = TrailEntry.objects.select_related("membership").order_by("-id")
    match scope_of(reader):
        case "organ":
            rows = rows.filter(Q(organ_uid__in=_kept_by(reader)) | mine)
        case "own":
            rows = rows.filter(mine)
    if who == SYSTEM:
        rows = rows.filter(person__isnull=True)
    elif who:
        rows = rows.filter(person__in=_named(who))
    if act:
        rows = rows.filter(act=act)
    return rows.filter(_on(day))


def lines(entries: Iterable[TrailEntry], reader: Actor) -> list[Line]:
    """The rows of a page in words, with links to what he may read."""
    entries = list(entries)
    open_to_him = may_read_all(reader, {entry.about for entry in entries if entry.about is not None})
    return [_line(entry, is_open=entry.about in open_to_him) for entry in entries]


def accesses(*, day: date | None = None, who: str = "", kind: str = "") -> QuerySet[AccessEntry]:
    """The access log, the latest first; only for those who audit."""
    rows = AccessEntry.objects.order_by("-id")
    if who:
        rows = rows.filter(Q(person__in=_named(who)) | Q(name=who))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(_on(day))


def _line(entry: TrailEntry, *, is_open: bool) -> Line:
    principal = entry.on_behalf_of.get("name", "")
    membership = getattr(entry, "membership", None)  # none until the block is made
    return Line(
        entry,
        act_in_words(entry.act),
        f"{entry.name} 代 {principal}" if principal else entry.name,
        said(entry.detail),
        address_of(entry.act, entry.about) if is_open else "",
        membership.block_id if membership is not None else 0,
    )


def said(detail: Mapping[str, Any]) -> str:
    """有意见：经费无着落。 A stance that the words repeat is not said twice."""
    stance, words = str(detail.get("stance", "")), str(detail.get("opinion") or detail.get("reason") or "")
    return words if words.startswith(stance) else f"{stance}：{words}" if words else stance


def _kept_by(reader: Actor) -> list[object]:
    return [one.organ.uid for one in reader.appointments if reader.has_role(one.organ, Role.FLOW_ADMINISTRATOR)]


def _named(who: str) -> QuerySet[Person, object]:
    return Person.objects.filter(Q(name__contains=who) | Q(pinyin__startswith=who.lower())).values_list("uid")


def _on(day: date | None) -> Q:
    if day is None:
        return Q()
    if not FIRST_DAY < day < LAST_DAY:  # nothing was done on it, and the very last has no moment in every zone
        return Q(pk__in=())
    return Q(at__gte=start_of(day), at__lt=start_of(day + timedelta(days=1)))
