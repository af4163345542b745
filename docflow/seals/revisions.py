"""The revisions of a PDF as bytes: each ends with its own %%EOF, and a file cut there is a file again.

The digest of a revision is the SM3 of everything up to and including that %%EOF; line ends behind it do not count.
"""

import re
from typing import Final

from cryptography.hazmat.primitives import hashes

_END: Final = re.compile(rb"startxref[\x00\t\n\f\r ]+\d{1,12}[\x00\t\n\f\r ]+%%EOF")
_WHITE: Final = b"\x00\t\n\f\r "
_MOST: Final = 256


def ends(content: bytes) -> list[int]:
    """The offsets just behind every %%EOF that closes a revision, ascending. A stream may hold such a mark by chance: candidates."""
    return [found.end() for found in _END.finditer(content)]


def digests(content: bytes) -> tuple[str, ...]:
    """SM3 (hex) of every revision, oldest first; of the last 256 where there are more."""
    found, running, last = [], hashes.Hash(hashes.SM3()), 0
    for end in ends(content):
        running.update(content[last:end])
        found.append(running.copy().finalize().hex())
        last = end
    return tuple(found[-_MOST:])


def tail(content: bytes) -> bytes:
    """What stands behind the last %%EOF and is not white space; empty for a file to which nothing was added."""
    found = ends(content)
    return content[found[-1] :].strip(_WHITE) if found else content.strip(_WHITE)
