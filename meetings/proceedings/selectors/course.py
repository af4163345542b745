"""会议进行到哪里: the items with their clock, who is called in, who waits, what comes next."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from meetings.convening import life
from meetings.convening.models import AgendaItem, Invitation, Meeting
from meetings.proceedings.models import ItemRun, ItemState
from meetings.proceedings.rules import course
from office.kernel.clock import now


@dataclass
class Item:
    """One item as it stands at a moment."""

    item: AgendaItem
    run: ItemRun
    clock: course.Clocked
    units: list[str]
    people: list[str] = field(default_factory=list)
    is_next: bool = False

    @property
    def state(self) -> str:
        return self.run.state

    @property
    def is_called(self) -> bool:
        return self.run.called_at is not None

    @property
    def may(self) -> list[str]:
        """What may be done with it, from the table that guards the acts."""
        return [verb for verb in ("begin", "end", "skip", "return") if course.is_possible(verb, self.state)]

    @property
    def taken_words(self) -> str:
        return course.span_words(self.clock.taken)

    @property
    def over_words(self) -> str:
        return course.over_words(self.clock.over)

    @property
    def is_over(self) -> bool:
        return self.clock.over > timedelta()

    @property
    def late_words(self) -> str:
        return course.span_words(self.clock.late) if self.clock.late >= timedelta(minutes=1) else ""

    @property
    def called(self) -> str:
        """Who sits in for it, in words."""
        return "、".join(dict.fromkeys([*self.units, *self.people]))


@dataclass
class Board:
    """All of it, at a moment."""

    meeting: Meeting
    at: datetime
    items: list[Item]
    expected_end: datetime

    @property
    def current(self) -> Item | None:
        return next((one for one in self.items if one.state == ItemState.RUNNING), None)

    @property
    def next(self) -> Item | None:
        return next((one for one in self.items if one.is_next), None)

    @property
    def coming(self) -> list[Item]:
        """Those ahead, the next one first."""
        ahead = [one for one in self.items if one.state == ItemState.AHEAD]
        return sorted(ahead, key=lambda one: not one.is_next)

    @property
    def called_in(self) -> list[Item]:
        return [one for one in self.items if one.is_called and self.meeting.state == life.RUNNING]

    @property
    def done(self) -> int:
        return sum(one.state == ItemState.DONE for one in self.items)

    @property
    def is_late(self) -> bool:
        """Whether it is likely to end after its time."""
        return self.meeting.state == life.RUNNING and self.expected_end > self.meeting.ends_at


def board_of(meeting: Meeting, moment: datetime | None = None) -> Board:
    """In a fixed number of questions, however many items there are."""
    at = moment or now()
    rows = list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("run", "organ", "department", "reporter__person")
        .prefetch_related("units__organ", "units__department")
        .order_by("place")
    )
    runs = [getattr(one, "run", None) or ItemRun(item=one, meeting=meeting) for one in rows]
    for row, run in zip(rows, runs, strict=True):
        run.item = row
    timed = [run.timed for run in runs]
    begun = meeting.state in life.HELD
    until = meeting.ended_at if meeting.state in (life.ENDED, life.MINUTED) and meeting.ended_at else at
    clock = course.clocked(timed, meeting.starts_at, until, begun=begun)
    place = course.next_of([run.state for run in runs])
    people = _people(meeting)
    items = [
        Item(
            row,
            run,
            told,
            [str(unit) for unit in row.units.all()],
            people.get(row.pk, []),
            is_next=n == place,
        )
        for n, (row, run, told) in enumerate(zip(rows, runs, clock, strict=True))
    ]
    return Board(meeting, at, items, course.expected_end(timed, meeting.starts_at, until, begun=begun))


def _people(meeting: Meeting) -> dict[int, list[str]]:
    """Who comes for one item alone, by the item's row key."""
    rows = Invitation.objects.filter(meeting=meeting, item__isnull=False, withdrawn_at__isnull=True)
    found: dict[int, list[str]] = {}
    for one in rows.select_related("person", "appointment__post__department__organ").order_by("order", "pk"):
        if one.takes_a_seat and one.item_id is not None:
            found.setdefault(one.item_id, []).append(f"{one.appointment.organ} {one.person.name}")
    return found
