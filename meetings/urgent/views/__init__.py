from meetings.urgent.views.acts import do
from meetings.urgent.views.keeping import drop, limits, practice, reach
from meetings.urgent.views.pages import counted_rows, event_list, event_page, file, statistics
from meetings.urgent.views.reporting import new_event, report

__all__ = [
    "counted_rows",
    "do",
    "drop",
    "event_list",
    "event_page",
    "file",
    "limits",
    "new_event",
    "practice",
    "reach",
    "report",
    "statistics",
]
