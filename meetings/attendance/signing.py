"""签到码与签到票：the picture at the door and what it opens on the phone that looked at it, without a row of either."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from meetings.attendance.models import SignIn
from meetings.attendance.rules import codes
from meetings.attendance.rules.window import Window
from meetings.convening import life
from meetings.convening.models import Meeting
from office.api import Person
from office.kernel.clock import now
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.wording import moment_in_words

TICKET_HOLDS = timedelta(minutes=3)
"""From looking at the picture to pressing 签到: the page may load slowly in a full hall."""
_TICKET, _SCREEN = "attendance.ticket", "attendance.screen"
STALE = "这个签到码已经过期，或不是这次会议的。请扫现场屏幕上正显示的签到码。"


def code_of(meeting: Meeting) -> str:
    """What the screen shows now."""
    return codes.code_at(_key(meeting.uid), meeting.uid, now().timestamp())


def is_taken(meeting: UUID, code: str) -> bool:
    return codes.is_taken(_key(meeting), meeting, code, now().timestamp())


def ticket_for(meeting: UUID, person: Person) -> str:
    """What somebody gets who has looked at the picture in time: he alone, for this meeting alone, for some minutes."""
    return signing.dumps([str(meeting), str(person.uid)], salt=_TICKET)


def is_ticket(ticket: str, meeting: UUID, person: Person) -> bool:
    """Whether it is his, of this meeting, and of just now."""
    try:
        said = signing.loads(ticket[:1000], salt=_TICKET, max_age=TICKET_HOLDS)
    except (signing.BadSignature, ValueError, UnicodeError):
        return False
    return bool(said == [str(meeting), str(person.uid)])


def token_of(meeting: Meeting) -> str:
    """The last part of the address of its screen, which opens without sign-in. Another day of the meeting has another one."""
    return signing.Signer(salt=_SCREEN).sign_object([str(meeting.uid), int(meeting.starts_at.timestamp())])


def meeting_of(token: str) -> Meeting | None:
    """The meeting that a screen's address opens: announced, and still held at the time that it was made for."""
    try:
        uid, began = signing.Signer(salt=_SCREEN).unsign_object(token[:1000])
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    found = Meeting.objects.select_related("kind", "organ", "booking__room__building").filter(uid=uid).first()
    right = found is not None and found.is_known and int(found.starts_at.timestamp()) == began
    return found if right else None


def window_of(meeting: Meeting) -> Window:
    """When one signs in to it."""
    return Window(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        late_minutes=meeting.kind.late_minutes,
        is_running=meeting.state == life.RUNNING,
        ended_at=meeting.ended_at,
        is_off=not meeting.is_known or meeting.state in {life.POSTPONED, life.CANCELLED},
    )


def refuse_closed(meeting: Meeting) -> None:
    """Raise SomebodyWasFirst where nobody signs in now, with when one can."""
    window, moment = window_of(meeting), now()
    if window.is_open(moment):
        return
    if window.is_off:
        raise SomebodyWasFirst(f"没有签到：会议现在是“{meeting.state_in_words}”。")
    if window.is_over(moment):
        raise SomebodyWasFirst("没有签到：会议已经结束。确已到会的，请承办处室用签到表补录。")
    raise SomebodyWasFirst(f"没有签到：{moment_in_words(window.opens_at)}起可以签到。")


def signed_at(sign_in: SignIn | None) -> str:
    """今天 9:02, or nothing."""
    return moment_in_words(sign_in.at) if sign_in is not None else ""


def who_signed_in(meeting: Meeting) -> set[int] | None:
    """Row keys of the invitations of those who have; None where nobody has: then it is not by signing in that this meeting counts."""
    return set(SignIn.objects.filter(invitation__meeting=meeting).values_list("pk", flat=True)) or None


def _key(meeting: UUID) -> bytes:
    return codes.key_for(settings.SECRET_KEY.encode(), meeting)
