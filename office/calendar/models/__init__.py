from office.calendar.models.deadlines import Deadline
from office.calendar.models.tables import CalendarDay, CalendarTable

__all__ = ["CalendarDay", "CalendarTable", "Deadline"]
