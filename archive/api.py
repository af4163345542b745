"""What the desk may call of the archive."""

from archive.fixity import recheck_fixity
from archive.policy import keeps_records

__all__ = ["keeps_records", "recheck_fixity"]
