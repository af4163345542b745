"""Materials of a gathering, as far along as a test needs."""

import io
from typing import Any

from django.urls import reverse
from reportlab.pdfgen.canvas import Canvas

from meetings.materials.actions.bring_material import Described, bring_material
from meetings.materials.actions.hand_out import hand_out
from meetings.materials.models import Copy, Material
from meetings.materials.policy import materials
from office.api import Appointment
from office.kernel.ids import uuid7
from office.kernel.uploads import Examined
from tests.meetings.gathering import Gathering
from tests.reading import ReadingClient


def paper(pages: int = 1, words: str = "page") -> bytes:
    """A PDF of so many pages."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for n in range(1, pages + 1):
        canvas.drawString(72, 720, f"{words} {n}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


EXAMINED = Examined("汇报.pdf", "application/pdf", ".pdf")


def brought(g: Gathering, title: str = "汇报材料", content: bytes = b"", **described: Any) -> Material:
    """A draft."""
    said = Described(title=title, **described)
    return bring_material(
        g.meeting.uid, said, content or paper(words=title), EXAMINED, by=g.by(g.organiser), key=uuid7()
    )


def handed_out(g: Gathering, title: str = "汇报材料", content: bytes = b"", **described: Any) -> Material:
    """One that those whom it is for may read."""
    material = brought(g, title, content, **described)
    hand_out(material.uid, by=g.by(g.organiser), key=uuid7())
    return materials.find(material.uid)


def numbers(material: Material) -> dict[str, int | None]:
    """份号 by name."""
    return dict(Copy.objects.filter(material=material).values_list("invitation__person__name", "number"))


def signed_in(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def statuses(who: Appointment, material: Material) -> dict[str, int]:
    """What the addresses at which it is read answer him."""
    client, found = signed_in(who), {}
    for name, *more in (("read",), ("page", 1, 1), ("print",), ("download",), ("standing", 1)):
        answer: Any = client.get(reverse(f"materials:{name}", args=[material.uid, *more]))
        if answer.streaming:
            b"".join(answer)
        found[name] = answer.status_code
    return found
