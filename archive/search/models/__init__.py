"""Rows of the search."""

from archive.search.models.entries import Entry, FileText, Kind, Pending
from archive.search.models.marks import Progress
from archive.search.models.saved import SavedHit, SavedSearch

__all__ = ["Entry", "FileText", "Kind", "Pending", "Progress", "SavedHit", "SavedSearch"]
