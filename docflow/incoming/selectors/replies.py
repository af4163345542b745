"""Replies to what came in."""

from django.db.models import QuerySet

from docflow.incoming.models import Incoming
from docflow.models import Document, Link, LinkKind


def replies_to(incoming: Incoming) -> QuerySet[Document]:
    """The documents that are linked with it as replies."""
    links = Link.objects.filter(to_uid=incoming.uid, kind=LinkKind.REPLIES_TO, removed_at__isnull=True)
    return Document.objects.filter(uid__in=links.values("from_uid"))


def has_sealed_reply(incoming: Incoming) -> bool:
    """Whether one of them has gone under the seal."""
    return replies_to(incoming).filter(sealed__isnull=False).exists()
