"""The one writer of history."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from office.actor import Actor
from office.kernel.kept import Kept
from office.kernel.origin import origin
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.rows import insert
from office.kernel.transactions import require_transaction
from office.models.trail import TrailEntry
from office.trail.canonical import BEGINNING, digest_of, plain

UNDIGESTED = frozenset({"id", "digest"})  # the block that seals an entry holds its id
SYSTEM = "系统"


def record(
    by: Actor | None, act: str, *, stream: str, about: UUID | None = None, title: str = "", **detail: Any
) -> TrailEntry:
    """Add an act to its stream, in the action's transaction. `by` None is the system itself; `detail` is what JSON can say.

    `stream` is the run or object whose history this is (`run:UID`, `organ:UID` …); the action holds that thing's lock. Where it
    does not and another act takes the place first, this one is refused: a stream never forks.
    """
    require_transaction()
    last = next(iter(_last(stream=stream)), None)
    return _write(by, act, stream, about, title, detail, last)


def record_first(
    by: Actor | None, act: str, *, stream: str, about: UUID | None = None, title: str = "", **detail: Any
) -> TrailEntry:
    """The same of a thing that was made in this very transaction: nobody has written there yet, and nobody is asked."""
    require_transaction()
    return _write(by, act, stream, about, title, detail, None)


def _write(
    by: Actor | None,
    act: str,
    stream: str,
    about: UUID | None,
    title: str,
    detail: dict[str, Any],
    last: TrailEntry | None,
) -> TrailEntry:
    seq, previous = (last.stream_seq, last.digest) if last is not None else (0, BEGINNING)
    entry = TrailEntry(
        stream=stream,
        stream_seq=seq + 1,
        act=act,
        about=about,
        title=title,
        address=origin.get().address,
        session=origin.get().session,
        detail=detail,
        **_who(by),
    )
    entry.digest = digest_of(content_of(entry), previous)
    try:
        insert(entry)
    except IntegrityError as error:
        if "a_place_in_a_stream_is_taken_once" in str(error):  # SQLite has one writer, nobody can come between
            raise SomebodyWasFirst("这件事刚刚有人办过。请刷新页面，看过结果后再办。") from error
        raise
    return entry


@Kept
def _last(stream: str) -> QuerySet[TrailEntry]:
    return TrailEntry.objects.filter(stream=stream).only("stream_seq", "digest").order_by("-stream_seq")[:1]


def content_of(entry: TrailEntry) -> dict[str, str | int | None]:
    """Every column but the row's key and the digest itself."""
    return {
        field.name: plain(getattr(entry, field.attname))
        for field in TrailEntry._meta.concrete_fields
        if field.name not in UNDIGESTED
    }


def _who(by: Actor | None) -> dict[str, Any]:
    if by is None:
        return {"name": SYSTEM}
    names = by.names()
    return {
        "person": by.person.uid,
        "appointment": by.appointment.uid,
        "name": names["name"],
        "post": names["post"],
        "department": names["department"],
        "organ_uid": by.organ.uid,
        "organ": names["organ"],
        "on_behalf_of": names.get("on_behalf_of", {}),
    }
