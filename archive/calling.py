"""待办 of the archive: what a check refused or left to people waits for the archivists, what was returned for whoever did the paper."""

from archive.models import Record
from archive.policy import ARCHIVIST
from office.api import Appointment, among, appointment_key, close_todos, grant, open_todo, with_role
from realtime import api as realtime

ROOM, GLYPH = "archive", "档"
CLERK = "document_clerk"
PUT_RIGHT = "退回补正"


def call_archivists(item: Record, step: str, *, says: str = "", body: str = "") -> None:
    """The archivists of its organ have something to do with it; `says` and `body` where its state does not say what."""
    close_calls(item, why="另有结果")
    archivists = list(with_role(item.organ, ARCHIVIST))
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=item.uid,
        task=_task(item),
        title=str(item),
        step=step,
        url=item.get_absolute_url(),
        holders=archivists,
        from_name="四性检测",
    )
    realtime.notify(
        archivists,
        kind="check",
        title=says or f"《{item}》{item.get_state_display()}",
        body=body or item.why,
        url=item.get_absolute_url(),
        about=item.uid,
    )


def call_the_office(item: Record, *, by: Appointment) -> None:
    """Whoever did the paper, else the clerks of its organ: they may look at the record, and send it again when it is right."""
    close_calls(item, why="已退回", done_by=by)
    there = among([item.undertaker.uid]).values() if item.undertaker is not None else ()
    holders = list(there) or list(with_role(item.organ, CLERK))
    grant(item.uid, *(appointment_key(one) for one in holders), why=PUT_RIGHT)
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=item.uid,
        task=_task(item),
        title=str(item),
        step=PUT_RIGHT,
        url=item.get_absolute_url(),
        holders=holders,
        from_name=f"{by.person.name}（档案管理）",
    )
    realtime.notify(
        holders,
        kind="record_returned",
        title=f"《{item}》归档时退回，请补正",
        body=item.why,
        url=item.get_absolute_url(),
        about=item.uid,
    )


def close_calls(item: Record, *, why: str, done_by: Appointment | None = None) -> None:
    """Nobody waits for anything about it any more."""
    close_todos(ROOM, [_task(item)], why=why, done_by=done_by)


def _task(item: Record) -> str:
    return str(item.uid)
