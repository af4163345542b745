"""Turns that change hands, also across two months: each month is checked with what changes in the other, and all are written or none."""

from collections import defaultdict
from collections.abc import Iterable

from meetings.duty.changing import refuse_conflicts, write_changes
from meetings.duty.models import Roster, Turn
from meetings.duty.problems import Key, Month, month_of
from office.api import Actor, Person


def changes_of(turn: Turn, other: Person, other_turn: Turn | None, asker: Person) -> list[tuple[Turn, Person]]:
    """Who gets what."""
    return [(turn, other)] + ([(other_turn, asker)] if other_turn is not None else [])


def months_with(changes: Iterable[tuple[Turn, Person]]) -> list[tuple[Month, dict[Key, int]]]:
    """The months concerned, each with what changes in it and knowing what changes in the others."""
    by_roster: dict[int, dict[Key, int]] = defaultdict(dict)
    rosters: dict[int, Roster] = {}
    given = {turn.pk: person.pk for turn, person in changes}
    for turn, person in changes:
        roster = turn.shift.roster
        rosters[roster.pk] = roster
        by_roster[roster.pk][turn.shift_id, turn.role_id, turn.place] = person.pk
    return [(month_of(rosters[key], besides=given), those) for key, those in sorted(by_roster.items())]


def refuse_what_breaks(changes: list[tuple[Turn, Person]], *, before: str, insists: bool = False) -> None:
    """Raises Conflicting with what the change would break."""
    for month, those in months_with(changes):
        refuse_conflicts(month, those, insists=insists, before=before)


def exchange(
    changes: list[tuple[Turn, Person]],
    *,
    by: Actor,
    why: str,
    before: str,
    insists: bool = False,
    tells: bool = True,
) -> None:
    """Write it, in all months concerned; they are checked before any is written."""
    found = months_with(changes)
    for month, those in found:
        refuse_conflicts(month, those, insists=insists, before=before)
    for month, those in found:
        write_changes(month, those, by=by, act="swapped", why=why, tells=tells)
