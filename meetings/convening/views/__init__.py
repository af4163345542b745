from meetings.convening.views.acts import act
from meetings.convening.views.agenda import agenda_page, arrange_agenda, item_page
from meetings.convening.views.keeping import edit_kind, kind_list, new_kind
from meetings.convening.views.lists import meeting_list
from meetings.convening.views.pages import meeting_page
from meetings.convening.views.people import arrange_people, invite_chosen, invite_group, invite_one_unit, people_page
from meetings.convening.views.planning import edit_meeting, new_meeting

__all__ = [
    "act",
    "agenda_page",
    "arrange_agenda",
    "arrange_people",
    "edit_kind",
    "edit_meeting",
    "invite_chosen",
    "invite_group",
    "invite_one_unit",
    "item_page",
    "kind_list",
    "meeting_list",
    "meeting_page",
    "new_kind",
    "new_meeting",
    "people_page",
]
