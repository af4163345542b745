"""会议的列表：whose they are, which are ahead, what one looks for."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from meetings.convening import life
from meetings.convening.models import Invitation, Meeting, MeetingKind
from meetings.convening.policy import meetings
from meetings.convening.telling import CHAIN
from office.api import Actor, Waits

VIEWS: dict[str, str] = {"mine": "我参加的", "organised": "我承办的", "organ": "本机关"}
WHEN: dict[str, str] = {"ahead": "未开完", "over": "已开过和已取消", "all": "全部"}
AHEAD = Q(state__in=(*life.AHEAD, life.RUNNING))
"""Not over: planned, announced, postponed or in session."""
NAMES = (
    "organ",
    "kind",
    "host__person",
    "organised_by__person",
    "organised_by__post__department",
    "booking__room__building",
)


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    view: str = "mine"
    when: str = "ahead"
    words: str = ""
    kind: str = ""


def listed(by: Actor, asked: Asked) -> QuerySet[Meeting]:
    """The meetings of a view, with the names that a row shows: what is ahead by time, what is over the last first."""
    rows = of_view(by, asked.view)
    if asked.when != "all":
        rows = rows.filter(AHEAD) if asked.when == "ahead" else rows.exclude(AHEAD)
    if asked.words:
        rows = rows.filter(Q(title__contains=asked.words) | Q(host__person__name__contains=asked.words))
    if asked.kind:
        rows = rows.filter(kind__uid=asked.kind)
    order = ("starts_at", "pk") if asked.when == "ahead" else ("-starts_at", "-pk")
    return rows.select_related(*NAMES).order_by(*order)


def of_view(by: Actor, view: str) -> QuerySet[Meeting]:
    """Those that he may read, by what they are to him."""
    rows = meetings.readable(by)
    if view == "mine":
        his = Invitation.objects.filter(meeting=OuterRef("pk"), person=by.person, withdrawn_at__isnull=True)
        return rows.filter(Exists(his), announced_at__isnull=False)
    if view == "organised":
        departments = {one.department.pk for one in by.appointments}
        return rows.filter(organised_by__post__department__in=departments)
    return rows.filter(organ__in={one.organ.pk for one in by.appointments})


def kinds_in(by: Actor, view: str) -> QuerySet[MeetingKind]:
    """会议类别 of which there are meetings in a view."""
    rows = MeetingKind.objects.filter(pk__in=of_view(by, view).order_by().values("kind"))
    return rows.order_by("organ", "order", "pk")


def counts(by: Actor) -> dict[str, int]:
    """How many lie ahead in each view."""
    return {view: of_view(by, view).filter(AHEAD).count() for view in VIEWS}


MEETINGS_WAIT = Waits(Q(room__in=CHAIN), by="about")
"""Several to-dos of one meeting are one to look at."""
