"""The prepared fonts, once a session."""

import os
from pathlib import Path

import pytest

from docflow.layout.fonts import FontSet, load_fonts
from docflow.walking import definitions
from tests.conftest import absent

FOLDER = Path(os.environ.get("FONTS_DIR") or Path(__file__).parents[2] / ".cache/fonts")


@pytest.fixture(autouse=True)
def _definitions_are_read_again() -> None:
    """A definition is read once a process by its row key; a test's rows are gone after it, and their keys are given again."""
    definitions._definition.cache_clear()


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    if not (FOLDER / "fonts.json").exists():
        absent("the prepared fonts (make install)")
    return load_fonts(FOLDER)
