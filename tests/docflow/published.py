"""Real published documents, where the environment variable SHARED names the folder that holds them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import absent

PATHS = sorted(Path(os.environ["SHARED"], "samples/documents").glob("*.json")) if os.environ.get("SHARED") else []

each_published = pytest.mark.parametrize("path", PATHS or [None], ids=lambda path: path.stem if path else "none")


def read(path: Path | None) -> dict[str, Any]:
    """The JSON of one document; without the folder the test says so, or fails where everything is required."""
    if path is None:
        absent("SHARED, the folder of published documents,")
        raise AssertionError("not reached")
    data = json.loads(path.read_text("utf-8"))
    assert isinstance(data, dict)
    return data
