"""公文怎样传阅：what circulation asks about a document."""

from functools import partial
from uuid import UUID

from django.urls import reverse

from docflow.circulation.papers import Circulating, Pages
from docflow.models import Document
from docflow.selectors.paging import page_source
from office.kernel.refusals import Invalid, NotThere

NOTHING_YET = "文稿还没有送出，没有可以传阅的版面。请送核稿后再传阅。"


def document_of(uid: UUID) -> Circulating | None:
    """The document of a uid."""
    rows = Document.objects.select_related("organ", "drafter__person", "code", "run")
    document = rows.filter(uid=uid).first()
    if document is None:
        return None
    return Circulating(
        uid=document.uid,
        organ=document.organ,
        title=str(document),
        url=document.get_absolute_url(),
        number=document.number,
        begun_by=document.drafter,
        hindrance="" if document.current else NOTHING_YET,
        pages=partial(_pages, document),
    )


def _pages(document: Document) -> Pages:
    try:
        count, _, source = page_source(document)
    except NotThere:
        return Pages(refused=NOTHING_YET)
    except Invalid as refusal:
        return Pages(refused=refusal.sentence)
    version = f"?v={source[:12]}"  # cached by what the pages show
    return Pages(tuple(reverse("docflow:page", args=[document.uid, n]) + version for n in range(1, count + 1)))
