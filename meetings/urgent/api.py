"""What other rooms and the duty desk may call of urgent events."""

from meetings.urgent.actions.tend import tend_urgent
from meetings.urgent.demo import report_demo_events
from meetings.urgent.selectors.lists import URGENT_WAIT, has_urgent, open_events_of

__all__ = ["URGENT_WAIT", "has_urgent", "open_events_of", "report_demo_events", "tend_urgent"]
