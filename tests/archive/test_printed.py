"""What the archive prints to be kept (归档文件目录, 归档登记表, 备考表, 检测报告) is PDF/A: by our own rules, and by veraPDF's where the tests are told of it."""

import os
from typing import Any

import pytest
from django.conf import settings as installation
from django.urls import reverse
from pytest_django import Settings

from archive import verapdf
from archive.actions.class_notes import check_note, write_note
from archive.actions.decide import Judgement, decide
from archive.selectors.catalogue import Class
from office.kernel.ids import uuid7
from tests.archive.checks.test_pdfa import flaws_of
from tests.archive.hand_made import a_record, a_shelf, numbered
from tests.archive.test_deciding import SCANNER, VIRUSES, waiting
from tests.conftest import absent
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(settings: Settings, tmp_path: Any) -> dict[str, bytes]:
    """Each as its reader downloads it."""
    if not (installation.FONTS_DIR / "fonts.json").exists():
        absent("the prepared fonts (make install)")
    settings.DATA_DIR = tmp_path
    shelf = a_shelf(name="云州市某局")
    for n in range(30):
        numbered(a_record(shelf, title=f"第{n}份“一网通办”👍" + "很长的题名" * (n % 4)))
    note = write_note(shelf.fonds.uid, Class(2026, "Y", "BGS"), by=shelf.by, key=uuid7(), text="本类共30件，齐全完整。")
    check_note(note.uid, by=shelf.actor(shelf.second), key=uuid7())
    item = waiting(shelf, SCANNER, VIRUSES)
    report = item.checks.get()
    held = {code: Judgement(True, "已用本机杀毒软件查过。") for code, _ in (SCANNER, VIRUSES)}
    decide(item.uid, held, by=shelf.by, key=uuid7())
    client = ReadingClient()
    client.force_login(shelf.archivist.person)
    places = {
        "归档文件目录": f"{reverse('archive:catalogue_file')}?fonds={shelf.fonds.uid}",
        "归档登记表": f"{reverse('archive:registration_file')}?fonds={shelf.fonds.uid}",
        "备考表": reverse("archive:class_note_file", args=[note.uid]),
        "检测报告": reverse("archive:check_report_file", args=[report.uid]),
    }
    return {name: b"".join(client.get(place).streaming_content) for name, place in places.items()}  # type: ignore[attr-defined] # a file's answer streams


def test_by_our_own_rules(printed: dict[str, bytes]) -> None:
    assert {name: flaws_of(content) for name, content in printed.items()} == {key: [] for key in printed}


def test_by_verapdf(settings: Settings, printed: dict[str, bytes]) -> None:
    settings.VERAPDF = os.environ.get("TEST_VERAPDF", "")
    if not settings.VERAPDF:
        absent("TEST_VERAPDF, how veraPDF is called,")
    assert verapdf.judge(printed) == dict.fromkeys(printed, ())
