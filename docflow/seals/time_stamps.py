"""Time stamps by RFC 3161: the port to an authority that says when something was there."""

from typing import Protocol


class TimeStamps(Protocol):
    """A time-stamping authority."""

    def answer(self, request: bytes) -> bytes:
        """The authority's TimeStampResp to a TimeStampReq, both DER. Raises OSError when it cannot be reached."""
        ...
