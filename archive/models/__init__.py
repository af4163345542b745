"""Rows of the archive."""

from archive.models.checks import CheckReport, Conclusion, Stage
from archive.models.decisions import Decision
from archive.models.fixity import Condition, Fixity, FixityRound
from archive.models.fonds import Fonds, ItemNumber, ItemRegister, ItemState, UnitCode
from archive.models.notes import ClassNote
from archive.models.printouts import Form, Printout, PrintoutState
from archive.models.records import Origin, Record, RecordFile, RecordReturn, Role, State
from archive.models.retention import RetentionRow, RetentionTable
from archive.models.undecided import Undecided

__all__ = [
    "CheckReport",
    "ClassNote",
    "Conclusion",
    "Condition",
    "Decision",
    "Fixity",
    "FixityRound",
    "Fonds",
    "Form",
    "ItemNumber",
    "ItemRegister",
    "ItemState",
    "Origin",
    "Printout",
    "PrintoutState",
    "Record",
    "RecordFile",
    "RecordReturn",
    "RetentionRow",
    "RetentionTable",
    "Role",
    "Stage",
    "State",
    "Undecided",
    "UnitCode",
]
