"""哪一个索引：tantivy in the data folder, or Elasticsearch where the environment names one."""

from functools import cache
from pathlib import Path

from django.conf import settings

from archive.search.engine.port import SearchIndex


def the_index() -> SearchIndex:
    """The index of this installation; opened once a process."""
    return _opened(settings.ELASTICSEARCH_URL, Path(settings.DATA_DIR) / "search")


@cache
def _opened(url: str, folder: Path) -> SearchIndex:
    if url:
        from archive.search.engine.elasticsearch_index import ElasticsearchIndex  # noqa: PLC0415 - its client is there in the production shape alone

        return ElasticsearchIndex(url)
    from archive.search.engine.tantivy_index import TantivyIndex  # noqa: PLC0415 - half a second that no other page needs

    return TantivyIndex(folder)
