from meetings.convening.models.agenda import AgendaItem, AgendaUnit
from meetings.convening.models.invitations import Answer, Capacity, Invitation, InvitedOrgan
from meetings.convening.models.kinds import MeetingKind
from meetings.convening.models.meetings import Meeting, MeetingState
from meetings.convening.models.papers import MeetingPaper

__all__ = [
    "AgendaItem",
    "AgendaUnit",
    "Answer",
    "Capacity",
    "Invitation",
    "InvitedOrgan",
    "Meeting",
    "MeetingKind",
    "MeetingPaper",
    "MeetingState",
]
