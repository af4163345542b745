"""What either search engine does by itself: the same documents, ready, as fast as its client takes them; the same phrase with the reader's keys."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import tantivy

from archive.search.engine import tantivy_asking
from archive.search.engine.normalise import normalise
from archive.search.engine.port import IndexEntry
from archive.search.engine.shape import TEXTS, shape
from archive.search.engine.tantivy_index import HEAP
from archive.search.engine.tokens import tokens_of
from office.site.benching.rounds import seconds

CHUNK = 500


def fill_tantivy(entries: Sequence[IndexEntry]) -> float:
    """Seconds of a bare writer."""
    documents = [tantivy_asking.document(shape(entry)) for entry in entries]
    with TemporaryDirectory() as folder:
        writer = tantivy.Index(tantivy_asking.schema(), path=folder).writer(HEAP, 1)

        def take() -> None:
            for document in documents:
                writer.add_document(document)
            writer.commit()

        took = seconds(take)
        writer.wait_merging_threads()
    return took


class BareElasticsearch:
    """The client and an index that is mapped as ours is."""

    def __init__(self, address: str) -> None:
        from elasticsearch import Elasticsearch  # noqa: PLC0415 - the embedded shape does without

        self._client = Elasticsearch(address, request_timeout=60)

    def fill(self, entries: Sequence[IndexEntry]) -> float:
        """Seconds of bare bulks and one refresh."""
        from archive.search.engine.elasticsearch_asking import MAPPINGS, SETTINGS, document  # noqa: PLC0415 - as above

        name = f"bench-bare-{uuid4().hex}"
        self._client.indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS)
        operations: list[Any] = []
        for entry in entries:
            shaped = shape(entry)
            operations += [{"index": {"_id": shaped.uid}}, document(shaped)]

        def take() -> None:
            for at in range(0, len(operations), 2 * CHUNK):
                self._client.bulk(index=name, operations=operations[at : at + 2 * CHUNK], filter_path="errors")
            self._client.indices.refresh(index=name)

        took = seconds(take)
        self._client.indices.delete(index=name)
        return took

    def ask(self, index: str, words: str, readers: Iterable[str], size: int) -> int:
        """How many there are; a page of them came with it."""
        phrase = " ".join(tokens_of(normalise(words)))
        stands = [{"match_phrase": {name: phrase}} for name in TEXTS]
        said = self._client.search(
            index=index,
            query={
                "bool": {
                    "filter": [{"terms": {"readers": sorted(readers)}}],
                    "should": stands,
                    "minimum_should_match": 1,
                }
            },
            size=size,
            source=False,
            track_total_hits=True,
        )
        return int(said["hits"]["total"]["value"])

    def remove(self, alias: str) -> None:
        """All that was made under a name."""
        self._client.indices.delete(index=list(self._client.indices.get(index=f"{alias}-*")))
