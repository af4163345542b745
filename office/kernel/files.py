"""Where the bytes of files lie: by the digest of their content, written once, never overwritten.

A file is in place before the row that names it, so a row never points at nothing; what a rolled-back action left behind has
no row and is swept away a day later.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from office.kernel import crash
from office.kernel.clock import now
from office.kernel.digests import sm3

GRACE = timedelta(days=1)  # how long a file may lie without a row: longer than any action runs


class DamagedFileError(OSError):
    """A stored file has another size than its row says: the disk or somebody changed it."""


class FileStore(Protocol):
    """The port: a folder in the embedded shape, an S3 bucket under the same keys in production."""

    def keep(self, content: bytes) -> str:
        """Store content and return its address. The same content again is the same address, and nothing is written."""

    def open(self, address: str) -> BinaryIO:
        """Open for reading. Raises FileNotFoundError."""

    def read(self, address: str, size: int) -> bytes:
        """The whole content. Raises FileNotFoundError, and DamagedFileError when it has not this size."""

    def exists(self, address: str) -> bool:
        """True when there is a file at this address."""

    def delete_unreferenced(self, referenced: Callable[[Collection[str]], Collection[str]]) -> int:
        """Delete what has lain for a day without a row; `referenced` tells which of some addresses rows name. Returns how many."""


def address_of(content: bytes) -> str:
    """SM3 (GB/T 32905-2016) of the content, 64 hexadecimal digits."""
    return sm3(content).hex()


class FolderStore:
    """`FileStore` in a folder: `ab/cd/abcd…`; what is being written lies in `incoming/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, address: str) -> Path:
        """Where the content of an address lies."""
        if not re.fullmatch("[0-9a-f]{64}", address):
            raise ValueError(f"{address!r} is not an address of a file")
        return self.folder / address[:2] / address[2:4] / address

    def keep(self, content: bytes) -> str:
        address = address_of(content)
        place = self.path(address)
        _make_folder(self.folder / "incoming")
        with self._sweeping(shared=True):
            if self._is_kept(place, len(content)):
                return address
            _make_folder(place.parent)
            handle, part = tempfile.mkstemp(dir=self.folder / "incoming")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fchmod(file.fileno(), 0o440)
                    os.fsync(file.fileno())
                crash.point("files.written")
                self._place(Path(part), place, len(content))
            finally:
                Path(part).unlink()
        crash.point("files.placed")
        return address

    def _is_kept(self, place: Path, size: int) -> bool:
        """Already there; it is young again, so that the sweep leaves it to the action that is about to name it."""
        try:
            os.utime(place)
        except FileNotFoundError:
            return False
        if (there := place.stat().st_size) != size:
            raise DamagedFileError(f"{place.name} holds {there} bytes, not {size}")
        return True

    def _place(self, part: Path, place: Path, size: int) -> None:
        try:
            os.link(part, place)  # a rename would overwrite
        except FileExistsError:  # the same content, a moment before
            self._is_kept(place, size)
        _sync_folder(place.parent)

    def open(self, address: str) -> BinaryIO:
        return self.path(address).open("rb")

    def read(self, address: str, size: int) -> bytes:
        content = self.path(address).read_bytes()
        if len(content) != size:
            raise DamagedFileError(f"{address} holds {len(content)} bytes, not {size}")
        return content

    def exists(self, address: str) -> bool:
        return self.path(address).is_file()

    def delete_unreferenced(self, referenced: Callable[[Collection[str]], Collection[str]]) -> int:
        before = (now() - GRACE).timestamp()
        deleted = 0
        for batch in self._batches():
            old = {file.name: file for file in batch if _modified(file) < before}
            for address in old.keys() - set(referenced(old.keys())) if old else ():
                with self._sweeping(shared=False):
                    if _modified(old[address]) < before:  # nobody has kept it again meanwhile
                        old[address].unlink()
                        deleted += 1
        for part in self.folder.glob("incoming/tmp*"):
            if _modified(part) < before:
                part.unlink(missing_ok=True)
        return deleted

    def _batches(self) -> Iterator[list[Path]]:
        files = self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")
        while batch := list(islice(files, 1000)):
            yield batch

    @contextmanager
    def _sweeping(self, *, shared: bool) -> Iterator[None]:
        """Keepers share it, a deletion has it alone: else a file could go between being found and being named."""
        with (self.folder / ".sweeping").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
            yield


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _make_folder(folder: Path) -> None:
    """Make a folder that is still there after a power cut."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o750)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
