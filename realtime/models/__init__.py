from realtime.models.notifications import Notification

__all__ = ["Notification"]
