"""What other rooms may call of the room of meetings."""

from meetings.actions.arrive import confirm_arrival, release_no_shows, release_undecided
from meetings.actions.book import Wish, book
from meetings.actions.change import change
from meetings.actions.end import cancel, hand_over
from meetings.actions.series import tend_series
from meetings.actions.wait import tend_waiting as tend_waiting_lists
from meetings.models import Booking, Room, State
from meetings.policy import bookings, rooms
from meetings.proceedings.actions.issue_minutes import tend_minutes
from meetings.proceedings.filing import MeetingFiling, closed_meetings, filing_of_meeting
from meetings.rules.slots import Slot, slot_of
from meetings.selectors.free import Need, free_rooms
from meetings.selectors.lists import rooms_waiting

__all__ = [
    "Booking",
    "MeetingFiling",
    "Need",
    "Room",
    "Slot",
    "State",
    "Wish",
    "book",
    "bookings",
    "cancel",
    "change",
    "closed_meetings",
    "confirm_arrival",
    "filing_of_meeting",
    "free_rooms",
    "hand_over",
    "release_no_shows",
    "release_undecided",
    "rooms",
    "rooms_waiting",
    "slot_of",
    "tend_minutes",
    "tend_series",
    "tend_waiting_lists",
]
