"""来件跟着文书走：what waits for an organ's clerks waits for those of today, not for those of the day on which it was sent."""

from django.db import transaction

from docflow.distribution.actions.send_back import STEP
from docflow.distribution.models import Delivery, DeliveryState
from docflow.distribution.policy import RECEIVES, ROOM, SENDS, returned_task
from docflow.distribution.selectors.addressing import receivers_of
from docflow.distribution.selectors.unsettled import UNSETTLED
from office.api import Appointment, Todo, appointment_key, change_holders, grant, holders_of
from office.kernel.transactions import lock_only
from realtime import api as realtime


def tend_waiting() -> int:
    """The clock's: who came to sign, or to handle what was sent back, finds it among his to-dos; who has left holds it no more.

    Where nobody is there today it stays where it was. Returns how many changed hands.
    """
    rows = list(Delivery.objects.filter(UNSETTLED).select_related("receiver", "document__organ"))
    if not rows:
        return 0
    clerks, stand_ins = receivers_of({one.receiver for one in rows})
    senders = holders_of({one.document.organ for one in rows}, SENDS)
    held = _held()
    changed = 0
    for row in rows:
        awaited = row.state == DeliveryState.DELIVERED
        wanted = (clerks | stand_ins).get(row.receiver_id) if awaited else senders.get(row.document.organ_id)
        there = held.get(_task(row))
        if wanted and there is not None and {one.pk for one in wanted} != there:
            changed += _hand_on(row, wanted, there)
    return changed


def _held() -> dict[str, set[int]]:
    """Whom each open to-do of the room waits for."""
    found: dict[str, set[int]] = {}
    todos = Todo.objects.open().filter(room=ROOM)
    for task, holder in todos.values_list("task", "holders__appointment"):
        found.setdefault(task, set()).add(holder)
    return found


def _task(delivery: Delivery) -> str:
    return str(delivery.uid) if delivery.state == DeliveryState.DELIVERED else returned_task(delivery)


def _hand_on(delivery: Delivery, wanted: list[Appointment], before: set[int]) -> bool:
    """Whether it still waited when its row was locked; then it waits for these."""
    new = [one for one in wanted if one.pk not in before]
    with transaction.atomic():
        lock_only(Delivery.objects.filter(pk=delivery.pk), "delivery")
        if not Delivery.objects.filter(UNSETTLED, pk=delivery.pk, state=delivery.state).exists():
            return False
        change_holders(ROOM, _task(delivery), wanted)
        if delivery.state == DeliveryState.DELIVERED:
            _let_in(delivery, new)
        else:
            grant(delivery.document.uid, *(appointment_key(one) for one in new), why=STEP)
    return True


def _let_in(delivery: Delivery, new: list[Appointment]) -> None:
    """Clerks may read it by their role; who stands in for them, by name. Each is told once."""
    stand_ins = [one for one in new if RECEIVES not in {held.role for held in one.post.roles.all()}]
    grant(delivery.uid, *(appointment_key(one) for one in stand_ins), why="收文")
    realtime.notify(
        new,
        kind="delivery",
        title=f"《{delivery.document}》请签收",
        url=delivery.get_absolute_url(),
        about=delivery.uid,
        key=f"delivery:{delivery.uid}",
    )
