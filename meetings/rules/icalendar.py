"""iCalendar (RFC 5545) for calendars elsewhere: lines folded at 75 octets, text escaped, moments in UTC, so that no time zone is described."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

FOLD = 75  # octets of a line without its end (3.1)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
"""3.3.11."""


@dataclass(frozen=True)
class Event:
    """A booking as a calendar elsewhere shows it. `status`: CONFIRMED, TENTATIVE or CANCELLED (3.8.1.11)."""

    uid: str
    sequence: int
    status: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    summary: str
    location: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The whole stream."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//yiwang-xietong//meetings//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(one: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"SEQUENCE:{one.sequence}"
    yield f"STATUS:{one.status}"
    yield f"DTSTAMP:{stamp(one.changed_at)}"
    yield f"LAST-MODIFIED:{stamp(one.changed_at)}"
    yield f"DTSTART:{stamp(one.starts_at)}"
    yield f"DTEND:{stamp(one.ends_at)}"
    yield f"SUMMARY:{escaped(one.summary)}"
    yield f"LOCATION:{escaped(one.location)}"
    if one.description:
        yield f"DESCRIPTION:{escaped(one.description)}"
    if one.url:
        yield f"URL:{one.url}"
    yield f"TRANSP:{'TRANSPARENT' if one.status == 'CANCELLED' else 'OPAQUE'}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value."""
    return text.translate(ESCAPES)


def stamp(moment: datetime) -> str:
    """20260316T010000Z: form 2 of 3.3.5. The moment is in UTC."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def folded(line: str) -> str:
    """In pieces of at most 75 octets, each but the first after a space; no character is torn."""
    pieces, piece, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + length
    return "\r\n".join([*pieces, piece])
