"""What other rooms may call of the room of notices."""

from realtime.bells import ring
from realtime.notifying import notify
from realtime.selectors.notifications import unread_count

__all__ = ["notify", "ring", "unread_count"]
