"""会议全程里的座次：how far it is, for the organiser's page; where he sits, for a guest's card."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse

from meetings.convening.models import Answer, Invitation, Meeting
from meetings.convening.policy import meetings
from meetings.convening.progress import Door, Progress, Stage
from meetings.seating.models import SeatingPlan, Shown, Sitting
from meetings.seating.rules.seats import Kind
from meetings.seating.selectors.situation import hall_of
from office.api import Actor

COMING = Q(withdrawn_at__isnull=True, answer__in=(Answer.OPEN, Answer.COMES))


def progress(meeting: Meeting, by: Actor) -> Progress | None:
    """已排38/42. For whoever prepares the meeting or takes its chair."""
    organises = meetings.organising(meeting, by=by) is not None
    if not organises and meetings.hosting(meeting, by=by) is None:
        return None
    counted = meeting.invitations.filter(COMING).aggregate(all=Count("pk"), seated=Count("sitting"))
    plan = SeatingPlan.objects.filter(meeting=meeting).only("shown").first()
    address = reverse("seating:plan", args=[meeting.uid])
    if plan is None:
        return Progress("未排座次", address) if organises else None
    is_done = plan.shown != Shown.NOBODY and counted["seated"] == counted["all"]
    said = f"已排{counted['seated']}/{counted['all']}，{plan.get_shown_display()}"
    return Progress(said, address, is_done=is_done, is_due=counted["seated"] < counted["all"])


def my_seats(invitations: Sequence[Invitation]) -> dict[int, tuple[str, str]]:
    """第2排5座, once it is shown. A fixed number of statements for a whole list."""
    rows = Sitting.objects.filter(invitation__in=[one.pk for one in invitations if one.takes_a_seat])
    mine = list(rows.exclude(plan__shown=Shown.NOBODY).select_related("plan__meeting").prefetch_related("plan__blocks"))
    podiums = Q(pk__in=[])
    for one in mine:
        places = [block.place for block in one.plan.blocks.all() if block.kind == Kind.PODIUM]
        if any(one.code.startswith(f"{place}-") for place in places):
            podiums |= Q(plan=one.plan_id, code__startswith=f"{one.code.partition('-')[0]}-")
    chairs: dict[int, list[str]] = {}
    for plan, code in Sitting.objects.filter(podiums).values_list("plan", "code"):
        chairs.setdefault(plan, []).append(code)
    found = {}
    for one in mine:
        blocks = [block.block for block in one.plan.blocks.all() if one.code.startswith(f"{block.place}-")]
        words = hall_of(one.plan, blocks, chairs.get(one.plan_id, [])).words(one.code)
        if words:
            found[one.invitation_id] = (words, one.plan.get_absolute_url())
    return found


STAGE = Stage(60, "座次", progress)
DOOR = Door(30, "座位", my_seats)
