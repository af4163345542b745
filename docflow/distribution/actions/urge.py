"""催签收。"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from docflow import policy
from docflow.distribution.models import Delivery, DeliveryState, Urging
from docflow.distribution.policy import may_urge
from docflow.distribution.selectors.addressing import receivers_of
from docflow.models import Document
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from realtime import api as realtime

REST = timedelta(hours=2)
"""How long a receiver is left in peace after he was urged."""


@action
def urge(document_uid: UUID, deliveries: Sequence[UUID], *, by: Actor, key: UUID) -> Urging:
    """催签收：remind those of the named deliveries that are still awaited; the others are told apart, each with why.

    By the sender's clerks, or the drafter. A receiver is reminded once in two hours, whoever asks.
    """
    document = policy.documents.read(document_uid, by=by)
    if not may_urge(document, by=by):
        raise NotAllowed("催签收由本机关文书或拟稿人办理。您可以看，不能这样办。")
    rows = Delivery.objects.filter(document=document, uid__in=deliveries).select_related("receiver")
    asked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(asked) != len(set(deliveries)):
        raise NotThere("所选的送件")
    if not asked:
        raise Invalid("没有催办：没有未签收的单位。请刷新页面看最新情况。")
    at = now()
    reached = [one for one in asked if not _why_not(one, at)]
    Delivery.objects.filter(pk__in=[one.pk for one in reached]).update(urged_at=at, urges=F("urges") + 1)
    _remind(document, reached, at)
    urging = Urging.objects.create(
        document=document,
        reached=[str(one.receiver) for one in reached],
        passed_over=[(str(one.receiver), why) for one in asked if (why := _why_not(one, at))],
        by=by.appointment,
        names=by.names(),
        at=at,
    )
    record(
        by,
        "docflow.urged",
        stream=f"urging:{urging.uid}",
        about=document.uid,
        title=str(document),
        opinion=urging.sentence,
    )
    return urging


def _why_not(delivery: Delivery, at: datetime) -> str:
    """Why a receiver is not reminded, in words that follow its name; empty where he is."""
    if delivery.state != DeliveryState.DELIVERED:
        return str(delivery.get_state_display())
    if delivery.urged_at is not None and delivery.urged_at > at - REST:
        return "两小时内已催过"
    return ""


def _remind(document: Document, reached: Sequence[Delivery], at: datetime) -> None:
    clerks, stand_ins = receivers_of([one.receiver for one in reached])
    holders = clerks | stand_ins
    realtime.notify_each(
        [
            realtime.Notice(
                whom=holders.get(one.receiver_id, ()),
                url=one.get_absolute_url(),
                about=one.uid,
                key=f"urged:{one.uid}:{at:%Y%m%d%H%M%S}",
            )
            for one in reached
        ],
        kind="urged",
        title=f"《{document}》请尽快签收",
        body=f"{document.organ}催办。",
    )
