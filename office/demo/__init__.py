"""云州市：an invented city to try everything on. None of its people, organs and telephone numbers exists."""
