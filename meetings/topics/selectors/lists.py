"""议题的列表: of my unit, to be decided by me, of my organ; and the calls that concern me."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.topics.asking import GLYPH
from meetings.topics.models import CalledUnit, Topic, TopicCall
from meetings.topics.models.topics import HANDED_IN
from meetings.topics.policy import CHECKERS, called_units_of, calls, topics
from office.api import Actor, Waits, waiting_for

VIEWS: dict[str, str] = {"mine": "本单位", "waiting": "待我办", "brought": "提给本机关", "calls": "征集"}


def view_of(by: Actor, view: str) -> QuerySet[Topic]:
    """The topics of a view; drafts of others are in none."""
    if view == "mine":
        departments = [one.department.pk for one in by.appointments]
        return Topic.objects.filter(department__in=departments)
    if view == "waiting":
        uids = waiting_for(by).filter(room="docflow", kind=GLYPH).order_by().values("about")
        return Topic.objects.filter(uid__in=uids)
    return topics.readable(by).filter(state__in=HANDED_IN, organ__in={one.organ.pk for one in by.appointments})


def views_of(by: Actor) -> dict[str, str]:
    """The views that there are for him: what was brought to an organ is for its general office and its leaders."""
    sees = any(role in (*CHECKERS, "leader") for _, role in by.roles)
    return {key: label for key, label in VIEWS.items() if key != "brought" or sees}


def with_names(rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """With what a row shows, the newest move first."""
    return rows.select_related("department__organ", "reporter__person", "meeting", "kind", "call", "item").order_by(
        "-moved_at", "-pk"
    )


def calls_for(by: Actor) -> QuerySet[TopicCall]:
    """The calls that he may read, those that are open first; with how many units were called, and whether one of his is still awaited."""
    mine = CalledUnit.objects.filter(called_units_of(by), call=OuterRef("pk"), has_none_at__isnull=True)
    own = Topic.objects.filter(
        call=OuterRef("pk"), state__in=HANDED_IN, department__in=[one.department.pk for one in by.appointments]
    )
    rows = (
        calls.readable(by)
        .select_related("kind__organ", "meeting")
        .annotate(
            called=Count("units", distinct=True),
            brought=Count("topics", filter=Q(topics__state__in=HANDED_IN), distinct=True),
            asks_me=Exists(mine) & ~Exists(own),
        )
    )
    return rows.order_by("-due_at", "-pk")


def of_meeting(by: Actor, meeting_pk: int) -> QuerySet[Topic]:
    """Those for one meeting that he may read and that were handed in."""
    return topics.readable(by).filter(meeting=meeting_pk, state__in=HANDED_IN)


TOPICS_WAIT = Waits(Q(kind=GLYPH), by="about")
"""The topics and calls that wait for somebody."""
