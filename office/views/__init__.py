from office.views.appearance import choose_appearance
from office.views.directory import directory, organ, person
from office.views.me import me

__all__ = ["choose_appearance", "directory", "me", "organ", "person"]
