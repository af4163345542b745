from office.views.appearance import choose_appearance
from office.views.me import me

__all__ = ["choose_appearance", "me"]
