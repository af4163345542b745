"""可选的单位：departments of the organs concerned, and the other organs below the same superior."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from office.api import Department, Organ
from office.kernel.refusals import Invalid

MOST_UNITS = 200


@dataclass(frozen=True)
class Named:
    """A department of an organ, or the organ as such."""

    organ: Organ
    department: Department | None = None

    @property
    def uid(self) -> UUID:
        return self.organ.uid if self.department is None else self.department.uid

    @property
    def name(self) -> str:
        return str(self.organ if self.department is None else self.department)


def organs_near(organ: Organ) -> QuerySet[Organ]:
    """The other organs below the same superior, of its own level or lower."""
    below = Organ.objects.open().under(organ.parent or organ).filter(level__gte=organ.level)
    return below.exclude(pk__in=[organ.pk, organ.parent_id or organ.pk])


def departments_of(*organs: Organ) -> QuerySet[Department]:
    """All that are not closed."""
    return Department.objects.open().filter(organ__in=organs).select_related("organ")


def units_named(uids: Sequence[UUID], own: Organ, host: Organ, *, field: str) -> list[Named]:
    """Departments of the own organ or the host's, and organs near the host, in the order of their names. Raises Invalid for others."""
    wanted = list(dict.fromkeys(uids))
    found = {one.uid: Named(one.organ, one) for one in departments_of(own, host).filter(uid__in=wanted)}
    found |= {one.uid: Named(one) for one in organs_near(host).filter(uid__in=wanted)}
    if left := len(wanted) - len(found):
        raise Invalid(f"所选的单位中有{left}个已撤销，或不能选。请重新选择。", field=field)
    return [found[uid] for uid in wanted]
