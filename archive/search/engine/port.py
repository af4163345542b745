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


class IndexBusy(IndexUnavailable):
    """Somebody else writes to it now."""


class BadCursor(ValueError):  # noqa: N818 - what was asked is at fault
    """`after` is no cursor of a hit of this question."""


WORDS_LONGEST = 300
"""Characters of all terms of a question together: a server asks no more of itself in one query."""


class TooMuchAsked(ValueError):  # noqa: N818 - what was asked is at fault
    """The terms are longer than WORDS_LONGEST together."""


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
    Without terms everything that may be found is found; so it is with terms in which nothing can be seen. `narrowed` {"year": {"2025", "2026"}}
    means one of these. `after` is the cursor of the last hit of the page before. `size` is 1 to 1000.
    By relevance a number that is the same comes first, then a title that is the same, then those where the words stand in number or title;
    what is alike comes by date, the newest first. What has no day, or no number, comes last whichever way it is sorted.
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
    """`total` counts all that may be found; `facets` {"year": {"2026": 3}} over the same set, the most frequent first."""

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
    """One index. Both engines hold the same contract. Every method raises IndexUnavailable when the engine cannot do it now.

    An index is made by `beside` and `swap_in` alone; until then, when it was lost, and when it was filled by another layout than today's, it is
    unavailable and takes nothing in: one that was lost must not say that nothing was found. Methods may be called from several threads.
    """

    def put(self, entries: Iterable[IndexEntry]) -> None:
        """Take in entries, each in place of its older version; an older version never replaces a newer one, the same one does.

        Durable on return. When it fails some may have been taken in; to put them again does no harm.
        """

    def drop(self, uids: Iterable[UUID]) -> None:
        """Forget objects. Durable on return."""

    def release(self) -> None:
        """Give up what is held for writing only, so that another process may write; one that `beside` made and nobody swapped in is removed.

        Harmless at any time.
        """

    def ask(self, question: Question) -> Answer:
        """Answer over all that was taken in before. Raises BadCursor, TooMuchAsked."""

    def loosely(self, question: Question) -> Answer:
        """相近结果: most of the words' pieces, or pinyin, for a question that found nothing; the same permission. Raises BadCursor, TooMuchAsked."""

    def suggest(self, begun: str, question: Question, size: int = 8) -> Sequence[str]:
        """Titles that begin with, hold, or by pinyin spell what was typed, among what the question's asker may find; its terms are left out."""

    def known(self) -> Iterator[Known]:
        """All that it holds, in no order."""

    def count(self) -> int:
        """How many it holds."""

    def beside(self) -> "SearchIndex":
        """An empty index beside this one, to be filled while this one is asked. What is put into this one meanwhile is not in that one.

        Only one at a time is filled: `swap_in` removes all others, also what was left behind by somebody who was killed.
        """

    def swap_in(self) -> None:
        """Called on one made by `beside`: from now on it is asked, by every process, and the old one is removed. No question fails meanwhile."""

    def check(self, *, thoroughly: bool = False) -> None:
        """Raise IndexUnavailable unless it is there whole and answers. `thoroughly`: read again what was found whole before."""
