"""What the desk may call of the archive."""

from archive.loans.selectors.lists import loans_waiting
from archive.selectors.queue import keeps_records, records_waiting

__all__ = ["keeps_records", "loans_waiting", "records_waiting"]
