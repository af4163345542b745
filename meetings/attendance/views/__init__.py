from meetings.attendance.views.at_the_door import here, sign
from meetings.attendance.views.deeds import do
from meetings.attendance.views.mine import mine
from meetings.attendance.views.naming import naming
from meetings.attendance.views.organising import replies, replies_now, sign_ins, sign_ins_now
from meetings.attendance.views.screen import screen, screen_now
from meetings.attendance.views.sheets import bring, list_file, table

__all__ = [
    "bring",
    "do",
    "here",
    "list_file",
    "mine",
    "naming",
    "replies",
    "replies_now",
    "screen",
    "screen_now",
    "sign",
    "sign_ins",
    "sign_ins_now",
    "table",
]
