"""材料的次序。"""

from collections.abc import Sequence
from uuid import UUID

from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.materials.policy import refuse_settled
from office.api import Actor, action
from office.kernel.refusals import SomebodyWasFirst


@action
def arrange(meeting_uid: UUID, order: Sequence[UUID], *, by: Actor, key: UUID) -> Meeting:
    """排序：the materials of one item, or of the whole meeting, all of them, as they are to stand. Raises SomebodyWasFirst where they are others."""
    meeting, _ = meetings.take_to_organise(meeting_uid, by=by)
    refuse_settled(meeting, doing="排序")
    there = {one.uid: one for one in meeting.materials.all()}
    moved = [there[uid] for uid in order if uid in there]
    items = {one.item_id for one in moved}
    together = {one.uid for one in there.values() if one.item_id in items}
    if len(items) != 1 or set(order) != together or len(order) != len(together):
        raise SomebodyWasFirst("没有排序：这一项的材料刚有增减。请刷新页面后再排。")
    for place, one in enumerate(moved):
        if one.order != place:
            one.order = place
            one.save(update_fields=["order"])
    return meeting
