"""What other parts may call of the duty desk: its registers, what it leaves open, and what waits there."""

from meetings.dutydesk.actions.matters import open_matter
from meetings.dutydesk.actions.registers import CallSaid, LogSaid, record_call, write_log
from meetings.dutydesk.policy import desks, read_call_entry
from meetings.dutydesk.selectors.lists import DESK_WAITS, has_desk
from meetings.dutydesk.selectors.people import keepers_of, posts_of

__all__ = [
    "DESK_WAITS",
    "CallSaid",
    "LogSaid",
    "desks",
    "has_desk",
    "keepers_of",
    "open_matter",
    "posts_of",
    "read_call_entry",
    "record_call",
    "write_log",
]
