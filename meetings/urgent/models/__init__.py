from meetings.urgent.models.alarms import Alarm, Call, MailAddress
from meetings.urgent.models.clocks import A_WEEK, Clock, ClockLimit, StartsAt, Timed, UnitPractice
from meetings.urgent.models.events import DRILL_MARK, EventKind, EventLevel, UrgentEvent
from meetings.urgent.models.instructions import InstructedTask, Instruction
from meetings.urgent.models.reports import Dispatch, Finding, Report, ReportDocument, ReportFile, Stage

__all__ = [
    "A_WEEK",
    "DRILL_MARK",
    "Alarm",
    "Call",
    "Clock",
    "ClockLimit",
    "Dispatch",
    "EventKind",
    "EventLevel",
    "Finding",
    "InstructedTask",
    "Instruction",
    "MailAddress",
    "Report",
    "ReportDocument",
    "ReportFile",
    "Stage",
    "StartsAt",
    "Timed",
    "UnitPractice",
    "UrgentEvent",
]
