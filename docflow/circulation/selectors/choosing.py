"""选人：the people and posts of an organ by department, for check boxes that need no script. Two queries, however large the organ is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from docflow.circulation.models import Circulation
from office.api import Appointment, Department, Organ, Post, valid_appointments


@dataclass(frozen=True)
class Choice:
    """One check box: 何敏 科长; a post: 科长岗位 何敏."""

    uid: UUID
    label: str
    small: str
    unit: str
    initials: str = ""
    is_post: bool = False


@dataclass
class Section:
    """A department: its people and, apart, its posts, each held by somebody today."""

    name: str
    people: list[Choice] = field(default_factory=list)
    posts: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Choosing:
    """What the page offers: those already chosen and those found stand apart and are left out below, so that nobody stands twice."""

    chosen: tuple[Choice, ...]
    found: tuple[Choice, ...]
    sections: tuple[Section, ...]


def choosing(
    organ: Organ,
    *,
    within: Department | None = None,
    chosen: Collection[UUID] = (),
    words: str = "",
    without: Collection[UUID] = (),
) -> Choosing:
    """The choices of an organ, or of one department of it. `words`: part of a name or the beginning of its initials."""
    every = [one for one in _choices(organ, within) if one.uid not in without]
    places = {uid: place for place, uid in enumerate(chosen)}
    picked = tuple(sorted((one for one in every if one.uid in places), key=lambda one: places[one.uid]))
    words = "".join(words.split()).lower()
    found = tuple(one for one in every if words and one.uid not in places and _fits(one, words))
    apart = {one.uid for one in (*picked, *found)}
    sections: dict[str, Section] = {}
    for one in every:
        section = sections.setdefault(one.unit, Section(one.unit))
        if one.uid not in apart:
            (section.posts if one.is_post else section.people).append(one)
    return Choosing(picked, found, tuple(one for one in sections.values() if one.people or one.posts))


def there_already(circulation: Circulation) -> set[UUID]:
    """Uids of the people and posts that read it already."""
    standing = circulation.readings.filter(withdrawn_at__isnull=True)
    pairs: Iterable[tuple[UUID | None, UUID | None]] = standing.values_list("appointment__uid", "post__uid")
    return {uid for person, post in pairs for uid in (person, post) if uid is not None}


def _choices(organ: Organ, within: Department | None) -> list[Choice]:
    rows = valid_appointments().filter(post__department__organ=organ)
    if within is not None:
        rows = rows.filter(post__department=within)
    held: dict[Post, list[Appointment]] = {}
    for one in rows.order_by("post__department__order", "post__department", "post__order", "post", "pk"):
        held.setdefault(one.post, []).append(one)
    people = [
        Choice(one.uid, one.person.name, post.title, post.department.name, initials=one.person.pinyin.lower())
        for post, holders in held.items()
        for one in holders
    ]
    posts = [
        Choice(post.uid, post.title, _names(holders), post.department.name, is_post=True)
        for post, holders in held.items()
    ]
    return people + posts


def _fits(one: Choice, words: str) -> bool:
    return words in one.label.lower() or (bool(one.initials) and one.initials.startswith(words))


def _names(holders: list[Appointment]) -> str:
    first = holders[0].person.name
    return f"现为{first}" if len(holders) == 1 else f"现为{first}等{len(holders)}人"
