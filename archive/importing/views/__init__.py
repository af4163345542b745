from archive.importing.views.acts import act, mapping
from archive.importing.views.bringing import new
from archive.importing.views.pages import batch_list, batch_now, batch_page, refusals

__all__ = ["act", "batch_list", "batch_now", "batch_page", "mapping", "new", "refusals"]
