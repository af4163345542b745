from meetings.dutydesk.views.checks import checks, do_check
from meetings.dutydesk.views.desk import desk, desk_list, desk_now, do
from meetings.dutydesk.views.handing_over import (
    do_hand_over,
    hand_over_file,
    hand_over_list,
    hand_over_page,
    new_hand_over,
)
from meetings.dutydesk.views.matters import do_matter, matter_list, matter_page
from meetings.dutydesk.views.registers import call_entry, calls, file, log, log_entry, log_file
from meetings.dutydesk.views.screens import screen, screen_now
from meetings.dutydesk.views.settings import end_screen, new_screen, settings

__all__ = [
    "call_entry",
    "calls",
    "checks",
    "desk",
    "desk_list",
    "desk_now",
    "do",
    "do_check",
    "do_hand_over",
    "do_matter",
    "end_screen",
    "file",
    "hand_over_file",
    "hand_over_list",
    "hand_over_page",
    "log",
    "log_entry",
    "log_file",
    "matter_list",
    "matter_page",
    "new_hand_over",
    "new_screen",
    "screen",
    "screen_now",
    "settings",
]
