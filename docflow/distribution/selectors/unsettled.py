"""还没有了结的：what keeps a document from 办结."""

from uuid import UUID

from django.db.models import Q, QuerySet

from docflow.distribution.models import Delivery, DeliveryState

UNSETTLED = Q(state=DeliveryState.DELIVERED) | Q(state=DeliveryState.RETURNED, sent_again__isnull=True)
"""Awaited; or sent back and neither sent again nor waived: somebody has still to do something about it."""


def unsettled(paper_uid: UUID) -> QuerySet[Delivery]:
    """Those of a document."""
    return Delivery.objects.filter(UNSETTLED, document__uid=paper_uid)
