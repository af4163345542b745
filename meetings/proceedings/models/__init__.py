from meetings.proceedings.models.ballots import Ballot, Choice, Manner, NamedVote, Tally, Voter
from meetings.proceedings.models.decisions import Decision, DecisionUnit, Excerpt
from meetings.proceedings.models.minutes import Minutes
from meetings.proceedings.models.records import Correction, Proceedings, Speech
from meetings.proceedings.models.running import AgendaScreen, ItemRun, ItemState

__all__ = [
    "AgendaScreen",
    "Ballot",
    "Choice",
    "Correction",
    "Decision",
    "DecisionUnit",
    "Excerpt",
    "ItemRun",
    "ItemState",
    "Manner",
    "Minutes",
    "NamedVote",
    "Proceedings",
    "Speech",
    "Tally",
    "Voter",
]
