from docflow.incoming.views.acts import act
from docflow.incoming.views.classes import classes
from docflow.incoming.views.files import check, delivery_image, enclosure, intake_image, main_file, page_image
from docflow.incoming.views.handling import handling_sheet, handling_sheet_file
from docflow.incoming.views.pages import incoming_list, incoming_page
from docflow.incoming.views.phrases import phrases
from docflow.incoming.views.registering import bring, elements, new
from docflow.incoming.views.registers import register_list, register_page
from docflow.incoming.views.replies import reply

__all__ = [
    "act",
    "bring",
    "check",
    "classes",
    "delivery_image",
    "elements",
    "enclosure",
    "handling_sheet",
    "handling_sheet_file",
    "incoming_list",
    "incoming_page",
    "intake_image",
    "main_file",
    "new",
    "page_image",
    "phrases",
    "register_list",
    "register_page",
    "reply",
]
