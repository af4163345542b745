"""search：every substring found and nothing false over many records, and how long the search port takes; Elasticsearch too where its address is known."""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from archive.search.engine.normalise import normalise
from archive.search.engine.port import IndexEntry, Question, SearchIndex, Term
from archive.search.engine.tantivy_index import TantivyIndex
from office.site.benching.reference.searching import BareElasticsearch, BareTantivy
from office.site.benching.rounds import Spread, percentile, rounds_of, seconds

LENGTH = 800
LONGEST = 8
"""Characters of a record's text, and of the longest words that are asked for."""
ASKED = 5
"""Words of each length that are asked for in a round."""
PROVEN = 9
"""Rounds in which the answers are compared with a reading of all records: 360 words."""
FILLED = 4_000
"""Records that are taken in at a time to compare with the bare engine."""
ORGANS = 40
MINE = frozenset(f"organ:{n}" for n in range(0, ORGANS, 2)) | {"person:1", "role:1/archivist"}
FACETS = ("year", "organ", "kind", "retention", "openness")


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` records, then so many rounds of words."""
    records = list(_records(size))
    with TemporaryDirectory() as folder:
        yield from _figures("内置", TantivyIndex(Path(folder) / "index"), BareTantivy(Path(folder)), records, rounds)
        yield f"内置 占盘 {sum(one.stat().st_size for one in (Path(folder) / 'index').rglob('*') if one.is_file()) / 1e6:.0f} MB"
    if address := os.environ.get("ELASTICSEARCH_URL"):
        from archive.search.engine.elasticsearch_index import ElasticsearchIndex  # noqa: PLC0415 - the embedded shape does without

        index, bare = ElasticsearchIndex(address, f"bench-{uuid4().hex}"), BareElasticsearch(address)
        try:
            yield from _figures("Elasticsearch", index, bare, records, rounds)
        finally:
            bare.remove(index.target)
