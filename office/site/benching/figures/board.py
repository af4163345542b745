"""board：what the board of a document and the list of all that was sent ask, with few receivers and documents and with many."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.test import Client
from django.urls import reverse

from docflow.distribution.actions.sending import Addressee, send
from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.models import Delivery, Manner
from docflow.models import Document, Run
from docflow.walking.performing import begin
from office.api import actor_of, grant, role_key, with_role
from office.kernel.ids import uuid7
from office.models import Reader
from office.site.benching.figures.delivery import receivers, sealed
from office.site.benching.lengthening import lengthen, stretch
from office.site.benching.pages import Reading, ask, read
from office.site.benching.papers import Town
from office.site.benching.past import CLERKS, analysed
from office.site.benching.rounds import Spread, rounds_of, seconds

FEW, MANY = 5, 500
"""Receivers of one document."""
WANTED = "语句一样多"


def measure(rounds: int, size: int) -> Iterator[str]:
    """One document to 5 organs; then one to 500, and `size` of these."""
    town = Town()
    clerk = with_role(town.code.organ, CLERKS)[0]
    by = actor_of(clerk.person, clerk)
    organs = receivers(town.code.organ, MANY)
    client = Client(SERVER_NAME="localhost")
    client.force_login(clerk.person)
    readings: list[dict[str, Reading]] = []
    for receiving, documents in ((FEW, 1), (MANY, max(2, size))):
        with stretch((Run, Document, Delivery, Reader)) as rows:
            document = sealed(town, by)
            with transaction.atomic():
                begin(document, by=by, key=uuid7())
                addressees = [Addressee(one, Manner.MAIN) for one in organs[:receiving]]
                send(document, addressees, by=by, key=uuid7(), days=DAYS_TO_SIGN)
                grant(document.uid, role_key(document.organ, CLERKS), why="本机关文书")
                Document.objects.filter(pk=document.pk).update(state="distributed", title="关于供暖的通知")
        if documents > 1:
            lengthen(rows, documents - 1)
        analysed()
        pages = {
            "一件公文的一览": reverse("distribution:board", args=[document.uid]),
            "分发，全部": f"{reverse('distribution:sent_documents')}?tab=all",
            "分发，有未签收的": reverse("distribution:sent_documents"),
        }
        readings.append({label: read(client, address) for label, address in pages.items()})
        yield f"{documents}件公文，各发{receiving}家：送件{Delivery.objects.count()}行"
        for label, address in pages.items():
            took = [1000 * seconds(partial(ask, client, address)) for _ in rounds_of(rounds)]
            yield f"{label} {readings[-1][label].statements}条语句，看了{readings[-1][label].rows}行，一页 {Spread.of(took)} ms"
    few, many = readings
    for label, one in many.items():
        yield f"{label} 语句 {few[label].statements} → {one.statements}；要求{WANTED}"
