"""哪一个索引：tantivy in the data folder, or Elasticsearch where the environment names one."""

from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from archive.search.engine.port import SearchIndex

PATIENCE = 0.2
"""Seconds to wait for another process that writes: a command leaves the writing to the worker that holds the index."""

_door = Lock()


def the_index() -> SearchIndex:
    """The index of this installation; opened once a process."""
    with _door:  # one that writes is opened once, however many threads ask for it first
        server = settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX, settings.ELASTICSEARCH_CA
        return _opened(*server, Path(settings.DATA_DIR) / "search")


@cache
def _opened(addresses: str, name: str, authority: str, folder: Path) -> SearchIndex:
    # each brings a library that no other page needs, and the second is there in the production shape alone
    if addresses:
        from archive.search.engine.elasticsearch_index import ElasticsearchIndex  # noqa: PLC0415

        return ElasticsearchIndex(addresses, name, authority)
    from archive.search.engine.tantivy_index import TantivyIndex  # noqa: PLC0415

    return TantivyIndex(folder, patience=PATIENCE)
