from meetings.materials.views.acts import bring, do, do_all
from meetings.materials.views.notes import note, remove
from meetings.materials.views.organising import copies_table, material_page, of_meeting, original, readings
from meetings.materials.views.reading import downloaded, page_image, printed, reading_page, standing

__all__ = [
    "bring",
    "copies_table",
    "do",
    "do_all",
    "downloaded",
    "material_page",
    "note",
    "of_meeting",
    "original",
    "page_image",
    "printed",
    "reading_page",
    "readings",
    "remove",
    "standing",
]
