"""知悉范围的副本：what an index that keeps copies of the grants asks, so that it never shows more than the grants say now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from office.actor import Actor
from office.kernel.clock import now
from office.models.rights import GrantChange, Reader
from office.rights import keys_of


@dataclass(frozen=True)
class Regranted:
    """Changes that a copy has still to learn: the rows, and their objects."""

    rows: tuple[int, ...]
    objects: frozenset[UUID]
    opened: frozenset[UUID]
    """Those of them that somebody was let into."""


def changed_grants(limit: int) -> Regranted:
    """The oldest changes that no copy has learnt."""
    rows = list(GrantChange.objects.order_by("id").values_list("id", "object_uid", "takes")[:limit])
    return Regranted(
        tuple(row for row, _, _ in rows),
        frozenset(uid for _, uid, _ in rows),
        frozenset(uid for _, uid, takes in rows if not takes),
    )


def forget_changes(rows: Collection[int]) -> None:
    """The copy has learnt these."""
    GrantChange.objects.filter(id__in=rows).delete()


def lasting_keys(uids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """The keys that open each object without an end: those that a copy holds."""
    keys: dict[UUID, set[str]] = defaultdict(set)
    rows = Reader.objects.filter(object_uid__in=uids, until__isnull=True)
    for uid, key in rows.values_list("object_uid", "key"):
        keys[uid].add(key)
    return {uid: frozenset(keys[uid]) for uid in uids}


def open_for_a_time(actor: Actor) -> frozenset[UUID]:
    """What he may read until a day that has not come: no copy knows of it."""
    moment = now()
    rows = Reader.objects.filter(key__in=keys_of(actor), until__gt=moment)
    return frozenset(rows.values_list("object_uid", flat=True))


def taken_from(actor: Actor) -> frozenset[UUID]:
    """Of the objects that were taken from somebody and of which the copies have not learnt it: those that he may not read now."""
    taken = GrantChange.objects.filter(takes=True).values("object_uid")
    rows = Reader.objects.in_force().filter(object_uid__in=taken, key__in=keys_of(actor))
    still = set(rows.values_list("object_uid", flat=True))
    return frozenset(taken.values_list("object_uid", flat=True).distinct().order_by()) - still
