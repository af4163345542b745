from meetings.seating.models.apart import KeptApart
from meetings.seating.models.plans import SeatingBlock, SeatingPlan, Shown
from meetings.seating.models.sittings import Sitting

__all__ = ["KeptApart", "SeatingBlock", "SeatingPlan", "Shown", "Sitting"]
