"""Who sees a seating plan, and who changes it.

Its organisers change it; whoever takes the chair reads it with them. Those who come see their own seat, or all, once that is shown to them;
for others who may read the meeting it is there only when all is shown.
"""

from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from meetings.convening import life
from meetings.convening.models import Invitation, Meeting
from meetings.convening.policy import meetings
from meetings.seating.models import SeatingPlan, Shown
from meetings.seating.selectors.situation import plan_of
from office.api import Actor
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.wording import moment_in_words

WHAT = "该座次"


class Sight(IntEnum):
    """How much somebody sees."""

    OWN = 1
    NAMES = 2
    CHANGES = 3


@dataclass(frozen=True)
class Seen:
    """A meeting's plan as somebody sees it. `plan` is empty while its organiser has not made one; `mine` is his own invitation."""

    meeting: Meeting
    plan: SeatingPlan | None
    sight: Sight
    mine: Invitation | None


class Plans:
    """座次方案."""

    def read(self, uid: UUID, *, by: Actor) -> Seen:
        """That of a meeting; not his, not shown and not there are one refusal."""
        try:
            meeting = meetings.read(uid, by=by)
        except NotThere as error:
            raise NotThere(WHAT) from error
        plan = plan_of(meeting)
        mine = meetings.invitation(meeting, by=by)
        if meetings.organising(meeting, by=by) is not None:
            return Seen(meeting, plan, Sight.CHANGES, mine)
        if plan is None:
            raise NotThere(WHAT)
        if plan.shown == Shown.ALL or meetings.hosting(meeting, by=by) is not None:
            return Seen(meeting, plan, Sight.NAMES, mine)
        if plan.shown == Shown.OWN and mine is not None and mine.takes_a_seat:
            return Seen(meeting, plan, Sight.OWN, mine)
        raise NotThere(WHAT)

    def read_to_organise(self, uid: UUID, *, by: Actor) -> Seen:
        """One that he changes. Raises NotThere, NotAllowed."""
        seen = self.read(uid, by=by)
        meetings.ask_organiser(seen.meeting, by=by)
        return seen

    def take(self, uid: UUID, version: int, *, by: Actor, doing: str) -> tuple[SeatingPlan, Actor]:
        """One that he changes, as he saw it, its meeting locked. Raises NotThere, NotAllowed, SomebodyWasFirst."""
        self.read_to_organise(uid, by=by)
        meeting, organiser = meetings.take_to_organise(uid, by=by)
        refuse_when_over(meeting, doing=doing)
        plan = plan_of(meeting)
        if plan is None:
            raise NotThere(WHAT)
        refuse_unless_as_seen(plan, version, doing=doing)
        return plan, organiser


def refuse_when_over(meeting: Meeting, *, doing: str) -> None:
    """Raises NotAllowed for a meeting that is over or called off."""
    if meeting.state in life.OVER:
        raise NotAllowed(f"没有{doing}：会议{meeting.state_in_words}，座次不再改动。")


def refuse_unless_as_seen(plan: SeatingPlan, version: int, *, doing: str) -> None:
    """Raises SomebodyWasFirst where the plan has changed since it was drawn for him."""
    if plan.version != version:
        who = plan.changed_by.person.name if plan.changed_by is not None else "参会人员变动"
        raise SomebodyWasFirst(
            f"没有{doing}：{who}{moment_in_words(plan.changed_at)}已先改了座次（{plan.said}）。"
            "下面是最新的座次，您选的还在，请看过后再办。"
        )


plans = Plans()
