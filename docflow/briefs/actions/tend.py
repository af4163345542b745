"""约稿到期：what the clock does, once for each request. A server that was down over the day counts at its start."""

from django.db import transaction

from docflow.briefs import policy
from docflow.briefs.actions.giving import give_for_missed
from docflow.briefs.asking import people_of, tell
from docflow.briefs.models import BriefRequest
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.wording import full_day


def tend_requests() -> int:
    """The clock's. Returns how many requests have passed their day and were counted."""
    rows = BriefRequest.objects.filter(due_on__lt=today(), called_off_at__isnull=True, counted_at__isnull=True)
    return sum(_count(request) for request in rows.select_related("desk__organ"))


def _count(request: BriefRequest) -> int:
    """Who has not answered is told, and loses what the rule says. Whoever comes second finds that it is done."""
    with transaction.atomic():
        policy.lock_desk(request.desk)
        held = BriefRequest.objects.filter(pk=request.pk, called_off_at__isnull=True, counted_at__isnull=True)
        if not held.exists():
            return 0
        for asked in request.units.filter(answered_at__isnull=True).select_related("organ", "department"):
            asked.request = request
            score = give_for_missed(asked)
            body = f"应在{full_day(request.due_on)}前报送，请尽快补报。" + (f"{score.words}。" if score else "")
            tell(request, people_of(asked), f"约稿“{request}”到期未报", by=None, body=body)
        held.update(counted_at=now())
        crash.point("briefs.missed_counted")
    return 1
