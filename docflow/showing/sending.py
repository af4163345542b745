"""打印件、下载件的送出：what is still on its way when the right ends goes no further."""

import time
from collections.abc import Callable, Iterator

from office.kernel.refusals import Refusal

PART = 1 << 16  # bytes
LOOK_EVERY = 0.5  # seconds


class RightEndedError(ConnectionAbortedError):
    """In the middle of an answer there is nothing left to say but to end the connection."""


def while_it_holds(content: bytes, ask: Callable[[], object]) -> Iterator[bytes]:
    """The content in parts; `ask` raises a Refusal where the right has ended: before the first part, and again while they are sent."""
    looked = 0.0
    for at in range(0, len(content), PART):
        if not at or time.monotonic() - looked >= LOOK_EVERY:
            _asked(ask)
            looked = time.monotonic()
        yield content[at : at + PART]


def _asked(ask: Callable[[], object]) -> None:
    try:
        ask()
    except Refusal as refusal:
        raise RightEndedError(refusal.sentence) from refusal
