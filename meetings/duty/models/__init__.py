from meetings.duty.models.people import Absence, Pairing, PoolMember, Wish
from meetings.duty.models.rosters import DayKind, Roster, Shift, Turn
from meetings.duty.models.runs import RosterRun, RunState
from meetings.duty.models.swaps import OPEN, Swap, SwapState
from meetings.duty.models.units import A_DAY, LONGEST_SHIFT, DutyRole, DutyUnit, ShiftPattern

__all__ = [
    "A_DAY",
    "LONGEST_SHIFT",
    "OPEN",
    "Absence",
    "DayKind",
    "DutyRole",
    "DutyUnit",
    "Pairing",
    "PoolMember",
    "Roster",
    "RosterRun",
    "RunState",
    "Shift",
    "ShiftPattern",
    "Swap",
    "SwapState",
    "Turn",
    "Wish",
]
