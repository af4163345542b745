"""Messages over a pipe: eight bytes of length, then so many bytes."""

import struct
from typing import BinaryIO

LENGTH = struct.Struct(">Q")


def write_frame(pipe: BinaryIO, content: bytes) -> None:
    """Write one whole message. Raises OSError when nobody reads."""
    pipe.write(LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes:
    """Read one whole message. Raises EOFError when the other side ended before it."""
    (length,) = LENGTH.unpack(_read(pipe, LENGTH.size))
    return _read(pipe, length)


def _read(pipe: BinaryIO, size: int) -> bytes:
    content = pipe.read(size)
    if len(content) != size:
        raise EOFError
    return content
