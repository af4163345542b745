"""谁在问：a question carries what its asker may find: the keys that he holds now, what is open to him for a time, what was just taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from archive.search.engine.port import FACETS, Order, Question, Term
from archive.search.models import Entry, Pending
from office.api import Actor, grants_to, keys_of, open_for_a_time, taken_from


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know, without who he is."""

    terms: tuple[Term, ...] = ()
    narrowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    order: Order = Order.RELEVANCE

    @property
    def is_nothing(self) -> bool:
        return not (self.terms or self.narrowed or self.since or self.until)


@dataclass(frozen=True)
class Sight:
    """What one person may find at this moment."""

    readers: frozenset[str]
    also: frozenset[UUID]
    never: frozenset[UUID]

    def question(
        self, asked: Asked, *, size: int = 20, after: tuple[str, ...] = (), facets: tuple[str, ...] = FACETS
    ) -> Question:
        """The question as he asks it."""
        return Question(
            terms=asked.terms,
            readers=self.readers,
            also=self.also,
            never=self.never,
            narrowed=asked.narrowed,
            since=asked.since,
            until=asked.until,
            order=asked.order,
            size=size,
            after=after,
            facets=facets,
        )


def sight_of(actor: Actor) -> Sight:
    """What he may find: in a fixed number of queries, however much that is."""
    also = open_for_a_time(actor)
    return Sight(keys_of(actor), also, taken_from(actor) | _without_an_entry() | _found_as_records(actor, also))


def _without_an_entry() -> frozenset[UUID]:
    """What the index may still hold and what is no entry any more."""
    there = Entry.objects.filter(uid=OuterRef("uid"))
    return frozenset(Pending.objects.exclude(Exists(there)).order_by().values_list("uid", flat=True).distinct())


def _found_as_records(actor: Actor, also: frozenset[UUID]) -> frozenset[UUID]:
    """Papers that he might find beside the records of which he finds as well: one matter is found once."""
    papers = Entry.objects.filter(Q(beside=True) | Q(uid__in=also), filed_as__isnull=False)
    both = papers.filter(Exists(grants_to(actor, OuterRef("uid"))), Exists(grants_to(actor, OuterRef("filed_as"))))
    return frozenset(both.order_by().values_list("uid", flat=True))
