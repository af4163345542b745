"""一次会议的材料：by item for its pages, its list of who has what, and what is filed in the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min, QuerySet

from meetings.convening.models import AgendaItem, Meeting
from meetings.materials.models import Copy, Material, MaterialState
from meetings.materials.policy import materials
from office.api import StoredFile, lines_about

COLUMNS = ("份号", "姓名", "单位", "职务", "参会身份", "分发时间", "首次阅看", "收回登记", "备注")
WIDTHS = (8, 12, 30, 18, 10, 18, 18, 18, 14)


@dataclass(frozen=True)
class Group:
    """The materials of one item, or of the whole meeting."""

    item: AgendaItem | None
    materials: tuple[Material, ...]

    @property
    def heading(self) -> str:
        return f"{self.item.place}．{self.item.title}" if self.item is not None else "整个会议"


def grouped(rows: Iterable[Material]) -> list[Group]:
    """In their order; no group without a material."""
    groups: dict[int | None, list[Material]] = {}
    for one in rows:
        groups.setdefault(one.item_id, []).append(one)
    return [Group(some[0].item, tuple(some)) for some in groups.values()]


def listed(material: Material) -> QuerySet[Copy]:
    """分发清单, in the order of the numbers."""
    rows = material.copies.select_related("invitation__person", "invitation__appointment__post__department__organ")
    return rows.order_by("number", "pk")


def first_read(material: Material, copies: Iterable[Copy]) -> Mapping[UUID, datetime]:
    """When each of them looked at it first, by his uid; one question."""
    people = [one.invitation.person.uid for one in copies]
    rows = lines_about([material.uid]).filter(person__in=people).order_by()
    return dict(rows.values_list("person").annotate(first=Min("at")))


@dataclass(frozen=True)
class Filed:
    """What of a material goes to the record of its meeting: its last version. `item`: the title of its item, or empty."""

    material: Material
    item: str
    version: int
    file: StoredFile
    name: str


def materials_of(meeting: Meeting) -> list[Filed]:
    """会议材料 as they are filed in the end: all that were ever handed out, recalled ones too, in the order of the agenda."""
    rows = materials.of(meeting).exclude(state=MaterialState.DRAFT).prefetch_related("versions__file")
    found = []
    for one in rows:
        last = one.version
        found.append(Filed(one, one.item.title if one.item is not None else "", last.n, last.file, last.name))
    return found
