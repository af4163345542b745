"""Rows of the archive."""

from archive.models.checks import CheckReport, Conclusion, Stage
from archive.models.decisions import Decision
from archive.models.fonds import Fonds, ItemRegister, UnitCode
from archive.models.records import Origin, Record, RecordFile, RecordReturn, Role, State
from archive.models.retention import RetentionRow, RetentionTable

__all__ = [
    "CheckReport",
    "Conclusion",
    "Decision",
    "Fonds",
    "ItemRegister",
    "Origin",
    "Record",
    "RecordFile",
    "RecordReturn",
    "RetentionRow",
    "RetentionTable",
    "Role",
    "Stage",
    "State",
    "UnitCode",
]
