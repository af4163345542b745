"""What the page images of a document show."""

from docflow.models import Document
from docflow.previews import preview_of
from docflow.selectors.seals import seal_diameter
from docflow.selectors.versions import current_version, whole
from office.api import read
from office.kernel.refusals import NotThere


def page_source(document: Document) -> tuple[int, bytes, str]:
    """(number of pages, PDF, digest) of what the page images show. Raises NotThere for a document without text."""
    sealed = getattr(document, "sealed", None)
    if sealed is not None:
        return sealed.pages, read(sealed.file), sealed.sm3
    if not document.current:
        raise NotThere("该页")
    preview = preview_of(whole(document, current_version(document)), diameter=seal_diameter(document.organ_id))
    return preview.pages, preview.pdf(), preview.source
