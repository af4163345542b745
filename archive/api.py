"""What the desk may call of the archive."""

from archive.policy import keeps_records

__all__ = ["keeps_records"]
