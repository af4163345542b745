"""What other rooms may call of the room of notices."""

from realtime.bells import ring
from realtime.notifying import Notice, notify, notify_each
from realtime.selectors.notifications import unread_count

__all__ = ["Notice", "notify", "notify_each", "ring", "unread_count"]
