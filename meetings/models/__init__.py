from meetings.models.addresses import Opens, SecretAddress
from meetings.models.blockings import Blocking
from meetings.models.bookings import HOLDING, MOVES, Booking, State
from meetings.models.rooms import Admits, Building, Equipment, OpenHours, Room
from meetings.models.series import BookingSeries, Every
from meetings.models.waiting import WaitingEntry, WaitingState

__all__ = [
    "HOLDING",
    "MOVES",
    "Admits",
    "Blocking",
    "Booking",
    "BookingSeries",
    "Building",
    "Equipment",
    "Every",
    "OpenHours",
    "Opens",
    "Room",
    "SecretAddress",
    "State",
    "WaitingEntry",
    "WaitingState",
]
