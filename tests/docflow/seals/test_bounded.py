"""Within bounds: whatever a file does to its process, there is an answer."""

import zlib
from pathlib import Path

import pytest

from docflow.seals import bounded
from docflow.seals.bounded import check_bounded
from docflow.seals.checking import check
from docflow.seals.revisions import digests
from docflow.seals.sealing import SealedFile
from docflow.seals.trust import Trust
from docflow.seals.verdict import Verdict
from tests.docflow.seals.paper import AT, Office, page

MEGABYTE = 1024 * 1024


def test_it_answers_as_the_plain_check_does(office: Office, joint: list[SealedFile]) -> None:
    content = joint[1].content
    assert check_bounded(content, office.trust(), AT) == check(content, office.trust(), AT)


def bomb(size: int) -> bytes:
    """A file whose table of objects unfolds to `size` bytes."""
    packed = zlib.compress(bytes(size), 9)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/XRef/W[1 8 8]/Size 9/Root 2 0 R/Filter/FlateDecode/Length "
    return head + b"%d>>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def test_a_file_that_unfolds_without_end_is_unreadable() -> None:
    assert check_bounded(bomb(900 * MEGABYTE), Trust(), AT).verdict is Verdict.UNREADABLE


def test_a_file_that_is_too_large_is_not_read_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LARGEST", 100)
    found = check_bounded(page(), Trust(), AT)
    assert (found.verdict, found.reason) == (Verdict.UNREADABLE, "文件超过100兆字节，无法验证。")


@pytest.mark.parametrize(("limit", "value"), [("_MEMORY", 40 * MEGABYTE), ("_SECONDS", 0)])
def test_what_is_not_done_within_the_bounds_is_unreadable_and_still_known(
    monkeypatch: pytest.MonkeyPatch, sealed: SealedFile, limit: str, value: int
) -> None:
    """The digests are taken outside: the register is asked about the file all the same."""
    monkeypatch.setattr(bounded, limit, value)
    found = check_bounded(sealed.content, Trust(), AT)
    assert found.verdict is Verdict.UNREADABLE
    assert found.revisions == digests(sealed.content)


def test_nothing_is_left_behind(sealed: SealedFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    check_bounded(sealed.content, Trust(), AT)
    assert not list(tmp_path.iterdir())
