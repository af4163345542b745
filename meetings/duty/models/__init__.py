from meetings.duty.models.people import Absence, Pairing, PoolMember, Wish
from meetings.duty.models.rosters import DayKind, Roster, Shift, Turn
from meetings.duty.models.units import LONGEST_SHIFT, DutyRole, DutyUnit, ShiftPattern

__all__ = [
    "LONGEST_SHIFT",
    "Absence",
    "DayKind",
    "DutyRole",
    "DutyUnit",
    "Pairing",
    "PoolMember",
    "Roster",
    "Shift",
    "ShiftPattern",
    "Turn",
    "Wish",
]
