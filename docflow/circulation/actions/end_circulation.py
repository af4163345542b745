"""结束传阅。"""

from uuid import UUID

from docflow.circulation import policy
from docflow.circulation.asking import holders_of, ring_round, stop_waiting
from docflow.circulation.models import Circulation
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LONGEST_REASON = 400


@action
def end_circulation(circulation_uid: UUID, *, by: Actor, key: UUID, reason: str) -> Circulation:
    """结束传阅：before all have read, with the reason. Whoever it was sent to may go on reading the paper; nobody is asked any more."""
    circulation, keeper = policy.circulations.take_to_keep(circulation_uid, by=by, granting=False)
    missing = [one for one in circulation.readings.all() if one.is_missing]
    words = clean_line(reason, "缘由", LONGEST_REASON, field="reason")
    if not words:
        raise Invalid(f"还有{len(missing)}人未阅。请写明为什么结束。", field="reason")
    circulation.ended_at, circulation.ended_why, circulation.ended_names = now(), words, keeper.names()
    circulation.save(update_fields=["ended_at", "ended_why", "ended_names"])
    stop_waiting(missing, why="传阅结束")
    ring_round(circulation, *holders_of(missing).values())
    record(
        keeper,
        "circulation.ended",
        stream=f"circulation:{circulation.uid}",
        about=circulation.paper_uid,
        title=circulation.title,
        opinion=words,
        unread=[str(one.uid) for one in missing],
    )
    return circulation
