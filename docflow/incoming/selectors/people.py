"""Whom one may choose: leaders, units with their heads, people by name or by the initials of their names."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from docflow import flow
from docflow.directory import OfficeDirectory
from docflow.models import Task
from docflow.models.papers import Paper
from office.api import Appointment, Department, Organ, among, heirs_of, valid_appointments
from office.kernel.refusals import Invalid

_PLACE = re.compile(r"^(?P<name>[^（(]+)[（(](?P<unit>[^）)]*)[）)]$")


@dataclass(frozen=True)
class UnitChoice:
    """A department with who would get it."""

    unit: Department
    heads: tuple[str, ...]


def units_of(organ: Organ) -> list[UnitChoice]:
    """All departments of an organ, in order, with the names of their heads, in two queries."""
    heads: dict[int, list[str]] = {}
    organs = heirs_of(organ)
    for one in valid_appointments().filter(post__department__organ__in=organs, post__roles__role="head").distinct():
        heads.setdefault(one.department.pk, []).append(one.person.name)
    units = Department.objects.open().filter(organ__in=organs)
    return [UnitChoice(unit, tuple(heads.get(unit.pk, ()))) for unit in units]


def colleagues(organ: Organ, *, department: Department | None = None, roles: Collection[str] = ()) -> list[Appointment]:
    """The people of an organ, or of one of its departments, or only those of some roles."""
    found = valid_appointments().filter(post__department__organ__in=heirs_of(organ))
    if roles:
        found = found.filter(post__roles__role__in=roles).distinct()
    if department is not None:
        found = found.filter(post__department=department)
    return list(found.order_by("post__department__order", "post__order", "pk"))


def choosable(paper: Paper, way: flow.Way, task: Task) -> list[Appointment]:
    """Those of whom the holder of a task chooses for the next step."""
    if way.choose is None:
        return []
    drafter = str(paper.begun_by.uid)
    context = flow.Context(way.to, drafter, str(task.holder.uid) if task.holder else drafter, paper.route_fields())
    people = OfficeDirectory().resolve(way.choose.among, context).people
    there = among(people)
    return sorted((there[uid] for uid in people if uid in there), key=lambda one: (one.post.order, one.pk))


def people_named(text: str, organ: Organ) -> list[Appointment]:
    """The people whom a line names: 郑明轩、zmx or 郑明轩（就业促进科）. Raises Invalid for one whom nobody or several fit."""
    return [_one(word, organ) for word in re.split(r"[、，,；;\s]+", text.strip()) if word]


def _one(word: str, organ: Organ) -> Appointment:
    placed = _PLACE.match(word)
    name = placed["name"] if placed else word
    rows = valid_appointments().filter(post__department__organ__in=heirs_of(organ))
    rows = rows.filter(Q(person__name=name) | Q(person__pinyin__iexact=name))
    if placed:
        rows = rows.filter(post__department__name=placed["unit"])
    hits = list(rows.order_by("-primary", "pk")[:9])
    people = {one.person_id: one for one in reversed(hits)}
    if not people:
        raise Invalid(f"本机关没有找到“{word}”。请写姓名或姓名的拼音首字母。", field="names")
    if len(people) > 1:
        said = "、".join(f"{one.person.name}（{one.department.name}）" for one in people.values())
        raise Invalid(f"“{word}”有{len(people)}人：{said}。请写成“姓名（处室）”。", field="names")
    return next(iter(people.values()))
