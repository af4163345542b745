"""演示城市的座次：a plan for each meeting that has none, shown to those who come."""

from uuid import UUID, uuid5

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.seating.actions.lay_out import Layout, lay_out
from meetings.seating.actions.show import show_seats
from meetings.seating.models import Shown
from meetings.seating.rules.seats import Block, Kind
from meetings.seating.selectors.situation import by_rank
from office.api import actor_of

SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c060")
FEW = 24
"""People who sit round a hollow square; more of them look at a podium."""


def seat_demo_meetings() -> int:
    """The answer is how many plans were made. Harmless when repeated."""
    waiting = (
        Meeting.objects.filter(seating__isnull=True).exclude(state__in=life.OVER).select_related("organised_by__person")
    )
    made = 0
    for meeting in waiting.order_by("pk"):
        people = len(by_rank(meeting))
        if not people:
            continue
        by = actor_of(meeting.organised_by.person, meeting.organised_by)
        plan = lay_out(meeting.uid, layout_for(people), 0, by=by, key=uuid5(SPACE, str(meeting.uid)))
        if meeting.is_known:
            show_seats(meeting.uid, Shown.ALL, plan.version, by=by, key=uuid5(SPACE, f"{meeting.uid} shown"))
        made += 1
    return made


def layout_for(people: int) -> Layout:
    """A hall with a few seats to spare."""
    if people <= FEW:
        columns = max(3, (people + 2) // 3)
        return Layout(
            blocks=[Block(place=1, kind=Kind.HOLLOW, columns=columns | 1, rows=max(2, (people - columns) // 3))]
        )
    rows = -(-(people - 7) // 10) + 1
    podium = Block(place=1, kind=Kind.PODIUM, columns=7)
    return Layout(blocks=[podium, Block(place=2, kind=Kind.ROWS, rows=rows, columns=10, aisles=(5,))])
