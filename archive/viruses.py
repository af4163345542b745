"""杀毒软件的口：clamd over its socket (INSTREAM), or nobody. It answers with facts; what follows from them is decided elsewhere."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlsplit

from django.conf import settings

_PIECE: Final = 65_536
_LONGEST_ANSWER: Final = 4_096
_PATIENCE: Final = 30.0  # seconds for one answer


class ScannerSilent(Exception):  # noqa: N818 - an answer, not a fault of the program
    """The scanner does not answer, or not as agreed; the sentence says what is known."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """`virus` is the name of what was found, empty for a clean file; `says` why a file was not scanned, empty when it was."""

    virus: str = ""
    says: str = ""


class ScannerGone(ScannerSilent):
    """It does not answer at all: whoever has more files for it need not wait for each."""


class Scanner(Protocol):
    """The port. Every method raises ScannerSilent when the scanner cannot do it now."""

    def name(self) -> str:
        """Who scans, with the version of his signatures: “ClamAV 1.4.3/27801”."""

    def scan(self, content: bytes) -> Scanned:
        """What is in these bytes."""


class Clamd:
    """`tcp://host:3310` or `unix:///run/clamav/clamd.ctl`."""

    def __init__(self, address: str, patience: float = _PATIENCE) -> None:
        """Raises ValueError for an address of neither kind."""
        parts = urlsplit(address)
        if parts.scheme == "tcp" and parts.hostname:
            self._place: str | tuple[str, int] = (parts.hostname, parts.port or 3310)
        elif parts.scheme == "unix" and parts.path:
            self._place = parts.path
        else:
            raise ValueError(f"CLAMD_URL={address!r}: tcp://host:port or unix:///path")
        self._patience = patience

    def name(self) -> str:
        return "/".join(self._ask(b"VERSION").split("/")[:2])

    def scan(self, content: bytes) -> Scanned:
        with self._connected() as line:
            line.sendall(b"zINSTREAM\0")
            refused = False
            try:
                for at in range(0, len(content), _PIECE):
                    piece = content[at : at + _PIECE]
                    line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
            except (BrokenPipeError, ConnectionResetError):  # larger than it takes: it says so and hangs up
                if len(content) <= _PIECE:  # nobody refuses so little: it has ended
                    raise
                refused = True
            return _understood(_answer(line, refused))

    def _ask(self, what: bytes) -> str:
        with self._connected() as line:
            line.sendall(b"z" + what + b"\0")
            return _answer(line)

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        kind = socket.AF_UNIX if isinstance(self._place, str) else socket.AF_INET
        try:
            with (
                socket.socket(socket.AF_UNIX)
                if kind == socket.AF_UNIX
                else socket.create_connection(self._place, self._patience)  # type: ignore[arg-type] # a host and a port here
            ) as line:
                line.settimeout(self._patience)
                if kind == socket.AF_UNIX:
                    line.connect(self._place)
                yield line
        except OSError as error:
            raise ScannerGone("杀毒软件没有应答") from error


def _answer(line: socket.socket, refused: bool = False) -> str:
    told = b""
    try:
        while not told.endswith(b"\0") and len(told) < _LONGEST_ANSWER and (more := line.recv(_PIECE)):
            told += more
    except ConnectionResetError:
        if not refused:
            raise
    if not told and not refused:
        raise ScannerSilent("杀毒软件没有说完就断开了")
    return told.rstrip(b"\0\n").decode("utf-8", "replace") or "INSTREAM size limit exceeded"


def _understood(answer: str) -> Scanned:
    """`stream: OK`, `stream: Eicar FOUND`, `… size limit exceeded`, `… ERROR`."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Scanned()
    if said.endswith(" FOUND"):
        return Scanned(virus=said.removesuffix(" FOUND"))
    if "size limit" in said:
        return Scanned(says="超过杀毒软件一次能查的大小")
    raise ScannerSilent(f"杀毒软件回答：{said[:200]}")


def scanner() -> Scanner | None:
    """That of this installation; None where CLAMD_URL is not set."""
    return Clamd(settings.CLAMD_URL) if settings.CLAMD_URL else None
