"""不再办。"""

from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.jobs import policy
from office.jobs.failing import operator_no_longer_needed, operator_still_needed
from office.jobs.models import Job
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line
from office.trail.writing import record

LONGEST_REASON = 190
"""With the words before it, what a closed to-do keeps."""


@action
def set_aside(uid: UUID, *, by: Actor, key: UUID, reason: str) -> Job:
    """不再办：the operator leaves a failed job as it is, and says why; his to-do is closed."""
    job, operator = policy.find(uid, by=by)
    if not (reason := clean_line(reason, "缘由", LONGEST_REASON, field="reason")):
        raise Invalid("请写明不再办的缘由，操作轨迹里要留存。", field="reason")
    if not (Job.objects.lost().filter(pk=job.pk).exists() and operator_still_needed(job)):
        raise SomebodyWasFirst("该作业已经在办，或已经办成。请刷新页面看最新情况。")
    operator_no_longer_needed(job, f"不再办：{reason}", operator.appointment)
    record(operator, "jobs.set_aside", stream=f"job:{job.uid}", about=job.uid, title=job.name, reason=reason)
    return job
