"""办毕的会议：what an archive is to know of a meeting whose minutes are issued. Looked at only; nothing here changes a meeting.

The other apps of the chain bring their files (会议材料, 签到表) when the house opens.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from docflow.api import Closed, Deed, Filing, LinkedPaper, Part, document_standings, sheet_pdf
from meetings.convening import life
from meetings.convening.models import Capacity, Meeting
from meetings.proceedings.models import Minutes
from meetings.proceedings.presence import people_of, present_at
from meetings.proceedings.rules.minutes import decision_words
from meetings.proceedings.selectors.minutes import decision_line, decisions_by_item
from meetings.proceedings.selectors.sheets import record_sheet
from office.api import Appointment, keys_opening, with_role
from office.kernel.clock import day_of, now
from office.kernel.refusals import NotThere

Place = tuple[datetime, UUID]
PDF = "application/pdf"
ENGINE = "一网协同会议记录"


@dataclass(frozen=True)
class MeetingFiling(Filing):
    """What a meeting hands over, in the form of a paper of its own organ: its main file is the record, `uid` that of its minutes."""


@dataclass(frozen=True)
class Named:
    """A deed on the way of a meeting, by whom and when."""

    act: str
    who: Appointment
    at: datetime | None
    opinion: str = ""


Bringer = Callable[[Meeting], Iterable[Part]]
_bringers: list[tuple[int, Bringer]] = []


def bring_filed_part(bringer: Bringer, *, place: int) -> None:
    """Called by an app of the chain in `ready`: the files that it files of a meeting; in the order of `place` (会议材料 10, 签到表 20).

    A `Part` of docflow with role FJ: a stored file, or the bytes of one that is made for this. It may be slow; it is called under no lock.
    """
    _bringers.append((place, bringer))


def closed_meetings(after: Place | None = None, limit: int = 500) -> list[Closed]:
    """The next meetings whose minutes are issued, behind a place (issued at, uid of the minutes), in that order; from the first where there is none.

    As with closed papers: whoever remembers a place misses what was committed late, so walk a stretch again.
    """
    rows = Minutes.objects.filter(issued_at__isnull=False, meeting__state=life.MINUTED)
    if after is not None:
        at, uid = after
        rows = rows.filter(Q(issued_at__gt=at) | Q(issued_at=at, uid__gt=uid))
    found = rows.order_by("issued_at", "uid")[:limit].values_list("uid", "meeting__organ", "issued_at")
    return [Closed(uid, organ, at) for uid, organ, at in found if at is not None]


def filing_of_meeting(uid: UUID) -> MeetingFiling:
    """All that is to be filed of the meeting with these minutes. Raises NotThere for what is not there, or not issued.

    Slow; call it under no lock.
    """
    rows = Meeting.objects.select_related(
        "organ",
        "kind",
        "host__person",
        "host__post__department__organ",
        "organised_by__person",
        "organised_by__post__department__organ",
        "booking__room__building",
        "minutes",
    )
    meeting = rows.filter(minutes__uid=uid, state=life.MINUTED, minutes__issued_at__isnull=False).first()
    if meeting is None:
        raise NotThere("办毕的会议")
    minutes: Minutes = meeting.minutes
    responsible = meeting.organised_by
    decided = [one for found in decisions_by_item(meeting).values() for one in found]
    return MeetingFiling(
        uid=minutes.uid,
        outgoing=True,
        organ=meeting.organ,
        department=responsible.department,
        responsible=responsible,
        clerks=tuple(with_role(meeting.organ, "document_clerk")),
        title=f"{meeting}会议记录" if not str(meeting).endswith("会议") else f"{meeting}记录",
        number="",
        own_number="",
        kind="",
        author=str(meeting.organ),
        dated_on=day_of(meeting.starts_at),
        closed_at=minutes.issued_at or now(),
        url=meeting.get_absolute_url(),
        source="会议形成",
        secrecy="内部" if meeting.is_closed else "公开",
        names=tuple(one.person.name for one in present_at(meeting) if one.capacity != Capacity.STAFF),
        parts=tuple(_parts(meeting)),
        deeds=tuple(_deeds(meeting, minutes)),
        links=_links(minutes),
        body=tuple(decision_words(decision_line(one)) for one in decided),
        notes=tuple(filter(None, (meeting.note,))),
        readers=keys_opening(minutes.uid),
    )


def _parts(meeting: Meeting) -> Iterable[Part]:
    """会议记录 first, then what the others bring."""
    printed = sheet_pdf(record_sheet(meeting))
    yield Part("ZB", f"{meeting}记录", PDF, ".pdf", content=printed, made_by=ENGINE)
    for _, bringer in sorted(_bringers, key=lambda one: one[0]):
        yield from bringer(meeting)


def _deeds(meeting: Meeting, minutes: Minutes) -> Iterable[Deed]:
    """Its way: planned, announced, held, minuted."""
    organised, host = meeting.organised_by, meeting.host
    way = (
        Named("筹备会议", organised, meeting.planned_at),
        Named("通知会议", organised, meeting.announced_at),
        Named("主持会议", host, meeting.began_at, f"到会{len(present_at(meeting))}人，应到{len(people_of(meeting))}人"),
        Named("结束会议", host, meeting.ended_at),
        Named("起草纪要", minutes.drafted_by, minutes.drafted_at),
        Named("印发纪要", minutes.drafted_by, minutes.issued_at, minutes.number),
    )
    for one in sorted((one for one in way if one.at is not None), key=lambda one: one.at or now()):
        names = one.who.names()
        yield Deed(
            act=one.act,
            name=str(names["name"]),
            post=str(names["post"]),
            department=str(names["department"]),
            organ=str(names["organ"]),
            at=one.at or now(),
            opinion=one.opinion,
            person=str(names["person"]),
        )


def _links(minutes: Minutes) -> tuple[LinkedPaper, ...]:
    """The minutes are a document with a record of its own."""
    standing = document_standings([minutes.document_uid]).get(minutes.document_uid)
    if standing is None:
        return ()
    return (LinkedPaper(standing.uid, "会议纪要", str(minutes), standing.number),)
