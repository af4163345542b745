"""What the desk may call of the archive."""

from archive.selectors.queue import keeps_records, records_waiting

__all__ = ["keeps_records", "records_waiting"]
