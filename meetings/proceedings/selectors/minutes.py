"""纪要写些什么: the words of a meeting, its people and its items, as they stand."""

from collections.abc import Iterable
from datetime import date

from meetings.convening.models import AgendaItem, Answer, Capacity, Invitation, Meeting
from meetings.proceedings.models import Ballot, Decision, ItemState
from meetings.proceedings.presence import people_of, present_at
from meetings.proceedings.rules.minutes import DecisionLine, ItemLines, MinutesLines, body_of, title_of
from meetings.proceedings.selectors.ballots import outcomes_of
from office.kernel.wording import full_day


def text_of_minutes(meeting: Meeting) -> tuple[str, tuple[str, ...]]:
    """Title and paragraphs."""
    lines = lines_of(meeting)
    return title_of(lines), body_of(lines)


def lines_of(meeting: Meeting) -> MinutesLines:
    people, there = people_of(meeting), present_at(meeting)
    return MinutesLines(
        meeting=meeting.title,
        ordinal=f"第{meeting.ordinal}次" if meeting.ordinal else "",
        when=meeting.slot.words,
        where=meeting.where,
        host=meeting.host.person.name,
        attending=_names(there, Capacity.ATTENDING),
        sitting_in=[named(one) for one in there if one.capacity == Capacity.SITTING_IN],
        excused=[one.person.name for one in people if one.answer in {Answer.AWAY, Answer.REPLACED}],
        items=list(_items(meeting)),
    )


def named(one: Invitation) -> str:
    """市财政局 何敏: who sits in is named with where he comes from."""
    home = one.appointment
    unit = home.organ if home.organ.pk != one.meeting.organ_id else home.department
    return f"{unit} {one.person.name}"


def decision_line(one: Decision) -> DecisionLine:
    return DecisionLine(
        text=one.text,
        lead=str(one.lead or ""),
        co_units=[str(unit) for unit in one.co_units.all()],
        leader=one.leader.person.name if one.leader is not None else "",
        due=day_words(one.due_on),
    )


def day_words(day: date | None) -> str:
    """As a document writes it, with its year."""
    return full_day(day) if day is not None else ""


def decisions_by_item(meeting: Meeting) -> dict[int, list[Decision]]:
    """The decisions of each item (its row key), with their units, in a fixed number of questions."""
    rows = Decision.objects.filter(meeting=meeting).select_related("organ", "department", "leader__person", "item")
    found: dict[int, list[Decision]] = {}
    for one in rows.prefetch_related("co_units__organ", "co_units__department").order_by("item__place", "place"):
        found.setdefault(one.item_id, []).append(one)
    return found


def _names(people: Iterable[Invitation], capacity: str) -> list[str]:
    return [one.person.name for one in people if one.capacity == capacity]


def _items(meeting: Meeting) -> Iterable[ItemLines]:
    decisions = decisions_by_item(meeting)
    votes: dict[int, list[str]] = {}
    outcomes = outcomes_of(meeting)
    for ballot in Ballot.objects.filter(meeting=meeting, pk__in=outcomes).order_by("pk"):
        votes.setdefault(ballot.item_id, []).append(outcomes[ballot.pk].words)
    for item in AgendaItem.objects.filter(meeting=meeting).select_related("run", "organ", "department"):
        run = getattr(item, "run", None)
        yield ItemLines(
            title=item.title,
            unit=str(item.unit or ""),
            votes=votes.get(item.pk, []),
            decisions=[decision_line(one) for one in decisions.get(item.pk, [])],
            was_put_off=run is not None and run.state == ItemState.SKIPPED and item.pk not in decisions,
        )
