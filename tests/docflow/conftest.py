"""The prepared fonts, once a session."""

import os
from pathlib import Path

import pytest

from docflow.layout.fonts import FontSet, load_fonts
from tests.conftest import absent

FOLDER = Path(os.environ.get("FONTS_DIR") or Path(__file__).parents[2] / ".cache/fonts")


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    if not (FOLDER / "fonts.json").exists():
        absent("the prepared fonts (make install)")
    return load_fonts(FOLDER)
