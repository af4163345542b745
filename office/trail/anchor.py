"""锚：the hashes of all blocks once more, outside the database, so that a database cut short or put back is found out.

One file, one line a block: number, hash, moment. In production the folder is a mount from another host or an object lock.
"""

import os
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_LINE = re.compile(rb"([1-9][0-9]{0,18}) ([0-9a-f]{64}) (\S{10,40})\n")
_TAIL = 4096


class AnchorBroken(Exception):  # noqa: N818 - a finding, said in a sentence
    """A line of the anchor is not as it was written."""


@dataclass(frozen=True)
class Line:
    n: int
    hash: str
    at: str

    def encoded(self) -> bytes:
        return f"{self.n} {self.hash} {self.at}\n".encode()


class Anchor:
    """The anchor in a folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "blocks"

    def last(self) -> Line | None:
        """The newest line; a last line without its end was cut off by a crash and does not count. Raises AnchorBroken."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            whole, _, _ = file.read().rpartition(b"\n")
        return _read(whole.rpartition(b"\n")[2] + b"\n") if whole else None

    def lines(self) -> Generator[Line, None, None]:
        """All lines, the oldest first. Raises AnchorBroken."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield _read(line)

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines, on the disk when this returns. What a crash left of a line is cut off first."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        with self.path.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
            if tail and not tail.endswith(b"\n"):
                file.truncate(size - len(tail) + tail.rfind(b"\n") + 1)
            file.writelines(line.encoded() for line in lines)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def the_anchor() -> Anchor:
    """This installation's."""
    return Anchor(settings.ANCHOR_DIR)


def _read(line: bytes) -> Line:
    if (match := _LINE.fullmatch(line)) is None:
        raise AnchorBroken(f"锚中有一行不是原来写入的样子：{line[:80].decode(errors='replace').strip()}")
    return Line(int(match[1]), match[2].decode(), match[3].decode())
