"""送岗位阅的跟着岗位走：what was sent to a post waits for whoever is in it today."""

from django.db import transaction
from django.db.models import QuerySet

from docflow.circulation import policy
from docflow.circulation.asking import ROOM, WHY, holders_of
from docflow.circulation.models import Circulation, Reading
from office import api as office
from office.api import Appointment, Todo
from office.kernel.transactions import lock_only
from realtime import api as realtime


def tend_posts() -> int:
    """The clock's: a new holder of a post finds what it has to read; who has left it holds nothing more. Returns how many changed hands.

    Where the post is vacant it stays where it was; its keeper may withdraw or skip it.
    """
    rows = list(_waiting().select_related("circulation"))
    if not rows:
        return 0
    today, held = holders_of(rows), _held()
    changed = 0
    for row in rows:
        wanted, there = today[row.pk], held.get(str(row.uid))
        if wanted and there is not None and {one.pk for one in wanted} != there:
            changed += _hand_on(row, wanted, there)
    return changed


def _waiting() -> QuerySet[Reading]:
    asked = Reading.objects.filter(post__isnull=False, asked_at__isnull=False, circulation__ended_at__isnull=True)
    return asked.filter(read_at__isnull=True, withdrawn_at__isnull=True)


def _held() -> dict[str, set[int]]:
    """Whom each open to-do of the room waits for."""
    found: dict[str, set[int]] = {}
    for task, holder in Todo.objects.open().filter(room=ROOM).values_list("task", "holders__appointment"):
        found.setdefault(task, set()).add(holder)
    return found


def _hand_on(reading: Reading, wanted: list[Appointment], before: set[int]) -> bool:
    """Whether it still waited when its circulation was locked; then it waits for these. Who is new to it is told."""
    circulation = reading.circulation
    with transaction.atomic():
        policy.lock_paper(circulation.paper_uid)
        lock_only(Circulation.objects.filter(pk=circulation.pk), "circulation")
        if not _waiting().filter(pk=reading.pk).exists():
            return False
        office.change_holders(ROOM, str(reading.uid), wanted)
        office.grant(circulation.paper_uid, *(office.appointment_key(one) for one in wanted), why=WHY)
        realtime.notify(
            [one for one in wanted if one.pk not in before],
            kind="circulation",
            title=f"请您阅《{circulation}》"[:400],
            body=circulation.purpose,
            url=circulation.get_absolute_url(),
            about=circulation.paper_uid,
        )
    return True
