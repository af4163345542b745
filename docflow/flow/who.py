"""Who is to handle a step: rules that name people by post or role, relative to a unit, never by a row's id.

A unit is an expression: `drafter.organ`, `drafter.department`, `previous.organ`, `previous.department`, `each` (the unit
at hand inside `EachUnit`) or `fields.<name>` (a document field that holds one unit: a department or an organ). What stands behind these words is
the directory's business; the engine only stores its answer in the act.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from docflow.flow.plain import Tagged

UNITS = frozenset({"drafter.organ", "drafter.department", "previous.organ", "previous.department", "each"})


@dataclass(frozen=True)
class Drafter(Tagged):
    """拟稿人."""

    kind: ClassVar[str] = "drafter"


@dataclass(frozen=True)
class Role(Tagged):
    """Everybody who has a role in a unit."""

    kind: ClassVar[str] = "role"
    role: str
    of: str = "drafter.organ"


@dataclass(frozen=True)
class Post(Tagged):
    """Whoever is appointed to a post, by the post's code in a unit."""

    kind: ClassVar[str] = "post"
    post: str
    of: str = "drafter.organ"


@dataclass(frozen=True)
class Head(Tagged):
    """The head of a unit (部门负责人)."""

    kind: ClassVar[str] = "head"
    of: str = "drafter.department"


@dataclass(frozen=True)
class LeaderInCharge(Tagged):
    """The leader in charge of a unit (分管领导)."""

    kind: ClassVar[str] = "leader_in_charge"
    of: str = "drafter.department"


@dataclass(frozen=True)
class PersonField(Tagged):
    """The people whom a field of the document names."""

    kind: ClassVar[str] = "person_field"
    field: str


@dataclass(frozen=True)
class EachUnit(Tagged):
    """For each unit in a field of the document, one party: `who` read with `each` as that unit."""

    kind: ClassVar[str] = "each_unit"
    field: str
    who: "Who"


@dataclass(frozen=True)
class Chosen(Tagged):
    """Chosen by the previous handler, out of `among`, at most so many."""

    kind: ClassVar[str] = "chosen"
    among: "Who"
    most: int = 1


@dataclass(frozen=True)
class Several(Tagged):
    """Several rules together."""

    kind: ClassVar[str] = "several"
    of: tuple["Who", ...]


@dataclass(frozen=True)
class Named(Tagged):
    """These very holders, as far as they still can. The engine's own question (earlier handlers, the chosen, 转办)."""

    kind: ClassVar[str] = "named"
    holders: tuple[str, ...]


Who = Drafter | Role | Post | Head | LeaderInCharge | PersonField | EachUnit | Chosen | Several | Named


@dataclass(frozen=True)
class Resolution:
    """The directory's answer: parties in order. A party is one holder, or a pool of which one is to take the task.

    `why` is the directory's word about an unusual answer (nobody in the post, …). `fallback_used` is set by the engine when
    these people were asked only because nobody else was found.
    """

    parties: tuple[tuple[str, ...], ...] = ()
    why: str = ""
    fallback_used: bool = False

    @classmethod
    def each(cls, *holders: str) -> "Resolution":
        """Every one of these is asked for himself."""
        return cls(tuple((holder,) for holder in holders))

    @classmethod
    def pool(cls, *holders: str) -> "Resolution":
        """One of these is asked: the first who takes it."""
        return cls((holders,) if holders else ())

    @classmethod
    def nobody(cls, why: str) -> "Resolution":
        """Nobody found, and why."""
        return cls((), why)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody named, once, in order."""
        return tuple(dict.fromkeys(holder for party in self.parties for holder in party))


@dataclass(frozen=True)
class Context:
    """What a rule is read against. Holders are opaque: the uid of an appointment."""

    step: str
    drafter: str
    previous: str
    fields: Mapping[str, Any] = field(default_factory=dict)


class Directory(Protocol):
    """Who is who, today. Asked while an act is applied, never while acts are replayed."""

    def resolve(self, who: Who, context: Context) -> Resolution:
        """The people behind a rule; for `Named`, those of them who can still hold a task."""


def parts(who: Who) -> Iterator[Who]:
    """The rule and every rule inside it."""
    yield who
    match who:
        case EachUnit():
            yield from parts(who.who)
        case Chosen():
            yield from parts(who.among)
        case Several():
            for part in who.of:
                yield from parts(part)


def fields_named(who: Who) -> frozenset[str]:
    """The names of the document's fields that a rule reads."""
    named = {part.field for part in parts(who) if isinstance(part, PersonField | EachUnit)}
    units = {part.of for part in parts(who) if isinstance(part, Role | Post | Head | LeaderInCharge)}
    return frozenset(named | {unit.removeprefix("fields.") for unit in units if unit.startswith("fields.")})
