"""材料一环：how far it is for the organiser, and what somebody who is invited finds."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from meetings.convening.models import Invitation, Meeting
from meetings.convening.policy import meetings
from meetings.convening.progress import Progress
from meetings.materials.models import Material, MaterialState
from meetings.materials.policy import materials
from meetings.materials.rules import reads
from meetings.materials.selectors.guests import guests_of
from office.api import Actor
from office.kernel.clock import now

NEAR = timedelta(days=1)


def so_far(meeting: Meeting, by: Actor) -> Progress | None:
    """已分发4/6. Somebody who is invited learns only what is for him."""
    address = reverse("materials:meeting", args=[meeting.uid])
    if meetings.organising(meeting, by=by) is None:
        invitation = meetings.invitation(meeting, by=by)
        open_now = [one for one in materials.for_guest(invitation) if one.is_handed_out] if invitation else []
        return Progress(f"{len(open_now)}份可看", address) if open_now else None
    states = Counter(meeting.materials.values_list("state", flat=True))
    drafts, out, all_of_them = states[MaterialState.DRAFT], states[MaterialState.HANDED_OUT], states.total()
    if not all_of_them:
        return Progress("还没有材料", address)
    due = bool(drafts) and meeting.is_ahead and meeting.starts_at - now() < NEAR
    if not drafts and not out:
        return Progress(f"{all_of_them}份已全部收回", address, is_done=True)
    return Progress(f"已分发{all_of_them - drafts}/{all_of_them}", address, is_done=not drafts, is_due=due)


def at_the_door(invitations: Sequence[Invitation]) -> dict[int, tuple[str, str]]:
    """会议材料，3份. Four questions for however many invitations."""
    his = [one for one in invitations if one.is_in_force and one.meeting.is_known]
    handed_out = Material.objects.filter(
        Q(open_from__isnull=True) | Q(open_from__lte=now()),
        meeting__in={one.meeting_id for one in his},
        state=MaterialState.HANDED_OUT,
    )
    rows = list(handed_out.values_list("meeting_id", "audience", "item_id")) if his else []
    if not rows:
        return {}
    guests = guests_of(his)
    counts = Counter(
        one.pk
        for one in his
        for meeting, audience, item in rows
        if meeting == one.meeting_id and reads(audience, item, guests[one.pk])
    )
    return {
        one.pk: (f"{counts[one.pk]}份", reverse("materials:meeting", args=[one.meeting.uid]))
        for one in his
        if counts[one.pk]
    }
