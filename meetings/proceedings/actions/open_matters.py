"""议定事项立项督办：all that were chosen in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from docflow.api import Source, SourceLink, Wish, open_matter
from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.actions.deciding import place_units, units_named
from meetings.proceedings.actions.issue_minutes import excerpt_of
from meetings.proceedings.models import Decision
from meetings.proceedings.policy import decision_of, take_to_run
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import Invalid, SomebodyWasFirst

LONGEST_TITLE = 120
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """A decision as it was confirmed: who leads it and by when. Who helps and who answers for it stands in the decision."""

    decision: UUID
    lead: UUID | None
    due_on: date | None


@action
def open_matters(meeting_uid: UUID, confirmed: Sequence[Confirmed], *, by: Actor, key: UUID) -> Meeting:
    """立项督办：each of them becomes a supervised item of its own, and all of them do or none. What is supervised already is never opened twice.

    Raises Invalid, naming the decision, SomebodyWasFirst where one of them has been opened meanwhile.
    """
    if not confirmed:
        raise Invalid("没有立项：请至少选一条议定事项。")
    if len(confirmed) > MOST:
        raise Invalid(f"没有立项：一次最多{MOST}条。请分几次立项。")
    meeting, actor = take_to_run(meeting_uid, by=by)
    if meeting.state not in (life.ENDED, life.MINUTED):
        raise SomebodyWasFirst(f"没有立项：会议现在是“{meeting.state_in_words}”，结束以后才立项督办。")
    numbers = []
    for one in confirmed:
        decision = decision_of(meeting, one.decision)
        if decision.matter_uid is not None:
            raise SomebodyWasFirst(
                f"都没有立项：第{_where(decision)}条已经立项（{decision.matter_number}）。请刷新页面再选。"
            )
        numbers.append(_opened(meeting, decision, one, actor, uuid5(key, str(decision.uid))))
        crash.point("proceedings.matter_opened")
    record(
        actor,
        "proceedings.matters_opened",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=f"{len(numbers)}件：{'、'.join(numbers)}"[:400],
    )
    return meeting


def _opened(meeting: Meeting, decision: Decision, said: Confirmed, by: Actor, key: UUID) -> str:
    """The number that it got."""
    where = _where(decision)
    try:
        helping = [one.unit.uid for one in decision.co_units.select_related("organ", "department") if one.unit]
        lead, co_units = units_named(meeting, said.lead, helping)
        decision.due_on = said.due_on
        place_units(decision, lead, co_units)
        excerpt = excerpt_of(meeting, decision.item)
        matter = open_matter(
            Wish(
                title=title_of(decision),
                content=decision.text,
                lead=said.lead,
                co_units=[uid for uid in helping if uid != said.lead],
                leader=decision.leader.uid if decision.leader is not None else None,
                due_on=said.due_on,
                source=SourceLink(kind=Source.DECISION, uid=excerpt.uid, url=excerpt.get_absolute_url()),
                basis=f"{'内部会议' if meeting.is_closed else meeting}议定事项第{where}条",
            ),
            by=by,
            key=key,
        )
    except Invalid as refusal:
        raise Invalid(f"都没有立项。第{where}条：{refusal.sentence}", field=f"{decision.uid}") from refusal
    decision.matter_uid, decision.matter_number = matter.uid, matter.number
    decision.save(update_fields=["matter_uid", "matter_number"])
    return matter.number


def title_of(decision: Decision) -> str:
    """The first sentence, in one line."""
    line = " ".join(decision.text.split())
    first = line.split("。")[0].split("；")[0]
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


def _where(decision: Decision) -> str:
    """2.1: the item's place and the decision's."""
    return f"{decision.item.place}.{decision.place}"
