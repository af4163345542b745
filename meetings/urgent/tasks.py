"""站外发送，不占着锁：one action marks it as being sent, the outside is asked, another takes the answer in.

Killed between, nobody can know whether it went out: it is not sent a second time, and the next way is gone at once.
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from meetings.urgent.calling import came_to_nothing
from meetings.urgent.channels import CouldNotSend, Message, channel
from meetings.urgent.models import Call, UrgentEvent
from office.api import task
from office.kernel import crash
from office.kernel.transactions import lock_only


@task()
def send_out(call_uid: str) -> None:
    """发出一次站外催叫."""
    uid = UUID(call_uid)
    if not _begun(uid):
        return
    call = Call.objects.select_related("person", "alarm__event__unit").get(uid=uid)
    outcome, why = Call.Outcome.SENT, ""
    try:
        channel(call.way).send(call.person, _message(call))
    except CouldNotSend as refusal:
        outcome, why = Call.Outcome.FAILED, str(refusal)
    crash.point("urgent.sent_out")
    _taken_in(uid, outcome, why)


def _begun(uid: UUID) -> bool:
    """Whether it is to be sent now. One that was being sent when its process died is given up as unknown."""
    with transaction.atomic():
        call = _locked(uid)
        if call.outcome == Call.Outcome.SENDING:
            _settle(call, Call.Outcome.UNKNOWN, "发送中断，不能确定是否发出")
            return False
        if call.outcome != Call.Outcome.ASKED:
            return False
        if call.alarm.ended_at is not None:
            call.outcome, call.why = Call.Outcome.FAILED, "已有人确认，不再发"
            call.save(update_fields=["outcome", "why"])
            return False
        call.outcome = Call.Outcome.SENDING
        call.save(update_fields=["outcome"])
        return True


def _taken_in(uid: UUID, outcome: str, why: str) -> None:
    with transaction.atomic():
        call = _locked(uid)
        if call.outcome == Call.Outcome.SENDING:
            _settle(call, outcome, why)


def _settle(call: Call, outcome: str, why: str) -> None:
    call.outcome, call.why = outcome, why
    call.save(update_fields=["outcome", "why"])
    if outcome != Call.Outcome.SENT:
        came_to_nothing(call)


def _locked(uid: UUID) -> Call:
    event = Call.objects.values_list("alarm__event", flat=True).get(uid=uid)
    lock_only(UrgentEvent.objects.filter(pk=event), "urgent_event")
    return Call.objects.select_related("person", "alarm__event__opened_by", "alarm__unit__superior").get(uid=uid)


def _message(call: Call) -> Message:
    """That there is something, and where; not what."""
    event = call.alarm.event
    drill = "【演练】" if event.is_drill else ""
    origins = (one for one in settings.CSRF_TRUSTED_ORIGINS if "*" not in one)
    outside = next(origins, "")  # how the product is called from outside, where that is said
    where = f"{outside}{event.get_absolute_url()}" if outside else "系统里的“紧急事件”"
    return Message(
        f"{drill}有一起{event.short_level}紧急事件等您确认",
        f"{drill}{call.alarm.unit}有一起{event.short_level}紧急事件等您确认。\n请登录后办理：{where}\n事件内容不在邮件里写。",
    )
