from meetings.seating.forms.acts import PairForm, PersonForm, PlanForm, SeatForm, ShowForm
from meetings.seating.forms.hall import HallForm

__all__ = ["HallForm", "PairForm", "PersonForm", "PlanForm", "SeatForm", "ShowForm"]
