"""加阅。"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max

from docflow.circulation import policy
from docflow.circulation.asking import ask_due
from docflow.circulation.models import Circulation, Reading
from docflow.circulation.readers import MOST, chosen_readers, row_of, without_those_there
from office.api import Actor, Department, action, record
from office.kernel.refusals import Invalid, NotAllowed


@action
def add_readers(circulation_uid: UUID, readers: Sequence[UUID], *, by: Actor, key: UUID) -> Circulation:
    """加阅：more readers, after those there; by whoever keeps it, or by a leader or head among its readers for his own people."""
    _capacity(policy.circulations.read(circulation_uid, by=by), by=by)
    circulation = policy.circulations.take(circulation_uid, by=by, granting=True)
    adder, within = _capacity(circulation, by=by)
    policy.refuse_ended(circulation)
    new = without_those_there(chosen_readers(readers, circulation.organ, within=within), circulation)
    if circulation.readings.count() + len(new) > MOST:
        raise Invalid(f"一次传阅最多送{MOST}人。请另发起一次传阅。", field="readers")
    last = circulation.readings.aggregate(last=Max("place"))["last"] or 0
    rows = [row_of(one, circulation, place) for place, one in enumerate(new, last + 1)]
    for row in rows:
        row.added_names = adder.names()
    Reading.objects.bulk_create(rows)
    ask_due(circulation, by=adder)
    record(
        adder,
        "circulation.readers_added",
        stream=f"circulation:{circulation.uid}",
        about=circulation.paper_uid,
        title=circulation.title,
        opinion="、".join(row.called for row in rows[:20]) + (f"等{len(rows)}人" if len(rows) > 20 else ""),
        readers=[str(one.uid) for one in new],
    )
    return circulation


def _capacity(circulation: Circulation, *, by: Actor) -> tuple[Actor, Department | None]:
    found = policy.circulations.adder(circulation, by=by)
    if found is None:
        raise NotAllowed("加阅由发起人来办，或由阅者中的领导、处室负责人为自己的人加。请与他们联系。")
    return by.acting_as(found[0]), found[1]
