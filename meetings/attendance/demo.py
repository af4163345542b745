"""演示会议的回执与签到：what guests, organisers and the clerk at the table would have done by now. After the meetings themselves are there."""

from datetime import timedelta
from uuid import UUID, uuid5

from meetings.attendance import policy
from meetings.attendance.actions.ask_leave import LeaveWish, ask_leave
from meetings.attendance.actions.bring_list import Line, bring_list
from meetings.attendance.actions.decide_leave import decide_leave
from meetings.attendance.actions.reply import Details, come
from meetings.attendance.actions.urge import set_request
from meetings.attendance.models import SignIn
from meetings.attendance.signing import window_of
from meetings.convening import life
from meetings.convening.models import Answer, Capacity, Invitation, Meeting
from office.api import Actor, Appointment, actor_of
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.refusals import Refusal

SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c0a7")
NOTES = ("", "", "会后乘公务车返回。", "")
REASONS = ("陪同省督导组调研，请综合科科长代为听会。", "已定于当日到省里参加培训。")
MINUTES = (-24, -17, -12, -9, -6, -4, -2, 3, 8)
"""When people come, counted from the beginning."""


def answer_demo_meetings() -> int:
    """Replies to the meetings ahead, sign-ins to those that were held; harmless when repeated. → how many meetings."""
    rows = Meeting.objects.filter(announced_at__isnull=False).select_related(
        "kind", "host__person", "organised_by__person", "organised_by__post__department"
    )
    meetings = list(rows.order_by("pk"))
    for one in meetings:
        guests = list(policy.invitations().filter(meeting=one).exclude(capacity=Capacity.HOST).order_by("order", "pk"))
        if one.state == life.ANNOUNCED and one.starts_at > now():
            _answer(one, guests)
        elif one.state in {life.RUNNING, life.ENDED}:
            _sign(one)
    return len(meetings)


def _answer(meeting: Meeting, guests: list[Invitation]) -> None:
    """Most come; of every seven one asks for leave, and the first of them has got it; some have not answered."""
    organiser = _actor(meeting.organised_by)
    set_request(meeting.uid, phone=True, plate=True, lodging=False, by=organiser, key=_key(meeting, "request"))
    for n, one in enumerate(guests):
        if one.answer != Answer.OPEN or n % 7 > 4:
            continue
        by = _actor(one.appointment)
        try:
            if n % 7 == 3:
                wish = LeaveWish(kind="away", reason=REASONS[n // 7 % len(REASONS)])
                leave = ask_leave(meeting.uid, wish, by=by, key=_key(meeting, f"leave {n}"))
                if n == 3 and not policy.is_leaders(one):
                    decide_leave(leave.uid, agreed=True, by=organiser, key=_key(meeting, f"agreed {n}"))
            else:
                said = Details(plate=f"云A{n + 1:02}8K6" if n % 3 == 0 else "", note=NOTES[n % len(NOTES)])
                come(meeting.uid, said, by=by, key=_key(meeting, f"come {n}"))
        except Refusal:  # the last moment has passed meanwhile: the demonstration does without
            continue


def _sign(meeting: Meeting) -> None:
    """Most were in time, some late; of every nine one did not come."""
    if SignIn.objects.filter(invitation__meeting=meeting).exists():
        return
    window, lines = window_of(meeting), []
    guests = (
        policy.invitations().filter(meeting=meeting, answer__in=(Answer.OPEN, Answer.COMES)).order_by("order", "pk")
    )
    for n, one in enumerate(guests):
        at = meeting.starts_at + timedelta(minutes=MINUTES[(n * 5) % len(MINUTES)])
        if n % 9 != 5 and window.holds(at) and at <= now():
            lines.append(Line(n + 2, str(one.uid), one.person.name, f"{at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S}"))
    if lines:
        bring_list(meeting.uid, lines, by=_actor(meeting.organised_by), key=_key(meeting, "list"))


def _key(meeting: Meeting, words: str) -> UUID:
    return uuid5(SPACE, f"{meeting.uid} {words}")


def _actor(one: Appointment) -> Actor:
    return actor_of(one.person, one)
