"""视频会议：where those invited come together elsewhere, by a provider of the installation's own; and when that is shown. Pure.

A provider is known by its addresses alone: nothing is asked of it and nothing is told to it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import quote

EARLY = timedelta(minutes=15)


def jitsi(base: str, room: str) -> str:
    """Jitsi Meet: a room is opened by whoever comes to its address first."""
    return f"{base.rstrip('/')}/{quote(room, safe='')}"


PROVIDERS: Mapping[str, Callable[[str, str], str]] = {"jitsi": jitsi}


def address(provider: str, base: str, room: str) -> str:
    """Where a room lies; empty where there is no room, no provider, or one that is not known."""
    make = PROVIDERS.get(provider)
    return make(base, room) if make is not None and room and base.startswith("https://") else ""


def is_shown(starts_at: datetime, ends_at: datetime, moment: datetime) -> bool:
    """From a quarter of an hour before the beginning until the end."""
    return starts_at - EARLY <= moment < ends_at
