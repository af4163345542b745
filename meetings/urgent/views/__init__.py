from meetings.urgent.views.acts import do
from meetings.urgent.views.keeping import drop, limits, practice, reach
from meetings.urgent.views.pages import event_list, event_page, file, statistics
from meetings.urgent.views.reporting import new_event, report

__all__ = [
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
