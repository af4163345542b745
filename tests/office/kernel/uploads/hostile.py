"""The collection of hostile files, where the environment variable SHARED names the folder that holds it."""

import os
from pathlib import Path

from tests.conftest import absent


def folder() -> Path:
    """Its folder; without it the test says so, or fails where everything is required."""
    shared = os.environ.get("SHARED")
    if not shared:
        absent("SHARED, the folder of hostile files,")
        raise AssertionError("not reached")
    return Path(shared, "vectors", "4-hostile")
