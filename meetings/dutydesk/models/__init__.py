from meetings.dutydesk.models.checking_in import CheckIn, MissedCheckIn, Rung
from meetings.dutydesk.models.handing_over import HandOver, HandOverNote, HandOverReceipt
from meetings.dutydesk.models.matters import MatterStep, PendingMatter, StepKind
from meetings.dutydesk.models.registers import CallEntry, Direction, EntryFile, LogEntry, LogKind
from meetings.dutydesk.models.rules import DeskRule, WallScreen
from meetings.dutydesk.models.spot_checks import Manner, Result, SpotCheck

__all__ = [
    "CallEntry",
    "CheckIn",
    "DeskRule",
    "Direction",
    "EntryFile",
    "HandOver",
    "HandOverNote",
    "HandOverReceipt",
    "LogEntry",
    "LogKind",
    "Manner",
    "MatterStep",
    "MissedCheckIn",
    "PendingMatter",
    "Result",
    "Rung",
    "SpotCheck",
    "StepKind",
    "WallScreen",
]
