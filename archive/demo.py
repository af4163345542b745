"""演示城市的全宗：one for each organ that has an archivist, opened as he would open it."""

from uuid import uuid5

from archive.actions.fonds import Described, open_fonds
from archive.models import Fonds
from archive.policy import ARCHIVIST
from office.api import Organ, actor_of, with_role

ARCHIVES = "云州市档案馆"


def open_demo_fonds() -> int:
    """Where there is none yet; the answer is how many were opened. Harmless when repeated."""
    opened = 0
    for organ in Organ.objects.filter(fonds__isnull=True).order_by("pk"):
        archivist = with_role(organ, ARCHIVIST).order_by("pk").first()
        if archivist is None:
            continue
        asked = Described(
            code=f"J{Fonds.objects.count() + 1:03d}",
            name=organ.name,
            constituting_unit=organ.name,
            archives_name=ARCHIVES,
        )
        open_fonds(organ.uid, asked, by=actor_of(archivist.person, archivist), key=uuid5(organ.uid, "fonds"))
        opened += 1
    return opened
