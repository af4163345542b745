from office.views.appearance import choose_appearance
from office.views.directory import directory, organ, person
from office.views.due import due
from office.views.me import me
from office.views.trail import access_log, trail

__all__ = ["access_log", "choose_appearance", "directory", "due", "me", "organ", "person", "trail"]
