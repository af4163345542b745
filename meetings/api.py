"""What other rooms may call of the room of meetings."""

from meetings.actions.arrive import confirm_arrival, release_no_shows, release_undecided
from meetings.actions.book import Wish, book
from meetings.actions.change import change, change_taken
from meetings.actions.end import cancel, cancel_taken, hand_over
from meetings.actions.series import tend_series
from meetings.actions.wait import tend_waiting as tend_waiting_lists
from meetings.models import Booking, Room, State
from meetings.policy import bookings, lock_rooms, rooms
from meetings.proceedings.actions.issue_minutes import tend_minutes
from meetings.proceedings.filing import MeetingFiling, closed_meetings, filing_of_meeting
from meetings.rules.slots import Slot, slot_of
from meetings.selectors.free import Need, free_rooms
from meetings.selectors.lists import ROOMS_WAIT
from meetings.topics.actions.tend import tend_calls
from meetings.topics.selectors.lists import TOPICS_WAIT

__all__ = [
    "ROOMS_WAIT",
    "TOPICS_WAIT",
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
    "cancel_taken",
    "change",
    "change_taken",
    "closed_meetings",
    "confirm_arrival",
    "filing_of_meeting",
    "free_rooms",
    "hand_over",
    "lock_rooms",
    "release_no_shows",
    "release_undecided",
    "rooms",
    "slot_of",
    "tend_calls",
    "tend_minutes",
    "tend_series",
    "tend_waiting_lists",
]
