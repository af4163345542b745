"""The index of a large city: Elasticsearch (8.19 and later), asked by an alias; what it is an alias of is changed in one stroke."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from archive.search.engine.elasticsearch_asking import MAPPINGS, SETTINGS, document, ranked
from archive.search.engine.paging import SUGGESTED_FROM, Place, place_after, size_of
from archive.search.engine.plan import Plan, asked, loosely, suggested
from archive.search.engine.port import Answer, Hit, IndexEntry, IndexUnavailable, Known, Question
from archive.search.engine.shape import FACET_MOST, LAYOUT, counted, shape

BATCH, BATCH_CHARACTERS = 500, 4_000_000
PATIENCE, LONG_PATIENCE = 10, 60
"""Seconds: for an answer, for a batch."""
CONFLICT, MISSING = 409, 404
FILLING = "filling"
"""Ends the alias of an index that is being filled: what is gone is never made anew by writing to it."""


class ElasticsearchIndex:
    """`name` is the alias; `addresses` are separated by commas, each with user and password where there are any.

    `authority` is the file of the certificate by which an https server is known, where the system does not know it.
    """

    def __init__(self, addresses: str, name: str, authority: str = "") -> None:
        self._addresses, self._name, self._authority = addresses, name, authority
        known_by: dict[str, Any] = {"ca_certs": authority} if authority else {}
        self._client = Elasticsearch(
            [one.strip() for one in addresses.split(",")], request_timeout=PATIENCE, max_retries=1, **known_by
        )
        self._beside: str | None = None
        self._made = False

    @property
    def target(self) -> str:
        """What is written to and asked."""
        return f"{self._beside}-{FILLING}" if self._beside else self._name

    def put(self, entries: Iterable[IndexEntry]) -> None:
        with _faults():
            self._look()
            for operations in _batches(entries):
                self._bulk(operations)
            self._client.options(request_timeout=LONG_PATIENCE).indices.refresh(index=self.target)

    def drop(self, uids: Iterable[UUID]) -> None:
        remaining = iter(uids)
        with _faults():
            self._look()
            while batch := [uid.hex for uid in islice(remaining, BATCH)]:
                held = self._client.mget(index=self.target, ids=batch, source=False)["docs"]
                self._bulk([{"delete": _version(one["_id"], one["_version"])} for one in held if one.get("found")])
            self._client.options(request_timeout=LONG_PATIENCE).indices.refresh(index=self.target)

    def release(self) -> None:
        """Nothing is held: each document's version keeps writers from undoing one another."""
        if self._beside is None:
            return
        with suppress(IndexUnavailable), _faults():
            if self._beside not in self._behind():  # it may have been swapped in without our having heard of it
                self._client.options(ignore_status=MISSING).indices.delete(index=self._beside)

    def ask(self, question: Question) -> Answer:
        return self._answer(asked(question), question)

    def loosely(self, question: Question) -> Answer:
        return self._answer(loosely(question), question)

    def suggest(self, begun: str, question: Question, size: int = 8) -> Sequence[str]:
        plan = suggested(begun, question)
        if not plan.tiers:
            return []
        said = self._search(plan, size * SUGGESTED_FROM, source_includes=["title_shown"])
        return list(dict.fromkeys(hit["_source"]["title_shown"] for hit in said["hits"]["hits"]))[:size]

    def known(self) -> Iterator[Known]:
        with _faults():
            self._look()
            point = self._client.open_point_in_time(index=self.target, keep_alive="5m")["id"]
            try:
                yield from self._held(point)
            finally:
                self._client.close_point_in_time(id=point)

    def count(self) -> int:
        with _faults():
            self._look()
            return int(self._client.count(index=self.target)["count"])

    def beside(self) -> "ElasticsearchIndex":
        other = ElasticsearchIndex(self._addresses, self._name, self._authority)
        other._beside = f"{self._name}-{LAYOUT}-{uuid4().hex[:12]}"
        with _faults():
            self._client.options(request_timeout=LONG_PATIENCE).indices.create(
                index=other._beside, settings=SETTINGS, mappings=MAPPINGS, aliases={other.target: {}}
            )
        return other

    def swap_in(self) -> None:
        if self._beside is None:
            raise ValueError("only what beside() made can be swapped in")
        with _faults():
            behind, ours = self._behind(), self._beside
            actions: list[dict[str, Any]] = [{"remove": {"index": one, "alias": self._name}} for one in behind]
            actions.append({"remove": {"index": ours, "alias": self.target}})
            actions.append({"add": {"index": ours, "alias": self._name}})
            self._client.options(request_timeout=LONG_PATIENCE).indices.update_aliases(actions=actions)
            self._beside = None
            # only then: in one stroke with the alias, the shards would be gone a moment before questions go to the new ones
            self._remove({*behind, *self._abandoned(kept=ours)})

    def check(self, *, thoroughly: bool = False) -> None:  # noqa: ARG002 - the server reads its files again by itself
        with _faults():
            self._made = False
            self._look()
            if self._client.cluster.health(index=self.target)["status"] == "red":
                raise IndexUnavailable("索引服务器缺数据。")

    def _answer(self, plan: Plan, question: Question) -> Answer:
        most = len(plan.tiers)
        after = place_after(question, most)
        wanted = {name: {"terms": {"field": name, "size": FACET_MOST}} for name in question.facets}
        more = {"search_after": [float(most - after.tier), after.key] if most else [after.key]} if after else {}
        said = self._search(plan, size_of(question), source=False, aggregations=wanted or None, **more)
        facets = {
            name: counted((one["key"], one["doc_count"]) for one in said["aggregations"][name]["buckets"])
            for name in question.facets
        }
        hits = [
            Hit(UUID(hit["_id"]), hit["_version"], _place(hit["sort"], most).cursor()) for hit in said["hits"]["hits"]
        ]
        return Answer(said["hits"]["total"]["value"], tuple(hits), facets)

    def _search(self, plan: Plan, size: int, **more: Any) -> Any:
        score = [{"_score": {"order": "desc"}}] if plan.tiers else []
        with _faults():
            self._look()
            said = self._client.search(
                index=self.target,
                query=ranked(plan),
                sort=[*score, {plan.sorting: {"order": "asc"}}],
                size=size,
                version=True,
                track_total_hits=True,
                **more,
            )
        if said["timed_out"] or said["_shards"]["failed"]:
            raise IndexUnavailable("索引服务器只答了一部分。")
        return said

    def _held(self, point: str) -> Iterator[Known]:
        after: dict[str, Any] = {}
        while True:
            said = self._client.search(
                pit={"id": point, "keep_alive": "5m"},
                query={"match_all": {}},
                sort=[{"uid": "asc"}],
                size=FACET_MOST,
                version=True,
                track_total_hits=False,
                source_includes=["digest"],
                **after,
            )
            if not said["hits"]["hits"]:
                return
            for hit in said["hits"]["hits"]:
                yield Known(UUID(hit["_id"]), hit["_version"], hit["_source"]["digest"])
            after = {"search_after": hit["sort"]}

    def _bulk(self, operations: list[dict[str, Any]]) -> None:
        if not operations:
            return
        said = self._client.options(request_timeout=LONG_PATIENCE).bulk(
            index=self.target,
            operations=operations,
            require_alias=True,
            filter_path="errors,items.*.status,items.*.error.type",
        )
        failed = [one for item in said.get("items", ()) for one in item.values() if one["status"] >= 300]
        if faults := {one["error"]["type"] for one in failed if one["status"] != CONFLICT and "error" in one}:
            raise IndexUnavailable(f"索引服务器未收下：{'、'.join(sorted(faults))}。")

    def _look(self) -> None:
        """Once, that there is an index behind the alias, and that it is of today's layout."""
        if self._made or self._beside:
            return
        behind = self._behind()
        if not behind:
            raise IndexUnavailable("索引还没有建立。")
        if not all(one.startswith(f"{self._name}-{LAYOUT}-") for one in behind):
            raise IndexUnavailable("索引是另一版本建立的，要重建。")
        self._made = True

    def _behind(self) -> list[str]:
        try:
            return list(self._client.indices.get_alias(name=self._name))
        except NotFoundError:
            return []

    def _abandoned(self, kept: str) -> Iterator[str]:
        """What somebody who was killed left behind."""
        ours = re.compile(rf"{re.escape(self._name)}-\d+-[0-9a-f]{{12}}")
        held = self._client.indices.get_settings(index=f"{self._name}-*")
        return (name for name in held if ours.fullmatch(name) and name != kept)

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self._client.options(ignore_status=MISSING, request_timeout=LONG_PATIENCE).indices.delete(index=name)


def _batches(entries: Iterable[IndexEntry]) -> Iterator[list[dict[str, Any]]]:
    """So many entries, or so much text, at a time; more only where one entry alone is longer."""
    batch: list[dict[str, Any]] = []
    characters = 0
    for entry in entries:
        shaped = shape(entry)
        length = sum(len(text) for texts in shaped.texts.values() for text in texts)
        if batch and (len(batch) >= 2 * BATCH or characters + length > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch += [{"index": _version(shaped.uid, shaped.version)}, document(shaped)]
        characters += length
    if batch:
        yield batch


def _version(uid: str, version: int) -> dict[str, Any]:
    """An older version is a conflict, and that is as it should be."""
    return {"_id": uid, "version": version, "version_type": "external_gte"}


def _place(sort: list[Any], most: int) -> Place:
    return Place(most - int(sort[0]), sort[1]) if most else Place(0, sort[0])


@contextmanager
def _faults() -> Iterator[None]:
    """Not reached, too slow, full, without an index: it is not to be had now."""
    try:
        yield
    except ApiError as error:
        raise IndexUnavailable(f"索引服务器答 {error.status_code}：{error.error}。") from error
    except TransportError as error:
        raise IndexUnavailable(f"索引服务器连不上：{type(error).__name__}。") from error
