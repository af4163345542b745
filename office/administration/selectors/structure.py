"""What the pages of structure show: the tree that he administers, and one organ with all in it. Queries do not grow with the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q

from office.actor import Actor
from office.administration import policy
from office.kernel.clock import today
from office.models.organs import Organ, OrganName, OrganSuccession
from office.models.people import ADMINISTRATOR_ROLES, Appointment, Department, Post, PostRole


@dataclass(frozen=True)
class Branch:
    """An organ in the tree; `indent` is as wide as it lies deep, `people` are those who hold a post in it today."""

    organ: Organ
    indent: str
    superior: Organ | None
    people: int


@dataclass(frozen=True)
class PostRow:
    """A post as its administrator sees it; `administers` names the one of the three roles that it has."""

    post: Post
    duties: str
    administers: str
    holders: tuple[Appointment, ...]
    may_fill: bool
    may_edit: bool


@dataclass(frozen=True)
class DepartmentRow:
    department: Department
    posts: tuple[PostRow, ...]
    closed_posts: tuple[PostRow, ...]


@dataclass(frozen=True)
class OrganSheet:
    """One organ: what it is, what it was called, what is in it, and what he may do with it."""

    organ: Organ
    names: tuple[OrganName, ...]
    successions: tuple[OrganSuccession, ...]
    departments: tuple[DepartmentRow, ...]
    closed_departments: tuple[Department, ...]
    below: tuple[Organ, ...]
    enrolled: int
    superior: Organ | None
    runs: bool
    secures: bool

    @property
    def ahead(self) -> OrganName | None:
        """The name that is fixed and has not begun."""
        return next((one for one in self.names if one.since > today()), None)

    @property
    def ends(self) -> bool:
        """Its end is fixed and has not come."""
        return self.organ.closed_on is not None and not self.organ.is_closed

    @property
    def changes(self) -> bool:
        """Whether anything can still be changed in it."""
        return self.runs and self.organ.closed_on is None


def tree(by: Actor, words: str = "") -> tuple[Branch, ...]:
    """The organs that he sees, each followed by those below it; with words, those whose names, past ones too, or code contain them."""
    organs = list(policy.organs(by).order_by("order", "pk"))
    seen = {one.pk: one for one in organs}
    matching = None
    if words:
        fitting = Q(names__name__contains=words) | Q(names__short_name__contains=words) | Q(code=words.upper())
        matching = set(policy.organs(by).filter(fitting).values_list("pk", flat=True))
    counted = Appointment.objects.valid_on(today()).filter(post__department__organ__in=list(seen)).order_by()
    people = dict(counted.values_list("post__department__organ").annotate(Count("person", distinct=True)))
    below: dict[int | None, list[Organ]] = {}
    for one in organs:
        below.setdefault(one.parent_id if one.parent_id in seen else None, []).append(one)
    branches: list[Branch] = []
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        organ, depth = waiting.pop()
        if matching is None or organ.pk in matching:
            superior = seen.get(organ.parent_id) if organ.parent_id else None
            branches.append(Branch(organ, "　" * depth if matching is None else "", superior, people.get(organ.pk, 0)))
        waiting += [(child, depth + 1) for child in reversed(below.get(organ.pk, []))]
    return tuple(branches)


def organ_sheet(organ: Organ, by: Actor) -> OrganSheet:
    """One organ that he sees."""
    runs = policy.acts_as(by, organ, policy.SYSTEM) is not None
    secures = policy.acts_as(by, organ, policy.SECURITY) is not None
    held = Appointment.objects.unended(today()).select_related("person").order_by("since", "pk")
    posts = Post.objects.order_by("order", "pk").prefetch_related(
        Prefetch("roles", PostRole.objects.select_related("department").order_by("pk")),
        Prefetch("appointments", held, to_attr="unended"),
    )
    departments = list(organ.departments.order_by("order", "pk").prefetch_related(Prefetch("posts", posts)))
    lines = OrganSuccession.objects.filter(Q(former=organ) | Q(successor=organ)).select_related("former", "successor")
    return OrganSheet(
        organ,
        tuple(organ.names.order_by("-since")),
        tuple(lines.order_by("on", "pk")),
        tuple(
            _row(one, runs=runs, secures=secures) for one in departments if one.closed_on is None or not _is_past(one)
        ),
        tuple(one for one in departments if _is_past(one)),
        tuple(organ.children.order_by("order", "pk")),
        policy.people(by).filter(enrolled_in=organ).count(),
        organ.parent if organ.parent_id and policy.organs(by).filter(pk=organ.parent_id).exists() else None,
        runs,
        secures,
    )


def duties_in_words(roles: Iterable[PostRole]) -> str:
    """文书、印章管理；分管预算科: of roles that are already read."""
    roles = list(roles)
    names = [str(one.get_role_display()) for one in roles if one.department is None]
    charges = [one.department.name for one in roles if one.department is not None]
    return "；".join(filter(None, ("、".join(names), f"分管{'、'.join(charges)}" if charges else "")))


def _is_past(row: Any) -> bool:
    return row.closed_on is not None and row.closed_on <= today()


def _row(department: Department, *, runs: bool, secures: bool) -> DepartmentRow:
    rows = [_post(one, runs=runs, secures=secures) for one in department.posts.all()]
    return DepartmentRow(
        department,
        tuple(one for one in rows if not _is_past(one.post)),
        tuple(one for one in rows if _is_past(one.post)),
    )


def _post(post: Post, *, runs: bool, secures: bool) -> PostRow:
    roles = list(post.roles.all())
    administers = next((str(one.get_role_display()) for one in roles if one.role in ADMINISTRATOR_ROLES), "")
    return PostRow(
        post,
        duties_in_words(roles),
        administers,
        tuple(post.unended),  # type: ignore[attr-defined] # by the Prefetch above
        secures if administers else runs,
        runs,
    )
