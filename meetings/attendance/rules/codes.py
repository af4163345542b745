"""签到码：what the picture at the door says changes every few seconds, and holds for one meeting alone.

A code is the HMAC-SM3 of the meeting and of the number of the step in which it is shown, under a key of that meeting. Nothing of it is kept:
whoever has the key can make it again. It is taken in its own step and in the next one, so that whoever lifts his phone at the end of a
step is not too late, and a picture sent on is worth nothing soon.
"""

import base64
import hmac
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

STEP = 10
"""Seconds for which one code is shown."""
TAKEN = 2
"""Steps in which it is taken, its own among them."""
BYTES = 15
LONGEST = 64


def key_for(secret: bytes, meeting: UUID) -> bytes:
    """The key of one meeting, made of the installation's secret: one that is found out opens no other."""
    return _mac(secret, b"meetings.attendance.codes\0" + meeting.bytes)


def code_at(key: bytes, meeting: UUID, seconds: float) -> str:
    """What is shown at a moment (seconds since 1970): 24 letters and figures."""
    return _code(key, meeting, int(seconds // STEP))


def is_taken(key: bytes, meeting: UUID, code: str, seconds: float) -> bool:
    """Whether a code is good at a moment: that of the running step, or of the one before it."""
    said = code.encode(errors="replace")[:LONGEST]
    step = int(seconds // STEP)
    found = [hmac.compare_digest(said, _code(key, meeting, one).encode()) for one in range(step - TAKEN + 1, step + 1)]
    return any(found)


def _code(key: bytes, meeting: UUID, step: int) -> str:
    digest = _mac(key, meeting.bytes + step.to_bytes(8, "big", signed=True))
    return base64.b32encode(digest[:BYTES]).decode().lower()


def _mac(key: bytes, what: bytes) -> bytes:
    mac = HMAC(key, SM3())
    mac.update(what)
    return mac.finalize()
