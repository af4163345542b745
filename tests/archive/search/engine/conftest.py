"""Both engines, as one index that a test fills: the embedded one always, Elasticsearch where its address is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.search.engine.port import SearchIndex
from archive.search.engine.tantivy_index import TantivyIndex


@pytest.fixture(params=["tantivy"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    """Empty, and made."""
    made = TantivyIndex(tmp_path / "index")
    made.put(())
    yield made
    made.release()
