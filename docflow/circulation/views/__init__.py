from docflow.circulation.views.acts import act
from docflow.circulation.views.choosing import more_readers, send_round
from docflow.circulation.views.pages import circulation_list, circulation_now, circulation_page, of_paper

__all__ = [
    "act",
    "circulation_list",
    "circulation_now",
    "circulation_page",
    "more_readers",
    "of_paper",
    "send_round",
]
