"""阅者的选定：uids from a form become people in posts, and posts, of one organ. What cannot read is refused by name, before anything is written."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from docflow.circulation.models import Circulation, Reading
from office.api import Appointment, Department, Organ, Post, valid_appointments
from office.kernel.refusals import Invalid

MOST = 500
"""Readers of one circulation."""

Chosen = Appointment | Post


def chosen_readers(uids: Sequence[UUID], organ: Organ, *, within: Department | None = None) -> list[Chosen]:
    """People and posts in the order of their uids, each once. Raises Invalid: nobody, too many, gone, of another organ, a vacant post."""
    wanted = list(dict.fromkeys(uids))
    if not wanted:
        raise Invalid("请选择送给谁阅。", field="readers")
    if len(wanted) > MOST:
        raise Invalid(f"一次传阅最多送{MOST}人，您选了{len(wanted)}人。请分几次传阅。", field="readers")
    people = {one.uid: one for one in valid_appointments().filter(uid__in=wanted, post__department__organ=organ)}
    posts = {
        one.uid: one
        for one in Post.objects.filter(uid__in=wanted, department__organ=organ).select_related("department__organ")
    }
    _refuse_vacant(posts.values())
    found: dict[UUID, Chosen] = {**people, **posts}
    if any(uid not in found for uid in wanted):
        raise Invalid("所选的人中有已不在岗的，或不是本机关的。请重新选择。", field="readers")
    readers = [found[uid] for uid in wanted]
    if within is not None and (outside := [one for one in readers if department_of(one).pk != within.pk]):
        raise Invalid(f"您只能为{within.name}的人加阅，{called(outside[0])}不在其中。请另选。", field="readers")
    return readers


def department_of(one: Chosen) -> Department:
    return one.department


def called(one: Chosen) -> str:
    """何敏; 综合科科长岗位."""
    return one.person.name if isinstance(one, Appointment) else f"{one.department.name}{one.title}岗位"


def without_those_there(readers: Iterable[Chosen], circulation: Circulation) -> list[Chosen]:
    """Those who are not readers of it already. Raises Invalid where nobody is left."""
    there = circulation.readings.filter(withdrawn_at__isnull=True).values_list("appointment", "post")
    people, posts = {a for a, _ in there}, {p for _, p in there}
    new = [one for one in readers if one.pk not in (people if isinstance(one, Appointment) else posts)]
    if not new:
        raise Invalid("所选的人都已在这次传阅里。请另选，或对未阅的人催阅。", field="readers")
    return new


def row_of(one: Chosen, circulation: Circulation, place: int) -> Reading:
    """His part, not saved yet."""
    if isinstance(one, Appointment):
        return Reading(circulation=circulation, place=place, appointment=one, names=one.names())
    names = {"name": "", "post": one.title, "department": one.department.name, "organ": one.department.organ.name}
    return Reading(circulation=circulation, place=place, post=one, names=names)


def _refuse_vacant(posts: Iterable[Post]) -> None:
    rows = list(posts)
    held = set(valid_appointments().filter(post__in=rows).values_list("post", flat=True)) if rows else set()
    for post in rows:
        if post.pk not in held:
            raise Invalid(f"{called(post)}现在空缺，没有人能阅。请另选。", field="readers")
