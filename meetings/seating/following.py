"""随人员变动：a plan follows those who come. Called inside the action that changes them, with the meeting locked."""

from meetings.convening import life
from meetings.convening.models import Invitation, Meeting
from meetings.seating.rules.assigning import follow
from meetings.seating.selectors.situation import Situation, plan_of, situation
from meetings.seating.settling import settle


def follow_people(meeting: Meeting) -> None:
    """Whoever comes no more gives his seat up, a gap on the podium is closed, newcomers and stand-ins are seated; all others keep theirs."""
    if meeting.state in life.OVER or (plan := plan_of(meeting)) is None:
        return
    there = situation(plan)
    instead = stand_ins(there) if plan.stand_in_sits else {}
    at = follow(there.hall, there.guests, held=there.at, locked=there.locked, apart=there.pairs, instead=instead)
    locked = {key for key in there.locked if at.get(key) == there.locked[key]}
    locked |= {new for new, old in instead.items() if old in there.locked and at.get(new) == there.locked[old]}
    if at != there.at or locked != there.locked.keys():
        settle(there, at, locked, by=None, act="followed", said=_told(there, at), can_be_taken_back=False)


def stand_ins(there: Situation) -> dict[int, int]:
    """Whose seat somebody takes: that of whom he stands in for, or, if that one comes after all, his own back."""
    asked = {one.pk: one.stands_in_for_id for one in there.people if one.stands_in_for_id is not None}
    gone = there.sittings.keys() - {one.pk for one in there.people}
    back = Invitation.objects.filter(pk__in=gone, stands_in_for__isnull=False).values_list("stands_in_for_id", "pk")
    return asked | dict(back)


def _told(there: Situation, at: dict[int, str]) -> str:
    """沈岚的座位空出，马晓云入座，2人在主席台递补."""
    before = there.at
    gone = Invitation.objects.filter(pk__in=before.keys() - at.keys()).values_list("person__name", flat=True)
    come = [one.person.name for one in there.people if one.pk in at and one.pk not in before]
    moved = sum(1 for key, code in at.items() if key in before and before[key] != code)
    said = [f"{_names(list(gone))}的座位空出" if gone else "", f"{_names(come)}入座" if come else ""]
    return "，".join(filter(None, [*said, f"{moved}人递补" if moved else ""])) or "座位有变动"


def _names(names: list[str]) -> str:
    return "、".join(names[:3]) + (f"等{len(names)}人" if len(names) > 3 else "")
