"""送阅与了结：whose turn it is, what waits for him, and when all is read. Called by the verbs, under the circulation's lock."""

from collections.abc import Iterable, Sequence

from docflow.circulation.models import Circulation, Order, Reading
from office import api as office
from office.api import Actor, Appointment
from office.kernel import crash
from office.kernel.clock import now
from realtime import api as realtime

ROOM = "circulation"
WHY = "传阅"
ALL_READ = "全部阅毕"
ALL_WITHDRAWN = "全部撤回"


def ask_due(circulation: Circulation, *, by: Actor) -> None:
    """Ask everybody whose turn it is now: all at once, or the next in order once the one before has read or was skipped."""
    waiting = list(circulation.readings.filter(withdrawn_at__isnull=True, read_at__isnull=True).order_by("place"))
    unasked = [one for one in waiting if one.asked_at is None and one.skipped_at is None]
    if circulation.order == Order.AT_ONCE:
        _ask(circulation, unasked, by=by)
        return
    while unasked and not any(one.is_waiting and one.skipped_at is None for one in waiting):
        _ask(circulation, [unasked.pop(0)], by=by)  # nobody there any more: he is passed over, and the next is asked


def holders_of(readings: Sequence[Reading]) -> dict[int, list[Appointment]]:
    """Who holds each reading today, by its row key: the person while he is in his post, each holder of a post."""
    people = {one.appointment_id for one in readings if one.appointment_id}
    posts = {one.post_id for one in readings if one.post_id}
    by_key = {one.pk: one for one in office.valid_appointments().filter(pk__in=people)}
    by_post: dict[int, list[Appointment]] = {}
    for one in office.valid_appointments().filter(post__in=posts).order_by("pk"):
        by_post.setdefault(one.post_id, []).append(one)
    return {
        one.pk: by_post.get(one.post_id, [])
        if one.post_id
        else [by_key[one.appointment_id]]
        if one.appointment_id in by_key
        else []
        for one in readings
    }


def ring_round(circulation: Circulation, *others: Iterable[Appointment]) -> None:
    """The open pages of its starter and of others show it as it is now."""
    realtime.ring([circulation.started_by, *(one for some in others for one in some)])


def stop_waiting(readings: Iterable[Reading], *, why: str, done_by: Appointment | None = None) -> None:
    """His to-do is gone; `done_by` only where he himself has read."""
    for one in readings:
        office.close_todo(ROOM, str(one.uid), why=why, done_by=done_by)


def end_if_read(circulation: Circulation, *, by: Actor) -> bool:
    """It ends by itself when nobody is left who has not read, and its starter is told."""
    left = circulation.readings.filter(withdrawn_at__isnull=True)
    if left.filter(read_at__isnull=True).exists():
        return False
    anybody = left.exists()
    circulation.ended_at, circulation.ended_why = now(), ALL_READ if anybody else ALL_WITHDRAWN
    circulation.save(update_fields=["ended_at", "ended_why"])
    if anybody and circulation.started_by.person_id != by.person.pk:
        tell_starter(circulation, f"《{circulation}》传阅已全部阅毕")
    return True


def tell_starter(circulation: Circulation, title: str, body: str = "") -> None:
    """A notice for the one who sent it round."""
    realtime.notify(
        [circulation.started_by],
        kind="circulation",
        title=title[:400],
        body=body,
        url=circulation.get_absolute_url(),
        about=circulation.paper_uid,
    )


def _ask(circulation: Circulation, readings: list[Reading], *, by: Actor) -> None:
    holders = holders_of(readings)
    asked = [one for one in readings if holders[one.pk]]
    for one in readings:
        if not holders[one.pk]:
            one.skipped_at, one.skipped_why = now(), "轮到时岗位空缺" if one.post_id else "轮到时已不在岗"
            one.save(update_fields=["skipped_at", "skipped_why"])
    everybody = [who for one in asked for who in holders[one.pk]]
    office.grant(circulation.paper_uid, *(office.appointment_key(who) for who in everybody), why=WHY)
    moment = now()
    Reading.objects.filter(pk__in=[one.pk for one in asked]).update(asked_at=moment)
    for one in asked:
        one.asked_at = moment
        office.open_todo(
            room=ROOM,
            kind="阅",
            about=circulation.paper_uid,
            task=str(one.uid),
            title=circulation.title,
            step="传阅",
            url=circulation.get_absolute_url(),
            holders=holders[one.pk],
            from_name=circulation.started_names["name"],
        )
    crash.point("circulation.asked")
    others = [who for who in everybody if who.person_id != by.person.pk]
    realtime.notify(
        others,
        kind="circulation",
        title=f"请您阅《{circulation}》"[:400],
        body=circulation.purpose,
        url=circulation.get_absolute_url(),
        about=circulation.paper_uid,
    )
    ring_round(circulation, everybody)
