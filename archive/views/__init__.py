"""Pages of records."""

from archive.views.acts import act, confirm, decide_chosen
from archive.views.files import record_file, record_image
from archive.views.lists import record_list
from archive.views.records import record_page

__all__ = ["act", "confirm", "decide_chosen", "record_file", "record_image", "record_list", "record_page"]
