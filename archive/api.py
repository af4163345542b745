"""What the desk may call of the archive."""

from archive.fixity import recheck_fixity
from archive.policy import keeps_records
from archive.selectors.queue import records_waiting

__all__ = [
    "keeps_records",
    "recheck_fixity",
    "records_waiting",
]
