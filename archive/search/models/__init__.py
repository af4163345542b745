"""Rows of the search."""

from archive.search.models.entries import Entry, FileText, Kind, Pending

__all__ = ["Entry", "FileText", "Kind", "Pending"]
