"""催阅。"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from docflow.circulation import policy
from docflow.circulation.asking import ROOM, WHY, holders_of, ring_round
from docflow.circulation.models import Reading, Reminder
from office import api as office
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from realtime import api as realtime

REST = timedelta(hours=4)
"""How long somebody who was urged is left in peace."""


@action
def remind(circulation_uid: UUID, readings: Sequence[UUID] = (), *, by: Actor, key: UUID) -> Reminder:
    """催阅：tell those who were asked and have not read, all or the named ones. A post is held by whoever is in it now."""
    circulation, keeper = policy.circulations.take_to_keep(circulation_uid, by=by, granting=True)
    missing = [one for one in circulation.readings.filter(read_at__isnull=True) if one.is_waiting]
    if readings:
        missing = [one for one in missing if one.uid in set(readings)]
    if not missing:
        raise NotAllowed("没有要催的人：已送到的都已阅过。")
    moment = now()
    due = [one for one in missing if one.reminded_at is None or one.reminded_at <= moment - REST]
    if not due:
        raise NotAllowed(f"未阅的人{REST // timedelta(hours=1)}小时内都催过了。请稍后再催。")
    holders = holders_of(due)
    due = [one for one in due if holders[one.pk]]
    if not due:
        raise NotAllowed("未阅的人都已不在岗，催不到。可以撤回他们的，另行加阅。")
    for one in due:
        _hold_anew(one, holders[one.pk])
    Reading.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=moment)
    everybody = [who for one in due for who in holders[one.pk]]
    office.grant(circulation.paper_uid, *(office.appointment_key(who) for who in everybody), why=WHY)
    realtime.notify(
        everybody,
        kind="circulation",
        title=f"催阅：《{circulation}》"[:400],
        body=circulation.purpose,
        url=circulation.get_absolute_url(),
        about=circulation.paper_uid,
    )
    ring_round(circulation)
    record(
        keeper,
        "circulation.reminded",
        stream=f"circulation:{circulation.uid}",
        about=circulation.paper_uid,
        title=circulation.title,
        opinion=f"催{len(due)}人",
        readings=[str(one.uid) for one in due],
    )
    return Reminder.objects.create(
        circulation=circulation, names=keeper.names(), told=len(due), spared=len(missing) - len(due)
    )


def _hold_anew(reading: Reading, holders: list[office.Appointment]) -> None:
    """Whoever came into the post meanwhile has it before him too."""
    if reading.post_id is not None:
        office.change_holders(ROOM, str(reading.uid), holders)
