"""布置会场：how the seats of a meeting stand, and by which rules they are given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from meetings.convening.policy import meetings
from meetings.seating.models import SeatingBlock, SeatingPlan
from meetings.seating.models.plans import MOST_COLUMNS, MOST_ROWS
from meetings.seating.policy import WHAT, refuse_unless_as_seen, refuse_when_over
from meetings.seating.rules.assigning import arrange, follow
from meetings.seating.rules.hall import MOST, size_of
from meetings.seating.rules.seats import Block, Kind
from meetings.seating.selectors.situation import plan_of, situation
from meetings.seating.settling import settle
from office.api import Actor, action
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_line

DOING = "布置会场"
MOST_BLOCKS = 8
LONGEST_NAME = 20


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The parts of a hall from the front to the back, and the rules of its seats."""

    blocks: Sequence[Block]
    right_is_senior: bool = False
    together: bool = False
    stand_in_sits: bool = True


@action
def lay_out(meeting_uid: UUID, layout: Layout, version: int, *, by: Actor, key: UUID) -> SeatingPlan:
    """布置会场: the first time everybody is seated by rank; later whoever still has a seat keeps it, unless other kinds of seats stand there.

    `version` is 0 while there is no plan. Raises NotThere, NotAllowed, SomebodyWasFirst, Invalid.
    """
    blocks = checked(layout.blocks)
    try:
        meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    except NotThere as error:
        raise NotThere(WHAT) from error
    refuse_when_over(meeting, doing=DOING)
    plan = plan_of(meeting) or SeatingPlan(meeting=meeting)
    refuse_unless_as_seen(plan, version, doing=DOING)
    before = [one.kind for one in plan.blocks.all()] if plan.pk else []
    plan.right_is_senior, plan.together = layout.right_is_senior, layout.together
    plan.stand_in_sits = layout.stand_in_sits
    plan.save()
    plan.blocks.all().delete()
    SeatingBlock.objects.bulk_create(
        SeatingBlock(
            plan=plan,
            place=one.place,
            kind=one.kind,
            rows=one.rows,
            columns=one.columns,
            aisles=list(one.aisles),
            door_at_end=one.door_at_end,
            name=one.name,
        )
        for one in blocks
    )
    there = situation(plan)
    if before == [one.kind for one in blocks]:
        at = follow(there.hall, there.guests, held=there.at, locked=there.locked, apart=there.pairs)
        locked = {key for key, code in there.locked.items() if at.get(key) == code}
    else:
        at = arrange(there.hall, there.guests, apart=there.pairs, together=plan.together)
        locked = set()
    seats = sum(size_of(one) for one in blocks)
    settle(there, at, locked, by=organiser, act="laid_out", said=f"布置会场{seats}座", can_be_taken_back=False)
    return plan


def checked(blocks: Sequence[Block]) -> list[Block]:
    """The parts with their places, fit to be kept. Raises Invalid, naming the field."""
    if not blocks or len(blocks) > MOST_BLOCKS:
        raise Invalid("没有布置：请至少选一种座位排法。", field="kind")
    found = []
    for place, one in enumerate(blocks, 1):
        rows = 1 if one.kind == Kind.TABLE else one.rows
        if not (1 <= rows <= MOST_ROWS and 1 <= one.columns <= MOST_COLUMNS):
            raise Invalid(f"没有布置：排数最多{MOST_ROWS}，每排最多{MOST_COLUMNS}座，都不能为0。", field="rows")
        name = clean_line(one.name, "名称", LONGEST_NAME, field="name")
        aisles = tuple(sorted({n for n in one.aisles if 1 <= n < one.columns})) if one.kind == Kind.ROWS else ()
        found.append(replace(one, place=place, rows=rows, name=name, aisles=aisles))
    if sum(size_of(one) for one in found) > MOST:
        raise Invalid(f"没有布置：会场最多排{MOST}座。请减少排数或座数。", field="rows")
    return found
