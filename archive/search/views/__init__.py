from archive.search.views.kept import forget, keep, kept, tell
from archive.search.views.searching import search

__all__ = ["forget", "keep", "kept", "search", "tell"]
