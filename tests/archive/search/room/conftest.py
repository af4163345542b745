"""An index of the test's own: in its folder, or on the server that the environment names."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from archive.search.engine.port import SearchIndex
from archive.search.index_in_use import the_index


@pytest.fixture(autouse=True)
def index(settings: Settings, tmp_path: Path) -> Iterator[SearchIndex]:
    settings.DATA_DIR = tmp_path
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex}"
    yield the_index()
    the_index().release()
    if settings.ELASTICSEARCH_URL:
        from elasticsearch import Elasticsearch  # noqa: PLC0415 - where there is a server, there is its client

        with Elasticsearch(settings.ELASTICSEARCH_URL.split(",")) as client:
            if made := [*client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}-*")]:
                client.indices.delete(index=made)
