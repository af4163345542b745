"""A clamd that keeps to the protocol (clamd(8): zVERSION, zINSTREAM, size limit) and knows one signature; and where the real one is."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import md5
from pathlib import Path

VIRUS = b"office-test-signature " * 4
"""What our own signature stands for: harmless."""
NAME = "Office.Test"


class Server:
    """Answers on a local port until it is closed. `limit`: bytes that it takes; `mute`: it says nothing."""

    def __init__(self, limit: int = 1_000_000, mute: bool = False) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._limit, self._mute = limit, mute
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            asked = b""
            while not asked.endswith(b"\0"):
                asked += line.recv(1)
            if self._mute:
                return
            if asked == b"zVERSION\0":
                line.sendall(b"ClamAV 1.4.3/27801/Sat Nov 28 2026\0")
            elif asked == b"zINSTREAM\0":
                line.sendall(self._scanned(line))

    def _scanned(self, line: socket.socket) -> bytes:
        content = b""
        while (size := struct.unpack(">I", _exactly(line, 4))[0]) > 0:
            if len(content) + size > self._limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
            content += _exactly(line, size)
        return f"stream: {NAME} FOUND\0".encode() if VIRUS in content else b"stream: OK\0"


def _exactly(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        piece = line.recv(size - len(got))
        if not piece:
            raise ConnectionResetError
        got += piece
    return got


@contextmanager
def real(folder: Path) -> Iterator[str]:
    """The installed clamd with a signature file of our own alone; its address."""
    program = shutil.which("clamd")
    assert program
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "office.hdb").write_text(f"{md5(VIRUS).hexdigest()}:{len(VIRUS)}:{NAME}\n")  # noqa: S324 - the format's digest
    place = folder / "clamd.ctl"
    settings = folder / "clamd.conf"
    settings.write_text(f"DatabaseDirectory {folder}\nLocalSocket {place}\nForeground yes\nOfficialDatabaseOnly no\n")
    process = subprocess.Popen(  # noqa: S603 - the program that was looked for
        [program, f"--config-file={settings}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 30
        while not place.exists():
            assert process.poll() is None, "clamd ended"
            assert time.monotonic() < until, "clamd did not start"
            time.sleep(0.05)
        yield f"unix://{place}"
    finally:
        process.terminate()
        process.wait()
