"""The pages of a 正本 on the record's page: at once where they are counted, else asked for by the page; for those alone who may have it."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from PIL import Image

from archive.models import Record, RecordFile, Role, State
from archive.policy import ARCHIVIST
from office.api import grant, keep, role_key
from office.kernel import child
from office.kernel.uploads.kinds import PDF, PNG, TEXT, XLSX
from tests.archive.hand_made import Shelf, a_record, a_shelf, numbered
from tests.conftest import absent
from tests.office.kernel.uploads.making import pdf
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def shelf() -> Shelf:
    return a_shelf()


@pytest.fixture
def archivist(shelf: Shelf) -> ReadingClient:
    client = ReadingClient()
    client.force_login(shelf.archivist.person)
    return client


def with_main(shelf: Shelf, content: bytes, media_type: str, pages: int = 0) -> Record:
    """A filed record whose 正本 came from elsewhere."""
    item = a_record(shelf)
    with transaction.atomic():
        RecordFile.objects.create(
            record=item, role=Role.ORIGINAL, ordinal=1, name="01", pages=pages, file=keep(content, media_type)
        )
        grant(item.uid, role_key(shelf.organ, ARCHIVIST), why="归档")
    return numbered(item)


def a_picture(shade: int = 128) -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 400), shade).save(out, "PNG")
    return out.getvalue()


def text(client: ReadingClient, address: str, headers: dict[str, str] | None = None) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def page(item: Record, number: int) -> str:
    return reverse("archive:page", args=[item.uid, number])


def test_counted_pages_are_there_at_once(shelf: Shelf, archivist: ReadingClient) -> None:
    item = with_main(shelf, pdf(), PDF.media_type, pages=1)
    said = text(archivist, item.get_absolute_url())
    assert (page(item, 1) in said, "看页样" in said) == (True, False)


@pytest.mark.parametrize(
    ("content", "media_type"), [(pdf(), PDF.media_type), (a_picture(), PNG.media_type)], ids=["pdf", "scan"]
)
def test_pages_that_nobody_counted_are_asked_for_by_the_page(
    shelf: Shelf, archivist: ReadingClient, content: bytes, media_type: str
) -> None:
    item = with_main(shelf, content, media_type)
    said = text(archivist, item.get_absolute_url())
    assert f'hx-get="{item.get_absolute_url()}?pages"' in said
    assert page(item, 1) not in said
    part = text(archivist, f"{item.get_absolute_url()}?pages", HTMX)
    assert part.strip() in text(archivist, f"{item.get_absolute_url()}?pages")  # without script, the whole page
    assert (page(item, 1) in part, page(item, 2) in part, "按文字重排" in part) == (True, False, False)
    answer = archivist.get(page(item, 1))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert archivist.get(page(item, 2)).status_code == 404


def test_what_has_no_page_is_shown_by_its_words_and_says_so(shelf: Shelf, archivist: ReadingClient) -> None:
    if not (Path(settings.FONTS_DIR) / "fonts.json").exists():
        absent("the prepared fonts (make install)")
    item = with_main(shelf, "供热工作方案".encode(), TEXT.media_type)
    part = text(archivist, f"{item.get_absolute_url()}?pages", HTMX)
    assert (page(item, 1) in part, "按文字重排，原样见“文件”里的正本" in part) == (True, True)
    assert archivist.get(page(item, 1)).status_code == 200


def test_what_cannot_be_shown_lies_among_the_files(shelf: Shelf, archivist: ReadingClient) -> None:
    item = with_main(shelf, b"PK", XLSX.media_type)
    assert "没有可看的页样。正本在“文件”里" in text(archivist, item.get_absolute_url())
    coming = a_record(shelf, state=State.COLLECTING)
    with transaction.atomic():
        grant(coming.uid, role_key(shelf.organ, ARCHIVIST), why="归档")
    assert "正在收集文件" in text(archivist, coming.get_absolute_url())
    broken = with_main(shelf, b"%PDF-none", PDF.media_type)
    assert "没有可看的页样" in text(archivist, f"{broken.get_absolute_url()}?pages", HTMX)


def test_the_page_comes_also_where_there_is_no_turn(
    shelf: Shelf, archivist: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise child.ChildTimeout("x")

    item = with_main(shelf, a_picture(99), PNG.media_type)  # one that nobody has counted
    monkeypatch.setattr(child, "run_stranger", busy)
    assert "没有轮到。请稍后再打开" in text(archivist, f"{item.get_absolute_url()}?pages")


def test_strangers_get_no_page_by_any_address(shelf: Shelf) -> None:
    item = with_main(shelf, pdf(), PDF.media_type)
    client = ReadingClient()
    client.force_login(shelf.clerk.person)
    for address in (item.get_absolute_url(), f"{item.get_absolute_url()}?pages", page(item, 1)):
        for headers in (None, HTMX):
            assert client.get(address, headers=headers).status_code == 404
