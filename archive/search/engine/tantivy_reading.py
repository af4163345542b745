"""What tantivy answers: a page by tiers, counts, titles. Sorting is by text that no two objects share."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import tantivy
from tantivy import DocAddress, Order, Query

from archive.search.engine.paging import SUGGESTED_FROM, Place, place_after, size_of
from archive.search.engine.plan import Plan
from archive.search.engine.port import Answer, Hit, Known, Question
from archive.search.engine.shape import FACET_MOST, counted
from archive.search.engine.tantivy_asking import query

SLACK = 50
"""How far a page may have moved since the one before was shown, without all being looked through again."""


@dataclass(frozen=True)
class Found:
    place: Place
    address: DocAddress


def answered(index: tantivy.Index, plan: Plan, question: Question) -> Answer:
    """One state of the index for all parts of the answer."""
    asking = Asking(index, plan)
    after = place_after(question, len(plan.tiers))
    total, page = asking.first(size_of(question)) if after is None else asking.behind(after, size_of(question))
    found_versions = asking.searcher.fast_field_values("version", [one.address for one in page])
    hits = [
        Hit(UUID(one.place.key[-32:]), int(version or 0), one.place.cursor())
        for one, version in zip(page, found_versions, strict=True)
    ]
    return Answer(total, tuple(hits), asking.facets(question.facets))


def titles(index: tantivy.Index, plan: Plan, size: int) -> Sequence[str]:
    """Each title once."""
    asking = Asking(index, plan)
    page = asking.in_tiers(None, size * SUGGESTED_FROM)
    shown = dict.fromkeys(asking.searcher.doc(one.address).get_first("title_shown") for one in page)
    return [str(one) for one in shown][:size]


def everything(index: tantivy.Index) -> Iterator[Known]:
    searcher = index.searcher()
    for _, address in searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits:
        held = searcher.doc(address).to_dict()
        yield Known(UUID(held["uid"][0]), held["version"][0], held["digest"][0])


def versions(index: tantivy.Index, uids: list[str]) -> dict[str, int]:
    """Of those that it holds."""
    searcher = index.searcher()
    if not searcher.num_docs:
        return {}
    found = searcher.search(
        Query.term_set_query(index.schema, "uid", uids), len(uids), count=False, order_by_field="uid", order=Order.Asc
    ).hits
    values = searcher.fast_field_values("version", [address for _, address in found])
    return {uid: int(version or 0) for (uid, _), version in zip(found, values, strict=True)}


class Asking:
    """One question put to one state of the index."""

    def __init__(self, index: tantivy.Index, plan: Plan) -> None:
        self.searcher = index.searcher()
        self._plan = plan
        self._schema = index.schema
        self._found = query(plan.found, index.schema)

    def first(self, size: int) -> tuple[int, list[Found]]:
        """How many there are, and the first page. What is behind the tiers is among the first of all by the same sorting."""
        page: list[Found] = []
        for tier in range(len(self._plan.tiers)):
            if len(page) < size:
                page += self._of_tier(tier, None, size - len(page))
        if len(page) == size:
            return self._count(), page
        found = self._search(self._found, size, count=True)
        before = {one.place.key for one in page}
        rest = [(key, address) for key, address in found.hits if key not in before][: size - len(page)]
        return int(found.count), page + self._placed(len(self._plan.tiers), rest)

    def behind(self, after: Place, size: int) -> tuple[int, list[Found]]:
        """How many there are, and the page from one place on."""
        return self._count(), self.in_tiers(after, size)

    def in_tiers(self, after: Place | None, size: int) -> list[Found]:
        page: list[Found] = []
        for tier in range(after.tier if after else 0, len(self._plan.tiers) + 1):
            page += self._of_tier(tier, after if after and after.tier == tier else None, size - len(page))
            if len(page) >= size:
                break
        return page

    def facets(self, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        if not names:
            return {}
        wanted = {name: {"terms": {"field": name, "size": FACET_MOST, "segment_size": FACET_MOST}} for name in names}
        said = self.searcher.aggregate(self._found, wanted)
        return {name: counted((one["key"], one["doc_count"]) for one in said[name]["buckets"]) for name in names}

    def _count(self) -> int:
        return int(self._search(self._found, 1, count=True).count)

    def _of_tier(self, tier: int, after: Place | None, size: int) -> list[Found]:
        wanted = query(self._plan.of_tier(tier), self._schema)
        if after is None:
            return self._window(wanted, tier, 0, size)
        start = max(0, after.before - SLACK)
        for offset, most in ((start, size + 2 * SLACK), (0, max(1, self.searcher.num_docs))):
            window = self._window(wanted, tier, offset, most)
            at = bisect_right(window, after.key, key=lambda one: one.place.key)
            if (at > 0 or offset == 0) and (at + size <= len(window) or len(window) < most):
                break
        return window[at : at + size]

    def _window(self, wanted: Query, tier: int, offset: int, most: int) -> list[Found]:
        return self._placed(tier, self._search(wanted, most, offset=offset).hits, offset)

    def _placed(self, tier: int, hits: Sequence[tuple[str, DocAddress]], offset: int = 0) -> list[Found]:
        return [Found(Place(tier, key, n), address) for n, (key, address) in enumerate(hits, offset + 1)]

    def _search(self, wanted: Query, most: int, *, offset: int = 0, count: bool = False) -> Any:
        return self.searcher.search(
            wanted, most, count=count, order_by_field=self._plan.sorting, offset=offset, order=Order.Asc
        )
