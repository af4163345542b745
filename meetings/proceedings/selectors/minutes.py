"""纪要写些什么: the words of a meeting, its people and its items, as they stand."""

from collections.abc import Iterable, Iterator
from datetime import date

from docflow.api import DraftText
from meetings.convening.models import AgendaItem, Answer, Capacity, Invitation, Meeting
from meetings.proceedings.models import Ballot, Decision, ItemState
from meetings.proceedings.presence import people_of, present_at
from meetings.proceedings.rules.minutes import DecisionLine, ItemLines, MinutesLines, body_of, title_of
from meetings.proceedings.selectors.ballots import outcomes_of
from office.kernel.clock import day_of
from office.kernel.wording import full_day

KIND = "纪要"


def text_of_minutes(meeting: Meeting) -> DraftText:
    """Title, paragraphs, and who was there, who had leave, who sat in: as they signed in, or where nobody does, as they answered."""
    lines, there = lines_of(meeting), present_at(meeting)
    away = [one for one in people_of(meeting) if one.answer in {Answer.AWAY, Answer.REPLACED} and one not in there]
    return DraftText(
        kind=KIND,
        title=title_of(lines),
        body=body_of(lines),
        attending=tuple(_named(there, Capacity.ATTENDING)),
        excused=tuple(_named(away, Capacity.HOST, Capacity.ATTENDING, Capacity.SITTING_IN)),
        sitting_in=tuple(_named(there, Capacity.SITTING_IN)),
    )


def lines_of(meeting: Meeting) -> MinutesLines:
    return MinutesLines(
        meeting=meeting.title,
        ordinal=f"第{meeting.ordinal}次" if meeting.ordinal else "",
        when=f"{day_of(meeting.starts_at).year}年{meeting.slot.words}",
        where=meeting.where,
        host=meeting.host.person.name,
        items=list(_items(meeting)),
    )


def named(one: Invitation) -> str:
    """市财政局何敏; 周望川 where he attends in his own organ; 财务科何敏 where he sits in; 何敏（代沈岚） where he stands in."""
    home = one.appointment
    own = home.organ.pk == one.meeting.organ_id
    unit = "" if own and one.capacity != Capacity.SITTING_IN else str(home.department if own else home.organ)
    instead = f"（代{one.stands_in_for.person.name}）" if one.stands_in_for is not None else ""
    return f"{unit}{one.person.name}{instead}"


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


def _named(people: Iterable[Invitation], *capacities: str) -> Iterator[str]:
    yield from (named(one) for one in people if one.capacity in capacities)


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
