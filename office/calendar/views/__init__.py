from office.calendar.views.importing import confirm, preview
from office.calendar.views.year import year

__all__ = ["confirm", "preview", "year"]
