"""会议的一页：what of a meeting somebody sees and may do, in as many questions for many people as for few."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch

from meetings.convening import life, video
from meetings.convening.actions.announce_meeting import missing_of
from meetings.convening.inviting import in_force
from meetings.convening.models import AgendaItem, AgendaUnit, Capacity, Invitation, InvitedOrgan, Meeting, MeetingPaper
from meetings.convening.policy import AT_THE_DOOR, meetings
from meetings.convening.progress import Progress, doors, stages
from meetings.convening.schedule import Schedule, Timed, scheduled
from meetings.rules.slots import Slot
from office.api import Actor, may_read_all
from office.kernel.clock import now


@dataclass(frozen=True)
class Line:
    """One item of the agenda with its times."""

    item: AgendaItem
    timed: Timed

    @property
    def hours(self) -> str:
        """9:00至9:20."""
        return Slot(self.timed.starts_at, self.timed.ends_at).hours_words


@dataclass(frozen=True)
class MeetingPage:
    """`lines`: the items that are his to see. `people`: None where it is not his to see who else comes."""

    meeting: Meeting
    organises: bool
    approves: bool
    may: Sequence[str]
    missing: str
    invitation: Invitation | None
    doors: Sequence[tuple[str, str, str]]
    video_address: str
    lines: Sequence[Line]
    schedule: Schedule
    people: Sequence[tuple[str, Sequence[Invitation]]] | None
    units: Sequence[InvitedOrgan]
    stages: Sequence[tuple[str, Progress]] = ()
    papers: Sequence[MeetingPaper] = field(default_factory=list)


def page_of_meeting(meeting: Meeting, by: Actor) -> MeetingPage:
    """As he sees it at this moment."""
    organises = meetings.organising(meeting, by=by) is not None
    approves = meetings.approving(meeting, by=by) is not None
    inside = organises or approves or meetings.hosting(meeting, by=by) is not None
    invitation = meetings.invitation(meeting, by=by)
    units = list(meeting.invited_organs.filter(withdrawn_at__isnull=True).select_related("organ", "department"))
    lines, schedule = agenda_of(meeting)
    sees_all = inside or _sits_through(invitation)
    people = in_force(meeting) if sees_all else []
    return MeetingPage(
        meeting=meeting,
        organises=organises,
        approves=approves,
        may=may_do(meeting, organises=organises, approves=approves),
        missing=missing_of(meeting, len(people) + len(units)) if organises and _is_ready(meeting) else "",
        invitation=invitation,
        doors=_doors_of(invitation),
        video_address=video_of(meeting),
        lines=lines if sees_all else _his(lines, invitation, units, by),
        schedule=schedule,
        people=_by_capacity(people) if sees_all else None,
        units=units if sees_all else [],
        stages=_stages_of(meeting, by) if organises else (),
        papers=_papers_of(meeting, by) if organises else [],
    )


def agenda_of(meeting: Meeting) -> tuple[list[Line], Schedule]:
    """Its items in their order, with the clock running on."""
    units = Prefetch("units", AgendaUnit.objects.select_related("organ", "department"))
    rows = meeting.items.select_related("organ", "department", "reporter__person").prefetch_related(units)
    items = list(rows.order_by("place"))
    found = scheduled(meeting.starts_at, meeting.ends_at, [one.minutes for one in items])
    return [Line(item, timed) for item, timed in zip(items, found.items, strict=True)], found


def may_do(meeting: Meeting, *, organises: bool, approves: bool) -> list[str]:
    """The acts that are his as it stands: the page's buttons. The acts ask anew."""
    found = []
    needs_approval = meeting.kind.approved_by_id is not None
    if organises:
        wanted = {
            "submit": meeting.state == life.DRAFT and needs_approval,
            "announce": life.is_possible("announce", meeting.state)
            and not (meeting.state == life.DRAFT and needs_approval),
            "take-back": life.is_possible("take_back", meeting.state),
            "tell": not meeting.is_told and meeting.is_ahead,
            "edit": meeting.state in life.OPEN,
            "follow": meeting.state in life.OPEN and meeting.room_was_moved,
            "arrange": meeting.is_ahead,
            "postpone": life.is_possible("postpone", meeting.state),
            "cancel": life.is_possible("cancel", meeting.state),
            "draft": meeting.is_ahead,
        }
        found += [verb for verb, may in wanted.items() if may]
    if approves and meeting.state == life.ASKED:
        found += ["approve", "send-back"]
    return found


def video_of(meeting: Meeting) -> str:
    """Where it is joined from elsewhere, at the time at which that is shown."""
    if meeting.state not in {life.ANNOUNCED, life.RUNNING}:
        return ""
    runs = meeting.state == life.RUNNING  # one that takes longer is joined as long as it runs
    if not runs and not video.is_shown(meeting.starts_at, meeting.ends_at, now()):
        return ""
    return video.address(settings.VIDEO_PROVIDER, settings.VIDEO_BASE_URL, meeting.video)


def doors_for(invitations: Sequence[Invitation]) -> dict[int, list[tuple[str, str, str]]]:
    """For each invitation's row key: label, what is said, where it leads. Each door is asked once for all of them."""
    found: dict[int, list[tuple[str, str, str]]] = {one.pk: [] for one in invitations}
    for door in doors():
        for key, (said, address) in door.of(invitations).items():
            found[key].append((door.label, said, address))
    return found


def _doors_of(invitation: Invitation | None) -> list[tuple[str, str, str]]:
    return doors_for([invitation])[invitation.pk] if invitation is not None else []


def _is_ready(meeting: Meeting) -> bool:
    return life.is_possible("announce", meeting.state)


def _sits_through(invitation: Invitation | None) -> bool:
    """Whether he is there for all of it: whoever comes for one item sees that one."""
    return invitation is not None and invitation.item_id is None


def _his(lines: Sequence[Line], invitation: Invitation | None, units: Sequence[InvitedOrgan], by: Actor) -> list[Line]:
    """The items for which he comes; of a unit that answers for its people, those that name it, or all where none does."""
    if invitation is not None and invitation.item_id is not None:
        return [one for one in lines if one.item.pk == invitation.item_id]
    his = [one for one in units if _answers(one, by)]
    named = [one for one in lines if any(_concerns(one.item, unit) for unit in his)]
    return named if named or all(one.capacity == Capacity.SITTING_IN for one in his) else list(lines)


def _answers(unit: InvitedOrgan, by: Actor) -> bool:
    if unit.department_id is not None:
        return any(one.department.pk == unit.department_id for one in by.appointments)
    return by.has_role(unit.organ, *AT_THE_DOOR)


def _concerns(item: AgendaItem, unit: InvitedOrgan) -> bool:
    wanted = (unit.organ_id, unit.department_id)
    named = {(one.organ_id, one.department_id) for one in item.units.all()} | {(item.organ_id, item.department_id)}
    return wanted in named or (unit.department_id is None and any(organ == unit.organ_id for organ, _ in named))


def _by_capacity(people: Sequence[Invitation]) -> list[tuple[str, list[Invitation]]]:
    found = [(one.label, [row for row in people if row.capacity == one]) for one in Capacity]
    return [(label, rows) for label, rows in found if rows]


def _stages_of(meeting: Meeting, by: Actor) -> list[tuple[str, Progress]]:
    asked = [(stage.name, stage.of(meeting, by)) for stage in stages()]
    return [(name, progress) for name, progress in asked if progress is not None]


def _papers_of(meeting: Meeting, by: Actor) -> list[MeetingPaper]:
    """Those drafts that he may read."""
    rows = list(meeting.papers.select_related("drafted_by__person"))
    seen = may_read_all(by, [one.document for one in rows]) if rows else set()
    return [one for one in rows if one.document in seen]
