"""Who may read and do what with meetings, said for a row and for a list.

A meeting is read by the people of the department that prepares it, by whoever approves its plan, and, once it is announced, by its host,
those who are invited and the clerks of organs that are. Each of them holds a grant on its uid.
"""

from uuid import UUID

from django.db.models import QuerySet

from meetings.convening import life
from meetings.convening.models import Invitation, InvitedOrgan, Meeting, MeetingKind
from office.api import (
    Actor,
    Appointment,
    Organ,
    appointment_key,
    department_key,
    history_of,
    read_one,
    readable,
    role_key,
)
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only
from office.kernel.wording import moment_in_words

WHY = "会议"
"""The reason of the grants on a meeting to those who prepare it."""
INVITED, APPROVING = "参会", "方案审定"
"""The reasons of the others: each ends by itself, whatever else he is."""
ORGANISERS = ("document_clerk", "office_reviewer", "head", "leader")
"""In which roles somebody may begin a meeting of his organ."""
AT_THE_DOOR = ("document_clerk", "office_reviewer")
"""Who answers for an organ that is invited as such."""


class Meetings:
    """会议."""

    def readable(self, by: Actor) -> QuerySet[Meeting]:
        """All he may read."""
        return readable(Meeting.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Meeting:
        """One he may read; not his and not there are one refusal."""
        rows = Meeting.objects.select_related(
            "organ",
            "kind__approved_by",
            "host__person",
            "host__post__department__organ",
            "organised_by__person",
            "organised_by__post__department__organ",
            "booking__room__building",
        )
        return read_one(rows, uid, by, called="该会议")

    def organising(self, meeting: Meeting, *, by: Actor) -> Appointment | None:
        """The post in which he prepares it: his who began it, or one of the same department."""
        department = meeting.organised_by.post.department_id
        mine = (one for one in by.appointments if one.pk == meeting.organised_by_id)
        return next(mine, None) or next((one for one in by.appointments if one.department.pk == department), None)

    def hosting(self, meeting: Meeting, *, by: Actor) -> Appointment | None:
        """The post in which he takes the chair."""
        return next((one for one in by.appointments if one.pk == meeting.host_id), None)

    def approving(self, meeting: Meeting, *, by: Actor) -> Appointment | None:
        """The post in which he approves its plan."""
        post = meeting.kind.approved_by_id
        return next((one for one in by.appointments if post is not None and one.post_id == post), None)

    def ask_organiser(self, meeting: Meeting, *, by: Actor) -> Actor:
        """He in that capacity, or NotAllowed."""
        found = self.organising(meeting, by=by)
        if found is None:
            names = meeting.organised_by
            raise NotAllowed(f"会务由{names.post.department.name} {names.person.name}承办，由承办处室的人来办。")
        return by.acting_as(found)

    def take(self, uid: UUID, *, by: Actor) -> Meeting:
        """One that he may read, locked: nothing else happens to its plan, its agenda or its people meanwhile."""
        self.read(uid, by=by)  # a stranger never locks anything
        return self._locked(uid, by=by)

    def _locked(self, uid: UUID, *, by: Actor) -> Meeting:
        lock_only(Meeting.objects.filter(uid=uid), "meeting")
        return self.read(uid, by=by)

    def take_to_organise(self, uid: UUID, *, by: Actor) -> tuple[Meeting, Actor]:
        """One that he prepares, locked; and he in that capacity. Raises NotThere, NotAllowed."""
        self.ask_organiser(self.read(uid, by=by), by=by)
        meeting = self._locked(uid, by=by)
        return meeting, self.ask_organiser(meeting, by=by)

    def invitation(self, meeting: Meeting, *, by: Actor) -> Invitation | None:
        """His own, in force, of a meeting that was announced."""
        if not meeting.is_known:
            return None
        rows = meeting.invitations.select_related("person", "appointment__post__department__organ", "item")
        return rows.filter(person=by.person, withdrawn_at__isnull=True).first()


def organising_posts(by: Actor) -> list[Appointment]:
    """The posts in which he may begin a meeting."""
    return [one for one in by.appointments if any(held.role in ORGANISERS for held in one.post.roles.all())]


KEEPERS = ("document_clerk", "office_reviewer")
"""In which roles somebody keeps the kinds of meetings of his organ: its office, which calls most of them."""


def organs_kept(by: Actor) -> list[Organ]:
    """The organs whose 会议类别 he keeps."""
    kept = [one for one in by.appointments if any(held.role in KEEPERS for held in one.post.roles.all())]
    return list({one.organ.pk: one.organ for one in kept}.values())


class Kinds:
    """会议类别."""

    def kept(self, by: Actor) -> QuerySet[MeetingKind]:
        return MeetingKind.objects.filter(organ__in=organs_kept(by))

    def usable(self, by: Actor) -> QuerySet[MeetingKind]:
        """Of which he may begin a meeting."""
        return MeetingKind.objects.filter(organ__in=[one.organ for one in organising_posts(by)], in_use=True)

    def read(self, uid: UUID, *, by: Actor) -> MeetingKind:
        """One that he keeps. Raises NotThere."""
        found = self.kept(by).select_related("organ", "approved_by__department").filter(uid=uid).first()
        if found is None:
            raise NotThere("该会议类别")
        return found


def refuse_if_newer(meeting: Meeting, version: int, *, doing: str) -> None:
    """Raises SomebodyWasFirst where the plan or the agenda is another than he saw, saying who changed it and when."""
    if version == meeting.version:
        return
    history = history_of(meeting.uid)
    who = f"{history[-1].who}{moment_in_words(history[-1].at)}" if history else "别人"
    what = f"（{history[-1].verb}）" if history else ""
    raise SomebodyWasFirst(f"没有{doing}：{who}先改了这次会议{what}。您写的还在下面，请对照现在的样子再办。")


def refuse_unless(meeting: Meeting, act: str, *, doing: str) -> None:
    """Raises SomebodyWasFirst where an act is not possible as the meeting stands now."""
    if not life.is_possible(act, meeting.state):
        raise SomebodyWasFirst(f"没有{doing}：会议现在是“{meeting.state_in_words}”。请刷新页面看最新情况。")


def keys_of_organisers(meeting: Meeting) -> list[str]:
    """Who reads it from the first line on."""
    return [department_key(meeting.organised_by.post.department), appointment_key(meeting.organised_by)]


def keys_of_unit(unit: InvitedOrgan) -> list[str]:
    """Who reads an announced meeting for a unit that is invited as such: an organ's clerks, or the whole department."""
    return [department_key(unit.department)] if unit.department is not None else keys_of_invited_organ(unit.organ)


def keys_of_invited_organ(organ: Organ) -> list[str]:
    """Who reads an announced meeting for an organ that is invited as such."""
    return [role_key(organ, role) for role in AT_THE_DOOR]


meetings = Meetings()
kinds = Kinds()
