"""Within bounds: whatever a file does to its process, there is an answer."""

import json
import os
import signal
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docflow.seals import bounded
from docflow.seals.bounded import check_bounded
from docflow.seals.checking import check
from docflow.seals.nursery import Nursery
from docflow.seals.revisions import digests
from docflow.seals.sealing import SealedFile
from docflow.seals.trust import Trust
from docflow.seals.verdict import Verdict
from office.kernel.child import TooHeavy
from tests.docflow.seals.paper import AT, Office, page

MEGABYTE = 1024 * 1024


def test_it_answers_as_the_plain_check_does(office: Office, joint: list[SealedFile]) -> None:
    content = joint[1].content
    assert check_bounded(content, office.trust(), AT) == check(content, office.trust(), AT)


def bomb(size: int) -> bytes:
    """A file whose table of objects unfolds to `size` bytes."""
    packed = zlib.compress(bytes(size), 1)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/XRef/W[1 8 8]/Size 9/Root 2 0 R/Filter/FlateDecode/Length "
    return head + b"%d>>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def test_a_file_that_unfolds_without_end_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_MEMORY", 150 * MEGABYTE)
    assert check_bounded(bomb(200 * MEGABYTE), Trust(), AT).verdict is Verdict.UNREADABLE


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


class TestNursery:
    """The process that stands behind: it can go at any time, and knows nothing worth having."""

    def pid(self, nursery: Nursery) -> int:
        assert nursery._process is not None
        return nursery._process.pid

    def asked(self, nursery: Nursery, content: bytes) -> str:
        said: str = json.loads(nursery.ask(500 * MEGABYTE, 10, content, Trust(), AT))["verdict"]
        return said

    @pytest.fixture
    def nursery(self) -> Iterator[Nursery]:
        nursery = Nursery()
        yield nursery
        nursery.end()

    def test_it_stays_warm(self, nursery: Nursery, sealed: SealedFile) -> None:
        assert self.asked(nursery, page()) == "unsigned"
        first = self.pid(nursery)
        assert self.asked(nursery, sealed.content) == "untrusted"
        assert self.pid(nursery) == first

    def test_another_is_started_when_it_has_gone(self, nursery: Nursery) -> None:
        self.asked(nursery, page())
        gone = self.pid(nursery)
        os.kill(gone, signal.SIGKILL)
        assert self.asked(nursery, page()) == "unsigned"
        assert self.pid(nursery) != gone

    def test_a_file_that_was_too_heavy_does_no_harm_to_the_next(self, nursery: Nursery) -> None:
        with pytest.raises(TooHeavy):
            nursery.ask(500 * MEGABYTE, 0, page(), Trust(), AT)
        assert self.asked(nursery, page()) == "unsigned"

    def test_it_knows_no_secret(self, nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_KEY", "hidden")
        monkeypatch.setenv("DATABASE_URL", "postgres://hidden")
        self.asked(nursery, page())
        assert b"hidden" not in Path(f"/proc/{self.pid(nursery)}/environ").read_bytes()

    def test_files_may_come_from_many_threads(self, sealed: SealedFile) -> None:
        contents = [page(), sealed.content, b"no PDF"] * 4
        with ThreadPoolExecutor(6) as pool:
            found = pool.map(lambda content: check_bounded(content, Trust(), AT).verdict, contents)
        assert list(found) == [Verdict.UNSIGNED, Verdict.UNTRUSTED, Verdict.UNREADABLE] * 4
