from realtime.views.notifications import bell, notifications
from realtime.views.reading import read, read_all, undo

__all__ = ["bell", "notifications", "read", "read_all", "undo"]
