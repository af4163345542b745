"""Both engines, as one index that a test fills: the embedded one always, Elasticsearch where its address is known."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from archive.search.engine.elasticsearch_index import ElasticsearchIndex
from archive.search.engine.port import SearchIndex
from archive.search.engine.tantivy_index import TantivyIndex
from tests.archive.search.engine.papers import begin

SERVERS = {"elasticsearch 8": "ELASTICSEARCH_URL", "elasticsearch 9": "ELASTICSEARCH9_URL"}
ENGINES = ["tantivy", "elasticsearch 8", *(["elasticsearch 9"] if "ELASTICSEARCH9_URL" in os.environ else [])]


@contextmanager
def empty(engine: str, folder: Path) -> Iterator[SearchIndex]:
    """An index that is made and holds nothing; gone afterwards."""
    if engine == "tantivy":
        embedded = TantivyIndex(folder / "index", patience=0.2)
        begin(embedded)
        yield embedded
        embedded.release()
        return
    name = f"test-{uuid4().hex}"
    index = ElasticsearchIndex(address(engine), name)
    begin(index)
    try:
        yield index
    finally:
        with Elasticsearch(address(engine)) as client:
            client.indices.delete(index=list(client.indices.get(index=f"{name}-*")))


def address(engine: str) -> str:
    if SERVERS[engine] not in os.environ:
        pytest.skip(f"no Elasticsearch in ${SERVERS[engine]}")
    return os.environ[SERVERS[engine]]


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    with empty(request.param, tmp_path) as made:
        yield made
