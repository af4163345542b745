"""交班、接班确认、补充。"""

from dataclasses import dataclass
from uuid import UUID

from meetings.dutydesk.models import HandOver, HandOverNote, HandOverReceipt, MatterStep, PendingMatter, StepKind
from meetings.dutydesk.models.handing_over import LONGEST_PART
from meetings.dutydesk.models.registers import LONGEST_WEATHER
from meetings.dutydesk.policy import desks, read_hand_over
from meetings.dutydesk.selectors.hand_overs import may_take_over, takers_of, turn_to_hand_over
from meetings.dutydesk.selectors.people import posts_of, staff_in_words
from meetings.dutydesk.telling import ROOM, ring_desk, tell, wait_for
from meetings.dutydesk.writing import note
from office.api import Actor, action, close_todo
from office.kernel import crash
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.wording import full_moment, moment_in_words


@dataclass(frozen=True, kw_only=True)
class HandingOver:
    """What the outgoing shift writes. Open matters are none of it: they go along by themselves."""

    summary: str
    devices: str = ""
    papers: str = ""
    calls: str = ""
    weather: str = ""


@action
def hand_over(unit_uid: UUID, turn_uid: UUID, said: HandingOver, *, by: Actor, key: UUID) -> HandOver:
    """交班：the outgoing signs, by his sign-in. All open matters stand in it, and wait for the next shift as they are.

    Raises NotThere, NotAllowed before its time or where it is not his shift, SomebodyWasFirst with who has handed over, Invalid.
    """
    desks.read_inside(unit_uid, by=by)
    unit = desks.take(unit_uid, by=by)
    turn = turn_to_hand_over(unit, by=by, turn=turn_uid)
    shift = turn.shift
    done = HandOver.objects.filter(unit=unit, ends_at=shift.ends_at).first()
    if done is not None:
        raise SomebodyWasFirst(
            f"没有交班：{done.names.get('name', '')}已于{moment_in_words(done.signed_at)}交过这一班。"
        )
    summary = clean_text(said.summary, "本班情况", LONGEST_PART, field="summary")
    if not summary:
        raise Invalid("没有交班：请写本班情况；没有事的，写“无异常情况”。", field="summary")
    pending = list(PendingMatter.objects.filter(unit=unit, closed_at__isnull=True))
    made = HandOver.objects.create(
        unit=unit,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        person=by.person,
        names=by.names(),
        staff=staff_in_words(shift.turns.select_related("role", "person").order_by("role__order", "place", "pk")),
        summary=summary,
        devices=clean_text(said.devices, "设备和钥匙", LONGEST_PART, field="devices"),
        papers=clean_text(said.papers, "收到的文件", LONGEST_PART, field="papers"),
        calls=clean_text(said.calls, "重要电话", LONGEST_PART, field="calls"),
        weather=clean_line(said.weather, "天气", LONGEST_WEATHER, field="weather"),
        matters=[_line(one) for one in pending],
    )
    crash.point("dutydesk.handed_over")
    incoming = [one for one in posts_of(one.person for one in takers_of(made)) if one.person_id != by.person.pk]
    title, url = f"请接班：{unit}", made.get_absolute_url()
    body = f"{by.person.name}已交班，未结事项{len(pending)}件。请看过后确认接班。"
    tell(unit, incoming, title, body=body, url=url, key=f"hand-over {made.uid}")
    wait_for(unit, incoming, _task(made), title, "接班确认", url=url, from_name=by.person.name)
    note(by, "handed_over", unit, f"未结事项{len(pending)}件")
    ring_desk(unit)
    return made


@action
def take_over(hand_over_uid: UUID, remarks: str = "", *, by: Actor, key: UUID) -> HandOver:
    """接班确认：the incoming has read it and signs, by his sign-in; each open matter is his from now on."""
    found = read_hand_over(hand_over_uid, by=by)
    unit = desks.take(found.unit.uid, by=by)
    receipt = HandOverReceipt.objects.filter(hand_over=found).first()
    if receipt is not None:
        raise SomebodyWasFirst(f"{receipt.names.get('name', '')}已于{moment_in_words(receipt.at)}接班，不用再确认。")
    if not may_take_over(found, by=by):
        raise NotAllowed(f"没有接班：这一班由{full_moment(found.ends_at)}之后的值班人员接。请由他们确认。")
    actor = desks.acting(unit, by=by)
    words = clean_text(remarks, "接班意见", LONGEST_PART, field="remarks")
    HandOverReceipt.objects.create(hand_over=found, person=by.person, names=actor.names(), remarks=words)
    pending = list(PendingMatter.objects.filter(unit=unit, closed_at__isnull=True))
    MatterStep.objects.bulk_create(
        MatterStep(matter=one, kind=StepKind.TAKEN_OVER, names=actor.names()) for one in pending
    )
    close_todo(ROOM, _task(found), why="已接班", done_by=actor.appointment)
    tell(unit, [found.person], f"{by.person.name}已接班：{unit}", body=words, url=found.get_absolute_url())
    note(actor, "taken_over", unit, f"接手未结事项{len(pending)}件{'；' if words else ''}{words}")
    ring_desk(unit)
    return found


@action
def add_to_hand_over(hand_over_uid: UUID, text: str, *, by: Actor, key: UUID) -> HandOver:
    """补充：by whoever handed over, took over, or keeps the unit; what was signed stays as it is."""
    found = read_hand_over(hand_over_uid, by=by)
    unit = desks.take(found.unit.uid, by=by)
    if not may_add(found, by=by):
        raise NotAllowed("没有补充：只有交班、接班的人和管理处室可以补充。")
    words = clean_text(text, "补充", LONGEST_PART, field="text")
    if not words:
        raise Invalid("没有补充：请写要补充什么。", field="text")
    actor = desks.acting(unit, by=by)
    HandOverNote.objects.create(hand_over=found, text=words, names=actor.names())
    note(actor, "hand_over_added_to", unit, words)
    ring_desk(unit)
    return found


def may_add(found: HandOver, *, by: Actor) -> bool:
    receipt = getattr(found, "receipt", None)
    own = {found.person_id, receipt.person_id if receipt is not None else None}
    return by.person.pk in own or desks.keeps(found.unit, by=by)


def _task(found: HandOver) -> str:
    return f"hand-over {found.uid}"


def _line(matter: PendingMatter) -> dict[str, str]:
    """As the signed record keeps it."""
    return {
        "uid": str(matter.uid),
        "what": matter.what,
        "since": full_moment(matter.opened_at),
        "by": str(matter.names.get("name", "")),
        "due": full_moment(matter.due_at) if matter.due_at is not None else "",
    }
