"""检索的口：what an index is given, what it is asked and what it answers. The permission is part of the question (never a filter afterwards)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol
from uuid import UUID

FACETS = ("year", "organ", "kind", "document_kind", "fonds", "secrecy", "retention", "openness")
"""The fields by which answers can be narrowed and counted; values are strings (a year as its four digits)."""


class IndexUnavailable(Exception):  # noqa: N818 - an answer, not a fault of the program
    """The index does not answer, or takes nothing in; the sentence says what is known of it."""


class Field(Enum):
    """Where a term must stand; ANYWHERE is any of the others."""

    ANYWHERE = "anywhere"
    TITLE = "title"
    NUMBER = "number"
    PEOPLE = "people"
    BODY = "body"
    ATTACHMENT = "attachment"


class Order(Enum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


@dataclass(frozen=True)
class IndexEntry:
    """What the index is told of one object: its strings (no match runs across two of them), who may find it, and by what it is narrowed."""

    uid: UUID
    version: int
    readers: frozenset[str]
    title: str
    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    dated_on: date | None = None
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """A string that must stand in one of the object's strings as it is (normalised), or must not."""

    words: str
    where: Field = Field.ANYWHERE
    excluded: bool = False


@dataclass(frozen=True)
class Question:
    """One search. `readers` are the keys that the asker holds now; `also` what is open to him for a time; `never` what was just taken from somebody.

    An object may be found when one of its readers is among the keys or it is in `also`, and it is not in `never`.
    Without terms everything that may be found is found. `after` is the cursor of the last hit of the page before.
    """

    terms: tuple[Term, ...]
    readers: frozenset[str]
    also: frozenset[UUID] = frozenset()
    never: frozenset[UUID] = frozenset()
    narrowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    order: Order = Order.RELEVANCE
    size: int = 20
    after: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    uid: UUID
    version: int
    cursor: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """`total` counts all that may be found; `facets` {"year": {"2026": 3}} over the same set."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What the index holds of an object, for reconciling."""

    uid: UUID
    version: int
    readers_digest: str


class SearchIndex(Protocol):
    """One index. Both engines hold the same contract. Every method raises IndexUnavailable when the engine cannot do it now."""

    def put(self, entries: Iterable[IndexEntry]) -> None:
        """Take in entries, each in place of its older version; an older version never replaces a newer one. Durable on return."""

    def drop(self, uids: Iterable[UUID]) -> None:
        """Forget objects. Durable on return."""

    def ask(self, question: Question) -> Answer:
        """Answer over all that was taken in before."""

    def loosely(self, question: Question) -> Answer:
        """相近结果: words of which most must match, for a question that found nothing; the same permission."""

    def suggest(self, begun: str, question: Question, size: int = 8) -> Sequence[str]:
        """Titles that begin with, hold, or by pinyin initials spell what was typed, among what the question's asker may find."""

    def known(self) -> Iterator[Known]:
        """All that it holds."""

    def beside(self) -> "SearchIndex":
        """An empty index beside this one, to be filled while this one is asked."""

    def swap_in(self) -> None:
        """Called on one made by `beside`: from now on it is asked, and the old one is removed. No question fails meanwhile."""

    def check(self) -> None:
        """Raise IndexUnavailable unless it answers."""
