"""催办。"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from docflow.supervision import policy
from docflow.supervision.asking import in_charge, leaders_of_unit, tell
from docflow.supervision.models import Assignment, Matter, Reminder, Rung
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from office.kernel.text import clean_line

REST = timedelta(hours=4)
"""How long a unit that was urged is left in peace."""
LONGEST_WORDS = 200


@action
def urge(matter_uid: UUID, parts: Sequence[UUID] = (), *, words: str = "", by: Actor, key: UUID) -> Matter:
    """催办：the units that are not done, all or the named ones; who is in charge and who leads there."""
    matter = policy.matters.take(matter_uid, by=by)
    policy.refuse_ended(matter)
    capacity = policy.matters.urging(matter, by=by)
    if capacity is None:
        raise NotAllowed("催办由督办人员、立项人或责任领导来办。请与他们联系。")
    urger = by.acting_as(capacity)
    said = clean_line(words, "催办语", LONGEST_WORDS, field="words")
    due = _due(matter, parts)
    for part in due:
        whom = list(dict.fromkeys([*in_charge(part), *leaders_of_unit(part)]))
        names = [one.person.name for one in whom]
        Reminder.objects.create(part=part, rung=Rung.PERSON, words=said, names=urger.names(), told=names)
        tell(matter, whom, f"督办催办：“{matter}”", by=urger, body=said or "请抓紧办理并反馈。")
    called = "、".join(part.unit_name for part in due)
    record(
        urger,
        "supervision.urged",
        stream=f"matter:{matter.uid}",
        about=matter.uid,
        title=str(matter),
        opinion=f"催{called}。{said}",
    )
    return matter


def _due(matter: Matter, uids: Sequence[UUID]) -> list[Assignment]:
    """Whom it concerns: not done, and not urged just now. Raises NotAllowed where there is nobody."""
    rows = [one for one in matter.parts.select_related("organ", "department", "undertaker__person") if one.waits]
    rows = [one for one in rows if not uids or one.uid in set(uids)]
    if not rows:
        raise NotAllowed("没有要催的单位：都已报办结。")
    rested = Reminder.objects.filter(part__in=rows, rung=Rung.PERSON, at__gt=now() - REST)
    just = set(rested.values_list("part", flat=True))
    if len(just) == len(rows):
        raise NotAllowed(f"{REST // timedelta(hours=1)}小时内都催过了。请稍后再催。")
    return [one for one in rows if one.pk not in just]
