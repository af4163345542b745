"""认定漏报、谎报、瞒报。"""

from uuid import UUID

from meetings.urgent.models import Finding
from meetings.urgent.policy import events, units
from meetings.urgent.recording import line, moved
from office.api import Actor, action
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.text import clean_text

LONGEST_REASON = 1000


@action
def find_fault(event_uid: UUID, what: str, reason: str, *, by: Actor, key: UUID) -> Finding:
    """认定：by a leader, or by who keeps or serves a unit that the event was reported to; with its reason, and for ever."""
    event = events.take(event_uid, by=by)
    judging = [*events.led(event, by=by), *(one for one in events.handled(event, by=by) if one.pk != event.unit_id)]
    if not judging:
        raise NotAllowed("漏报、谎报、瞒报由领导或上级值班单位认定。您可以看，不能这样办。")
    if what not in Finding.What.values:
        raise Invalid("请选择认定为漏报、谎报还是瞒报。", field="what")
    words = clean_text(reason, "事实和依据", LONGEST_REASON, field="text")
    if not words:
        raise Invalid("没有认定：请写明事实和依据。", field="text")
    judge = units.capacity(judging[0], by=by)
    finding = Finding.objects.create(event=event, what=what, reason=words, names=judge.names())
    line(event, "found", f"{event.unit}{finding.get_what_display()}：{words}", by=judge)
    moved(event)
    return finding
