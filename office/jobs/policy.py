"""Who may see and deal with jobs: the system administrators of the root organ, whom a failed job also calls."""

from uuid import UUID

from office.actor import Actor
from office.jobs.models import Job
from office.jobs.models.jobs import JobQuerySet
from office.kernel.refusals import NotThere
from office.models.people import Appointment, Role


def may_operate(by: Actor) -> bool:
    """Whether he is an operator through any of his posts."""
    return _operator(by) is not None


def as_operator(by: Actor) -> Actor | None:
    """He in the capacity of operator, or None."""
    operator = _operator(by)
    return by.acting_as(operator) if operator is not None else None


def readable(by: Actor) -> JobQuerySet:
    """All jobs, or none."""
    return Job.objects.all() if may_operate(by) else Job.objects.none()


def find(uid: UUID, *, by: Actor) -> tuple[Job, Actor]:
    """A job, and he in the capacity of operator; not his and not there are one refusal. Jobs are locked last, as they are changed."""
    job, operator = Job.objects.filter(uid=uid).first(), _operator(by)
    if job is None or operator is None:
        raise NotThere("该作业")
    return job, by.acting_as(operator)


def _operator(by: Actor) -> Appointment | None:
    return next(
        (
            one
            for one in by.appointments
            if one.organ.parent_id is None
            and any(held.role == Role.SYSTEM_ADMINISTRATOR for held in one.post.roles.all())
        ),
        None,
    )
