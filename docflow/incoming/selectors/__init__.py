"""Questions that the pages of what came in ask."""
