"""delivery：one document sent to many organs in one act, against a bare insert of its delivery rows."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.db import transaction

from docflow.distribution.actions.sending import Addressee, send
from docflow.distribution.due import DAYS_TO_SIGN
from docflow.distribution.models import Delivery, Manner
from docflow.models import Document, Sealed
from docflow.walking.performing import put_on_route
from office.api import Actor, keep
from office.kernel.clock import today
from office.kernel.digests import sm3
from office.kernel.ids import uuid7
from office.models import Appointment, Department, Organ, Person, Post, PostRole
from office.models.organs import Level, plant
from office.site.benching.papers import Town
from office.site.benching.rounds import Spread, rounds_of, seconds

WANTED = "500家不超过2 s"


def measure(rounds: int, size: int) -> Iterator[str]:
    """To `size` organs a round, each with its clerk."""
    town = Town()
    by, organs = town.drafters[0], receivers(town.code.organ, size)
    sent: list[float] = []
    inserted: list[float] = []
    for n in rounds_of(rounds):
        turns = [
            (sent, partial(_send, sealed(town, by), organs, by)),
            (inserted, partial(_insert, sealed(town, by), organs, by)),
        ]
        for kept, work in turns if n % 2 == 0 else reversed(turns):
            kept.append(seconds(work))
    yield f"分发{size}家 {Spread.of(sent)} s，要求{WANTED}"
    yield f"对照：只插入送件的行 {Spread.of(inserted)} s"
    yield f"分发/对照 {Spread.of([a / b for a, b in zip(sent, inserted, strict=True)])}"


def _send(document: Document, organs: Sequence[Organ], by: Actor) -> None:
    with transaction.atomic():
        send(document, [Addressee(one, Manner.MAIN) for one in organs], by=by, key=uuid7(), days=DAYS_TO_SIGN)


def _insert(document: Document, organs: Sequence[Organ], by: Actor) -> None:
    with transaction.atomic():
        Delivery.objects.bulk_create(
            Delivery(document=document, receiver=one, manner=Manner.MAIN, sent_by=by.appointment, sent_names=by.names())
            for one in organs
        )


def sealed(town: Town, by: Actor) -> Document:
    """A document that has its sealed file, as far as sending asks."""
    with transaction.atomic():
        document = put_on_route(
            Document(organ=town.code.organ, drafter=by.appointment, code=town.code, kind="通知", signed_on=today()),
            "outgoing",
        )
        content = document.uid.bytes
        file, digest = keep(content, "application/pdf"), sm3(content).hex()
        document.sealed = Sealed.objects.create(
            document=document,
            file=file,
            sm3=digest,
            page_sm3=digest,
            sha256=digest,
            size=len(content),
            pages=1,
            revisions=[digest],
            seals=1,
        )
    return document


def receivers(parent: Organ, count: int) -> list[Organ]:
    """So many organs below one, each with a clerk."""
    with transaction.atomic():
        organs = [plant(parent, level=Level.COUNTY, name=f"第{n}单位", short_name=f"第{n}单位") for n in range(count)]
        offices = Department.objects.bulk_create(Department(organ=one, name="办公室") for one in organs)
        posts = Post.objects.bulk_create(Post(department=one, title="文书") for one in offices)
        PostRole.objects.bulk_create(PostRole(post=one, role="document_clerk") for one in posts)
        people = Person.objects.bulk_create(Person(login=f"clerk{n}", name=f"文书{n}") for n in range(count))
        Appointment.objects.bulk_create(
            Appointment(person=person, post=post, since=today()) for person, post in zip(people, posts, strict=True)
        )
    return organs
