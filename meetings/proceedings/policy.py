"""Who runs a meeting, writes its record, votes, and reads what was decided.

The organisers and the host run it and read all of it. Whoever is invited votes where he has a vote. An excerpt is read by whoever holds a grant
on it: the organisers and the host from the beginning, the units of its item once the minutes are issued.
"""

from uuid import UUID

from meetings.convening import life
from meetings.convening.models import AgendaItem, Invitation, Meeting
from meetings.convening.policy import meetings
from meetings.proceedings.models import AgendaScreen, Ballot, Decision, Excerpt, Speech, Voter
from office.api import (
    Actor,
    Appointment,
    Department,
    Organ,
    appointment_key,
    department_key,
    read_one,
    role_key,
)
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst

WHY = "议定事项节录"
OF_AN_ORGAN = ("document_clerk", "office_reviewer", "leader")
"""Who reads an excerpt that went to a whole organ."""
WRITTEN = (life.RUNNING, life.ENDED)
"""While it stands there, its record and its decisions are written; afterwards they are only added to."""


def running(meeting: Meeting, *, by: Actor) -> Appointment | None:
    """The post in which he runs it: an organiser's, else the host's."""
    return meetings.organising(meeting, by=by) or meetings.hosting(meeting, by=by)


def ask_runner(meeting: Meeting, *, by: Actor) -> Actor:
    """He in that capacity, or NotAllowed."""
    found = running(meeting, by=by)
    if found is None:
        names = meeting.organised_by
        raise NotAllowed(
            f"会议由主持人和承办的{names.post.department.name}掌握进行、记录和纪要。请与{names.person.name}联系。"
        )
    return by.acting_as(found)


def read_to_run(uid: UUID, *, by: Actor) -> tuple[Meeting, Actor]:
    """A meeting that he runs, for its pages. One that is not his to run is not there for him on these pages, as if there were none."""
    meeting = meetings.read(uid, by=by)
    if running(meeting, by=by) is None:
        raise NotThere("该会议")
    return meeting, ask_runner(meeting, by=by)


def take_to_run(uid: UUID, *, by: Actor) -> tuple[Meeting, Actor]:
    """A meeting that he runs, locked; and he in that capacity. Raises NotThere, NotAllowed."""
    ask_runner(meetings.read(uid, by=by), by=by)
    meeting = meetings.take(uid, by=by)
    return meeting, ask_runner(meeting, by=by)


def take_to_write(uid: UUID, *, by: Actor) -> tuple[Meeting, Actor]:
    """The same, while its record and decisions are written. Raises SomebodyWasFirst otherwise."""
    meeting, actor = take_to_run(uid, by=by)
    refuse_unwritten(meeting)
    return meeting, actor


def refuse_unwritten(meeting: Meeting) -> None:
    """Raise unless the record is open."""
    if meeting.state == life.MINUTED:
        raise SomebodyWasFirst("没有保存：纪要已经印发，记录和议定事项不再改动。需要更正的，请写补正。")
    if meeting.state not in WRITTEN:
        raise SomebodyWasFirst(f"没有保存：会议现在是“{meeting.state_in_words}”，会议开始后再记录。")


def item_of(meeting: Meeting, uid: UUID) -> AgendaItem:
    """One item of the meeting. Raises NotThere."""
    found = AgendaItem.objects.select_related("organ", "department__organ").filter(meeting=meeting, uid=uid).first()
    if found is None:
        raise NotThere("该议程项")
    return found


def decision_of(meeting: Meeting, uid: UUID) -> Decision:
    """One decision of the meeting. Raises NotThere."""
    found = Decision.objects.select_related("item", "organ", "department").filter(meeting=meeting, uid=uid).first()
    if found is None:
        raise NotThere("该议定事项")
    return found


def speech_of(meeting: Meeting, uid: UUID) -> Speech:
    """One speech on an item of the meeting. Raises NotThere."""
    found = Speech.objects.filter(item__meeting=meeting, uid=uid).first()
    if found is None:
        raise NotThere("该发言")
    return found


def ballot_of(meeting: Meeting, uid: UUID) -> Ballot:
    """One ballot of the meeting. Raises NotThere."""
    found = Ballot.objects.select_related("item").filter(meeting=meeting, uid=uid).first()
    if found is None:
        raise NotThere("该表决")
    return found


def screen_of(meeting: Meeting, uid: UUID) -> AgendaScreen:
    """One screen of the meeting. Raises NotThere."""
    found = AgendaScreen.objects.filter(meeting=meeting, uid=uid).first()
    if found is None:
        raise NotThere("该议程屏")
    return found


def voter_of(ballot: Ballot, *, by: Actor) -> Voter | None:
    """His place among those who vote in it, while he is invited."""
    rows = Voter.objects.select_related("invitation")
    return rows.filter(ballot=ballot, invitation__person=by.person, invitation__withdrawn_at__isnull=True).first()


def read_to_vote(uid: UUID, *, by: Actor) -> tuple[Meeting, Invitation | None]:
    """A meeting whose ballots he sees: he is invited, or runs it. Raises NotThere."""
    meeting = meetings.read(uid, by=by)
    invitation = meetings.invitation(meeting, by=by)
    if invitation is None and running(meeting, by=by) is None:
        raise NotThere("该会议")
    return meeting, invitation


def read_excerpt(uid: UUID, *, by: Actor) -> Excerpt:
    """An excerpt that he may read; not his and not there are one refusal."""
    rows = Excerpt.objects.select_related(
        "item__department__organ", "item__organ", "meeting__organ", "meeting__host__person", "meeting__kind",
        "meeting__booking__room__building", "meeting__minutes",
    )  # fmt: skip
    return read_one(rows, uid, by, called="该节录")


def keys_of_runners(meeting: Meeting) -> list[str]:
    """Who reads all that came of it."""
    keys = [department_key(meeting.organised_by.post.department), appointment_key(meeting.organised_by)]
    return [*keys, appointment_key(meeting.host)]


def keys_of_unit(unit: Department | Organ) -> list[str]:
    """Who reads an excerpt that went to a unit: a department's people; of an organ those who answer for it."""
    if isinstance(unit, Department):
        return [department_key(unit)]
    return [role_key(unit, role) for role in OF_AN_ORGAN]
