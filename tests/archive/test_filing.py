"""A closed paper becomes a record: collected once, confirmed, numbered, described, checked, filed."""

import pytest

from archive.collecting import sweep
from archive.models import Record
from office.api import may_read
from tests.archive.shelf import a_shelf, closed_paper, closed_piece, confirmed, to_the_end, work

pytestmark = pytest.mark.django_db


def roles(item: Record) -> list[str]:
    return [one.role for one in item.current_files]


def test_a_closed_document_is_collected_with_all_its_parts() -> None:
    shelf = a_shelf()
    document = closed_paper(shelf.office)
    assert sweep() == 1
    work()
    item = Record.objects.get()
    assert (item.paper_uid, item.state, item.origin) == (document.uid, "arranging", "outgoing")
    assert (item.title, item.number, item.kind) == (document.title, document.number, "通知")
    assert (item.proposed, item.unit) == ("D30", "YWK")
    assert roles(item) == ["ZB", "CLD", "DG", "QM", "GC"]
    assert sweep() == sweep(everything=True) == 0


def test_an_incoming_paper_is_collected_with_its_sheet_first() -> None:
    shelf = a_shelf()
    piece = closed_piece(shelf.office)
    sweep(everything=True)
    work()
    item = Record.objects.get()
    assert (item.paper_uid, item.origin) == (piece.uid, "incoming")
    assert (item.number, item.author) == (piece.their_number, piece.sender)
    assert roles(item)[:2] == ["CLD", "ZB"]


def test_confirmed_it_is_numbered_checked_and_filed() -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    assert (item.state, item.item) == ("checking", 1)
    to_the_end(shelf, item)
    assert (item.state, item.why) == ("filed", "")
    assert len(item.digest) == 64
    assert roles(item)[-1] == "YSJ"
    assert may_read(shelf.office.actor(shelf.office.drafter), item.uid)
