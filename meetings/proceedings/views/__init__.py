from meetings.proceedings.views.excerpts import excerpt, excerpt_file
from meetings.proceedings.views.minutes import draft, minutes_page, open_all
from meetings.proceedings.views.records import item_page, record_page, write
from meetings.proceedings.views.running import do, end_screen, new_screen, running
from meetings.proceedings.views.screens import screen, screen_now
from meetings.proceedings.views.votes import cast, votes

__all__ = [
    "cast",
    "do",
    "draft",
    "end_screen",
    "excerpt",
    "excerpt_file",
    "item_page",
    "minutes_page",
    "new_screen",
    "open_all",
    "record_page",
    "running",
    "screen",
    "screen_now",
    "votes",
    "write",
]
