"""From where the present request came: set by the access log round each request, read by whoever writes history."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Network address, browser, and a mark of the session that does not give its key away. Empty: a command or the worker."""

    address: str = ""
    device: str = ""
    session: str = ""


NOWHERE = Origin()
origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)
