"""重试。"""

from uuid import UUID

from django.db import IntegrityError, transaction

from office.acting import action
from office.actor import Actor
from office.jobs import policy
from office.jobs.failing import operator_no_longer_needed
from office.jobs.models import Job, State
from office.jobs.queue import announce
from office.kernel.clock import now
from office.kernel.refusals import SomebodyWasFirst
from office.trail.writing import record


@action
def try_again(uid: UUID, *, by: Actor, key: UUID) -> Job:
    """重试：a job that failed waits again, with all its tries before it; the operator's to-do is closed."""
    job, operator = policy.find(uid, by=by)
    operator_no_longer_needed(job, "已重试", operator.appointment)
    record(operator, "jobs.tried_again", stream=f"job:{job.uid}", about=job.uid, title=job.name)
    try:
        with transaction.atomic():
            taken = (
                Job.objects.lost()
                .filter(pk=job.pk)
                .update(state=State.WAITING, tries=0, not_before=now(), ended_at=None)
            )
    except IntegrityError:  # another with its key is open
        taken = 0
    if not taken:
        raise SomebodyWasFirst("该作业已经在办，或已有人重新排上。请刷新页面看最新情况。")
    announce()
    job.refresh_from_db()
    return job
