"""Writing who has which place: conflicts first, then the rows, the version, the history, and a notice to those concerned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from meetings.duty.models import Roster, Turn
from meetings.duty.problems import Key, Month, Seat
from meetings.duty.rota.check import Breach, Violation, check
from meetings.duty.swapping import lapse_of
from meetings.duty.wording import place_words
from office.api import Actor, Person, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.wording import moment_in_words
from realtime import api as realtime

NEVER = frozenset({Breach.AT_ONCE, Breach.ABSENT, Breach.CROWDED, Breach.UNKNOWN, Breach.NOT_THERE, Breach.LOCK})
"""What no keeper may write, however much he wants it: nobody is in two places, nor where he is not."""
MOST_SAID = 6
OPINION = 380


@dataclass(frozen=True)
class Changed:
    """One place and what became of it: `before` is None where it was empty."""

    seat: Seat
    before: Person | None
    after: Person
    turn: Turn

    @property
    def words(self) -> str:
        if self.before is None:
            return f"{place_words(self.seat.shift, self.seat.role)}：{self.after}"
        return f"{place_words(self.seat.shift, self.seat.role)}由{self.before}改为{self.after}"


class Conflicting(Invalid):
    """The change breaks rules: each in a sentence. `is_final`: nobody may want it nevertheless."""

    def __init__(self, violations: Sequence[Violation], before: str = "没有改") -> None:
        self.sentences = [one.words for one in violations]
        self.is_final = any(one.breach in NEVER for one in violations)
        more = f"另有{len(violations) - MOST_SAID}条。" if len(violations) > MOST_SAID else ""
        super().__init__(f"{before}：{''.join(self.sentences[:MOST_SAID])}{more}")


def new_conflicts(month: Month, changes: Mapping[Key, int]) -> list[Violation]:
    """What a change would break that is not broken already."""
    known = {one.words for one in month.broken}
    return [one for one in check(month.problem, month.with_changes(changes)) if one.words not in known]


def refuse_conflicts(
    month: Month, changes: Mapping[Key, int], *, insists: bool = False, before: str = "没有改"
) -> list[Violation]:
    """The conflicts that are put up with. Raises Conflicting."""
    found = new_conflicts(month, changes)
    refusal = Conflicting(found, before)
    if found and not (insists and not refusal.is_final):
        raise refusal
    return found


def refuse_outdated(roster: Roster, seen: int) -> None:
    """Somebody else changed it after the page was drawn. Raises SomebodyWasFirst, naming him and when."""
    if roster.version != seen:
        whose = f"{roster.changed_by.person.name}" if roster.changed_by else "换班或后台作业"
        at = moment_in_words(roster.changed_at) if roster.changed_at else ""
        raise SomebodyWasFirst(f"没有改：{whose}{at}已先改了这张表。下面是现在的安排，请看过再改。")


def touch(roster: Roster, by: Actor | None) -> None:
    """One more change of it."""
    roster.version += 1
    roster.changed_at, roster.changed_by = now(), by.appointment if by else None
    roster.save(update_fields=["version", "changed_at", "changed_by"])


def write_changes(
    month: Month, changes: Mapping[Key, int], *, by: Actor | None, act: str, why: str = "", tells: bool = True
) -> list[Changed]:
    """Inside an action that holds the unit, after the conflicts were looked at. Places that stay as they are are passed over."""
    moment = now()
    wanted = [
        (seat, month.people[changes[seat.key]])
        for seat in month.seats
        if seat.key in changes and not (seat.turn and seat.turn.person_id == changes[seat.key])
    ]
    changed = [
        Changed(seat, seat.turn.person if seat.turn else None, person, seat.turn or _new(seat, person))
        for seat, person in wanted
    ]
    moved = [one for one in changed if one.before is not None]
    if len(changed) > 1:
        _step_aside([one.turn for one in moved])
    for one in changed:
        one.turn.person, one.turn.changed_at = one.after, moment
        one.turn.sequence += one.before is not None
        one.turn.starts_at, one.turn.ends_at = one.seat.shift.starts_at, one.seat.shift.ends_at
    Turn.objects.bulk_create([one.turn for one in changed if one.before is None])
    crash.point("duty.turns_half_written")
    for one in moved:
        one.turn.save(update_fields=["person", "changed_at", "sequence", "starts_at"])
    if changed:
        touch(month.roster, by)
        lapse_of(one.turn.pk for one in moved)
        if tells:
            tell_changed(month.roster, changed, by=by, why=why)
        said = "；".join(one.words for one in changed) if len(changed) <= MOST_SAID else f"共{len(changed)}班"
        record(
            by,
            f"duty.{act}",
            stream=f"duty:{month.roster.unit.uid}",
            about=month.roster.uid,
            title=str(month.roster),
            opinion=f"{said[:OPINION]}{f'（{why}）' if why else ''}",
            turns=[one.words for one in changed],
        )
    return changed


def _new(seat: Seat, person: Person) -> Turn:
    return Turn(
        shift=seat.shift,
        role=seat.role,
        place=seat.place,
        person=person,
        starts_at=seat.shift.starts_at,
        ends_at=seat.shift.ends_at,
    )


def _step_aside(turns: Sequence[Turn]) -> None:
    """Two of one shift that change places are for a moment both in it, and so is one who fills an empty place of it instead of his own: each begins a
    little later until all are written."""
    for n, one in enumerate(turns, 1):
        one.starts_at += timedelta(microseconds=n)
    Turn.objects.bulk_update(turns, ["starts_at"])


def tell_changed(roster: Roster, changed: Iterable[Changed], *, by: Actor | None, why: str = "") -> None:
    """Of a published month: who has a turn less and who has one more; not him who did it."""
    if not roster.is_published:
        return
    told: dict[int, tuple[Person, list[str]]] = {}
    for one in changed:
        words = place_words(one.seat.shift, one.seat.role)
        if one.before is not None:
            told.setdefault(one.before.pk, (one.before, []))[1].append(f"{words}改由{one.after}值")
        told.setdefault(one.after.pk, (one.after, []))[1].append(f"{words}改由您值")
    for person, said in told.values():
        if by is None or person.pk != by.person.pk:
            realtime.notify(
                [person],
                kind="duty",
                title=f"值班有变动：{'，'.join(said)}"[:400],
                body=f"{roster.unit}。{why}",
                url=my_duties(),
                about=roster.uid,
            )


def my_duties() -> str:
    """我的值班: where notices lead."""

    return reverse("duty:mine")
