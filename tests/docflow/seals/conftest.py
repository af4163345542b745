"""One authority and a few sealed files a session: making keys and seals is what takes time here."""

import os
from pathlib import Path

import pytest

from docflow.seals.outlines import Lettering
from docflow.seals.sealing import SealedFile
from tests.conftest import absent
from tests.docflow.seals.paper import PLACES, Office, page

FONTS = Path(os.environ.get("FONTS_DIR") or Path(__file__).parents[3] / ".cache/fonts")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office.in_folder(tmp_path_factory.mktemp("seals") / "demo-ca")


@pytest.fixture(scope="session")
def sealed(office: Office) -> SealedFile:
    """A file with its only seal."""
    return office.seal(page())


@pytest.fixture(scope="session")
def joint(office: Office) -> list[SealedFile]:
    """The same file with one, two and three seals."""
    files, pdf = [], page()
    for number in (1, 2, 3):
        files.append(office.seal(pdf, PLACES, number))
        pdf = files[-1].content
    return files


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    files = [file for pattern in ("FandolSong-Bold*", "BabelStone*") for file in FONTS.glob(pattern)]
    if not files:
        absent("the fonts folder (make install)")
    return Lettering(files)
