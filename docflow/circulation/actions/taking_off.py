"""撤回送阅、跳过。"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from docflow.circulation import policy
from docflow.circulation.asking import WHY, ask_due, end_if_read, holders_of, ring_round, stop_waiting
from docflow.circulation.models import Circulation, Order, Reading
from office import api as office
from office.api import Actor, Appointment, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line

LONGEST_REASON = 400


@action
def withdraw_readers(
    circulation_uid: UUID, readings: Sequence[UUID], *, by: Actor, key: UUID, reason: str = ""
) -> Circulation:
    """撤回送阅：take readers off before they have read. What the circulation alone let them read is closed to them again."""
    circulation, keeper = policy.circulations.take_to_keep(circulation_uid, by=by, granting=True)
    rows = _named(circulation, readings)
    if read := [one for one in rows if one.read_at is not None]:
        raise SomebodyWasFirst(f"{read[0].called}已经阅过，不能撤回。其余的人也没有撤回，请去掉他再办。")
    reason = clean_line(reason, "缘由", LONGEST_REASON, field="reason")
    if all(one.withdrawn_at for one in rows):
        raise SomebodyWasFirst("已经撤回，不用再办。请刷新页面看最新情况。")
    rows = [one for one in rows if one.withdrawn_at is None]
    Reading.objects.filter(pk__in=[one.pk for one in rows]).update(withdrawn_at=now())
    stop_waiting(rows, why="发起人撤回")
    _close_paper(circulation, rows)
    if circulation.order == Order.IN_ORDER:
        ask_due(circulation, by=keeper)
    end_if_read(circulation, by=keeper)
    ring_round(circulation, *holders_of(rows).values())
    _record(circulation, "circulation.withdrawn", rows, reason, by=keeper)
    return circulation


@action
def skip_reader(circulation_uid: UUID, reading_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Circulation:
    """跳过：the next in order is asked without waiting for him; he may still read."""
    circulation, keeper = policy.circulations.take_to_keep(circulation_uid, by=by, granting=True)
    (reading,) = _named(circulation, [reading_uid])
    if circulation.order != Order.IN_ORDER:
        raise NotAllowed("同时传阅不分先后，不用跳过。")
    if not reading.is_waiting or reading.skipped_at is not None:
        raise SomebodyWasFirst(f"现在不在{reading.called}那里了。请刷新页面，看过最新情况再办。")
    reading.skipped_why = clean_line(reason, "缘由", LONGEST_REASON, field="reason")
    if not reading.skipped_why:
        raise Invalid(f"请写明为什么跳过{reading.called}。", field="reason")
    reading.skipped_at = now()
    reading.save(update_fields=["skipped_at", "skipped_why"])
    ask_due(circulation, by=keeper)
    _record(circulation, "circulation.skipped", [reading], reading.skipped_why, by=keeper)
    return circulation


def _named(circulation: Circulation, readings: Sequence[UUID]) -> list[Reading]:
    rows = list(circulation.readings.filter(uid__in=list(readings)))
    if not rows or len(rows) != len(set(readings)):
        raise Invalid("请选择要办的是哪几位。", field="readings")
    return rows


def _close_paper(circulation: Circulation, withdrawn: Iterable[Reading]) -> None:
    """End the grants of those whom no other reading of this paper needs."""
    asked = [one for one in withdrawn if one.asked_at is not None]
    posts = {one.post_id for one in asked if one.post_id}
    people = {one.appointment_id for one in asked if one.appointment_id}
    others = Reading.objects.filter(
        circulation__paper_uid=circulation.paper_uid, withdrawn_at__isnull=True, asked_at__isnull=False
    )
    kept_people, kept_posts, kept_readers = (
        set(others.values_list(field, flat=True)) for field in ("appointment", "post", "read_by")
    )
    gone = Appointment.objects.filter(pk__in=people) | Appointment.objects.filter(post__in=posts)
    gone = gone.exclude(pk__in=(kept_people | kept_readers) - {None}).exclude(post__in=kept_posts - {None})
    office.revoke(circulation.paper_uid, *(office.appointment_key(one) for one in gone), why=WHY)


def _record(circulation: Circulation, act: str, rows: Sequence[Reading], reason: str, *, by: Actor) -> None:
    names = "、".join(one.called for one in rows[:20]) + (f"等{len(rows)}人" if len(rows) > 20 else "")
    record(
        by,
        act,
        stream=f"circulation:{circulation.uid}",
        about=circulation.paper_uid,
        title=circulation.title,
        opinion=f"{names}：{reason}" if reason else names,
        readings=[str(one.uid) for one in rows],
    )
