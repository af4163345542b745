from meetings.seating.views.acts import act
from meetings.seating.views.hall import hall_page
from meetings.seating.views.pages import plan_page
from meetings.seating.views.printing import print_out

__all__ = ["act", "hall_page", "plan_page", "print_out"]
