"""发起传阅。"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from docflow.circulation import policy
from docflow.circulation.asking import ask_due
from docflow.circulation.models import Circulation, Order, Reading
from docflow.circulation.readers import chosen_readers, row_of
from office.api import Actor, action, record
from office.kernel.clock import today
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LONGEST_PURPOSE = 400


@action
def circulate(
    paper_uid: UUID,
    readers: Sequence[UUID],
    *,
    purpose: str,
    by: Actor,
    key: UUID,
    order: str = Order.AT_ONCE,
    due_on: date | None = None,
) -> Circulation:
    """传阅：a paper goes round among people and posts (`readers` are their uids) of the organ, at once or in the order given."""
    paper, starter = policy.papers.take(paper_uid, by=by)
    purpose = clean_line(purpose, "事由", LONGEST_PURPOSE, field="purpose")
    if not purpose:
        raise Invalid("请写明传阅事由，阅者先看到的就是它。", field="purpose")
    if order not in Order.values:
        raise Invalid("请选择同时传阅还是依次传阅。", field="order")
    if due_on is not None and due_on < today():
        raise Invalid("阅毕时限已经过去。请改为今天或以后的日子，或不设时限。", field="due_on")
    chosen = chosen_readers(readers, paper.organ)
    circulation = Circulation.objects.create(
        organ=paper.organ,
        paper_uid=paper.uid,
        title=paper.title,
        url=paper.url,
        purpose=purpose,
        order=order,
        started_by=starter.appointment,
        started_names=starter.names(),
        due_on=due_on,
    )
    Reading.objects.bulk_create(row_of(one, circulation, place) for place, one in enumerate(chosen, 1))
    ask_due(circulation, by=starter)
    record(
        starter,
        "circulation.circulated",
        stream=f"circulation:{circulation.uid}",
        about=paper.uid,
        title=paper.title,
        opinion=purpose,
        order=order,
        readers=[str(one.uid) for one in chosen],
    )
    return circulation
