"""Each test's files lie in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.docflow.conftest import fonts

__all__ = ["fonts"]


@pytest.fixture(autouse=True)
def _files_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
