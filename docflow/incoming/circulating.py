"""收文怎样传阅：what circulation asks about what came in."""

from functools import partial
from uuid import UUID

from django.urls import reverse

from docflow.circulation.papers import Circulating, Pages
from docflow.incoming.models import Incoming, IncomingState

NO_PAGES = "这件收文没有可以逐页看的版面，请打开收文页看原件或正文。"


def circulating(uid: UUID) -> Circulating | None:
    """What came in, of a uid."""
    incoming = (
        Incoming.objects.select_related("organ", "registered_by__person", "delivery__document").filter(uid=uid).first()
    )
    if incoming is None:
        return None
    return Circulating(
        uid=incoming.uid,
        organ=incoming.organ,
        title=str(incoming),
        url=incoming.get_absolute_url(),
        number=incoming.number,
        begun_by=incoming.registered_by,
        also=(incoming.delivery.document.uid,) if incoming.delivery else (),
        hindrance=_hindrance(incoming),
        pages=partial(_pages, incoming),
    )


def _hindrance(incoming: Incoming) -> str:
    if incoming.turned_back:
        return "这件收文已经退文，不能再传阅。"
    return "这件收文的登记已经作废，不能再传阅。" if incoming.state == IncomingState.TERMINATED else ""


def _pages(incoming: Incoming) -> Pages:
    if not incoming.kept_file or not incoming.pages:
        return Pages(refused=NO_PAGES)
    return Pages(tuple(reverse("incoming:page", args=[incoming.uid, n]) for n in range(1, incoming.pages + 1)))
