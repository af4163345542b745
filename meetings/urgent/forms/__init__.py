from meetings.urgent.forms.acts import EventActForm, LimitForm, MailForm, PracticeForm
from meetings.urgent.forms.event import EventForm, ReportForm, initial_now, initial_of

__all__ = [
    "EventActForm",
    "EventForm",
    "LimitForm",
    "MailForm",
    "PracticeForm",
    "ReportForm",
    "initial_now",
    "initial_of",
]
