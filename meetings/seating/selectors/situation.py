"""座次的全貌：the hall, who comes, who sits where. Read with the same number of statements for ten people and for a thousand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F

from meetings.convening.models import Answer, Capacity, Invitation, Meeting
from meetings.seating.models import KeptApart, SeatingPlan, Sitting
from meetings.seating.rules.assigning import Guest, Pair, too_close
from meetings.seating.rules.hall import Hall, build
from meetings.seating.rules.seats import Block, Side

CAPACITIES = {name: place for place, name in enumerate(Capacity.values)}


@dataclass(frozen=True)
class Situation:
    """A plan as it is. `people` in the order of their rank; `sittings` also of those who come no more, until the plan has followed."""

    plan: SeatingPlan
    blocks: Sequence[Block]
    people: Sequence[Invitation]
    sittings: Mapping[int, Sitting]
    apart: Sequence[KeptApart]

    @cached_property
    def hall(self) -> Hall:
        return hall_of(self.plan, self.blocks, self.at.values())

    @cached_property
    def at(self) -> dict[int, str]:
        """The code of the seat by the row key of the invitation."""
        return {key: one.code for key, one in self.sittings.items()}

    @cached_property
    def locked(self) -> dict[int, str]:
        return {key: one.code for key, one in self.sittings.items() if one.is_locked}

    @cached_property
    def seated(self) -> dict[str, Invitation]:
        """Who sits at a seat that is there."""
        by_key = {one.pk: one for one in self.people}
        return {code: by_key[key] for key, code in self.at.items() if key in by_key and code in self.hall.by_code}

    @cached_property
    def unseated(self) -> list[Invitation]:
        there = {one.pk for one in self.seated.values()}
        return [one for one in self.people if one.pk not in there]

    @property
    def guests(self) -> list[Guest]:
        """The people as the rules know them."""
        own = self.plan.meeting.organ_id
        units = [(one.pk, one.unit) for one in self.people]  # type: ignore[attr-defined] # `by_rank` brings it
        return [Guest(key, unit, Side.HOST if unit == own else Side.GUEST) for key, unit in units]

    @property
    def pairs(self) -> set[Pair]:
        return {frozenset({one.one_id, one.other_id}) for one in self.apart}

    @cached_property
    def too_close(self) -> set[Pair]:
        return set(too_close(self.hall, self.at, self.pairs))


def hall_of(plan: SeatingPlan, blocks: Sequence[Block], taken: Iterable[str]) -> Hall:
    """The hall of a plan with as many chairs on its podium as people."""
    return build(blocks, taken, right_is_senior=plan.right_is_senior)


def situation(plan: SeatingPlan, *, named: bool = True) -> Situation:
    """Everything of a plan; its meeting should be selected with it. Not `named`: who the people are is not read, for a hall is large."""
    return Situation(
        plan,
        [one.block for one in plan.blocks.all()],
        by_rank(plan.meeting, named=named),
        {one.invitation_id: one for one in plan.sittings.all()},
        list(plan.apart.select_related("one__person", "other__person")),
    )


def by_rank(meeting: Meeting, *, named: bool = True) -> list[Invitation]:
    """Those for whom a seat is kept: by capacity, those who come for one item alone behind the others, then by their rank."""
    rows = meeting.invitations.filter(withdrawn_at__isnull=True, answer__in=(Answer.OPEN, Answer.COMES))
    found = rows.annotate(unit=F("appointment__post__department__organ")).order_by()
    if named:
        found = found.select_related("person", "appointment__post")
        found = found.prefetch_related("appointment__post__department__organ")  # few, and the same for many people
    return sorted(found, key=lambda one: (CAPACITIES[one.capacity], one.item_id is not None, one.order, one.pk))


def plan_of(meeting: Meeting) -> SeatingPlan | None:
    """Its plan, or None while there is none."""
    plan = SeatingPlan.objects.select_related("changed_by__person").filter(meeting=meeting).first()
    if plan is not None:
        plan.meeting = meeting
    return plan
