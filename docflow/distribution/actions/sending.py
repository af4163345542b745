"""What every sending has in common: rows, grants, to-dos, notices and the check of the seal, for all receivers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.module_loading import import_string

from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.models import STANDING, Delivery, Manner
from docflow.distribution.policy import READS_ALONG, RECEIVES, ROOM, returned_task
from docflow.distribution.selectors.addressing import gone_in_words, receivers_of
from docflow.models import Document
from office.api import (
    Actor,
    Deadline,
    Limit,
    Organ,
    Waiting,
    appointment_key,
    close_todos,
    enqueue,
    grant_each,
    open_todos,
    role_key,
    set_deadlines,
)
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.kernel.transactions import require_transaction
from realtime import api as realtime


@dataclass(frozen=True)
class Addressee:
    """An organ to be sent to, and as what; `follows` is the delivery that it had before."""

    organ: Organ
    manner: Manner
    follows: Delivery | None = None


def addressees(document: Document, main: Sequence[UUID], copies: Sequence[UUID]) -> list[Addressee]:
    """The chosen organs, each once; one that is chosen for both gets it as a main recipient. Raises NotThere, Invalid."""
    chosen = dict.fromkeys(copies, Manner.COPY) | dict.fromkeys(main, Manner.MAIN)
    organs = {organ.uid: organ for organ in Organ.objects.filter(uid__in=chosen)}
    if len(organs) != len(chosen):
        raise NotThere("所选的收文单位")
    for organ in organs.values():
        if organ.pk == document.organ_id:
            raise Invalid(f"没有分发：{organ}就是本机关。请取消勾选后再分发。")
        if organ.installation:
            raise Invalid(f"没有分发：{organ}不在本平台。请改为线下送达。")
    in_order = sorted(organs.values(), key=lambda organ: (organ.level, organ.order, organ.pk))
    return [Addressee(organ, chosen[organ.uid]) for organ in in_order]


def with_what_went_before(document: Document, those: Sequence[Addressee]) -> list[Addressee]:
    """The same, each bound to what its organ had before (sent back, recalled, waived), so that one delivery a receiver is the last.

    Raises Invalid, naming those who have the document.
    """
    own = Delivery.objects.filter(document=document, receiver__in=[one.organ for one in those])
    if there := list(own.filter(state__in=STANDING).select_related("receiver")[:4]):
        names = "、".join(f"{one.receiver}（{one.get_state_display()}）" for one in there)
        raise Invalid(f"没有分发：{names}已经有这份公文。请取消勾选后再分发。")
    earlier = own.filter(sent_again__isnull=True)
    earlier = earlier.select_for_update(of=("self",)).order_by("pk")  # nobody waives what came back meanwhile
    before = {one.receiver_id: one for one in earlier}
    return [Addressee(one.organ, one.manner, before.get(one.organ.pk)) for one in those]


def _limit(document: Document, sent: Sequence[Delivery], *, days: int) -> list[Deadline]:
    """签收时限：of all of them at once, in their order."""
    return set_deadlines(
        Limit(
            room=ROOM,
            task=str(one.uid),
            about=one.uid,
            title=str(document),
            url=one.get_absolute_url(),
            days=days,
            start=one.sent_at,
        )
        for one in sent
    )


def send(document: Document, those: Sequence[Addressee], *, by: Actor, key: UUID, days: int) -> list[Delivery]:
    """Deliver to all of them. The run is locked by the caller; the number of queries does not grow with theirs.

    Raises Invalid, naming organs where nobody could sign today; NotAllowed before the document is sealed.
    """
    require_transaction()
    if not hasattr(document, "sealed"):
        raise NotAllowed("公文还没有用印，不能分发。")
    if not those:
        return []
    if gone := next((one.organ for one in those if one.organ.is_closed), None):
        raise Invalid(f"没有分发：{gone}{gone_in_words(gone)}。请改送承接机关。")
    clerks, stand_ins = receivers_of([one.organ for one in those])
    holders = clerks | stand_ins
    if nobody := [str(one.organ) for one in those if one.organ.pk not in holders]:
        some = "、".join(nobody[:5]) + ("等" if len(nobody) > 5 else "")
        raise Invalid(f"没有分发：{some}今天没有人可以签收。请取消勾选改为线下送达，或请其先配好文书。")
    at = now()
    sent = [
        Delivery(
            document=document,
            receiver=one.organ,
            manner=one.manner,
            sent_by=by.appointment,
            sent_names=by.names(),
            sent_at=at,
            follows=one.follows,
        )
        for one in those
    ]
    for row, deadline in zip(sent, _limit(document, sent, days=days), strict=True):
        row.due_at, row.due_provisional = deadline.due_at, deadline.provisional
    Delivery.objects.bulk_create(sent)
    crash.point("distribution.rows_made")
    again = [returned_task(one.follows) for one in those if one.follows is not None]
    close_todos(ROOM, again, why="已重发", done_by=by.appointment)
    grant_each(
        {
            one.uid: [
                *(role_key(one.receiver, role) for role in (RECEIVES, READS_ALONG)),
                *(appointment_key(holder) for holder in stand_ins.get(one.receiver_id, ())),
            ]
            for one in sent
        },
        why="收文",
    )
    open_todos(
        [
            Waiting(
                about=one.uid,
                task=str(one.uid),
                url=one.get_absolute_url(),
                holders=holders[one.receiver_id],
                due_at=one.due_at,
                due_provisional=one.due_provisional,
            )
            for one in sent
        ],
        room=ROOM,
        kind=document.glyph,
        title=str(document),
        step="签收",
        from_name=str(document.organ),
        urgent=document.urgency,
    )
    realtime.notify_each(
        [
            realtime.Notice(
                whom=holders[one.receiver_id], url=one.get_absolute_url(), about=one.uid, key=f"delivery:{one.uid}"
            )
            for one in sent
        ],
        kind="delivery",
        title=f"《{document}》请签收",
    )
    enqueue(import_string("docflow.distribution.tasks.check_on_arrival"), str(document.uid), key=f"arrival:{key}")
    crash.point("distribution.sent")
    return sent


def days_given(days: int) -> int:
    """How many working days a receiver has. Raises Invalid."""
    if not 1 <= days <= 30:
        raise Invalid(f"签收时限是1至30个工作日，通常{DAYS_TO_SIGN}个。请改好后再分发。", field="days")
    return days
