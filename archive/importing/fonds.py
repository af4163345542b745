"""Into which fonds historical documents go, and how the fonds of an organ comes to be."""

from uuid import UUID

from archive.models import Fonds
from archive.policy import ARCHIVIST
from office.api import Actor, Organ, action, record, valid_appointments
from office.kernel.refusals import Invalid

DEFAULT = "J{:03}"
LONGEST = 20


@action
def open_fonds(organ: Organ, code: str, *, by: Actor | None, key: UUID) -> Fonds:
    """立全宗：the records of an organ get a 全宗号 of their own; the fonds that an organ has stays as it is. Raises Invalid."""
    row = Fonds(organ=organ, code=code, name=organ.name, constituting_unit=organ.name)
    Fonds.objects.bulk_create([row], ignore_conflicts=True)  # another may open it at the same moment
    there = Fonds.objects.select_related("organ").filter(organ=organ).first()
    if there is None:
        raise Invalid(f"全宗号“{code}”已由别的机关使用。请另写一个全宗号。", field="code")
    if there.uid == row.uid:
        record(
            by,
            "importing.fonds_opened",
            stream=f"fonds:{row.uid}",
            about=row.uid,
            title=f"{code} {organ.name}",
            code=code,
        )
    return there


def fonds_of(organ: Organ) -> Fonds | None:
    return Fonds.objects.select_related("organ").filter(organ=organ).first()


def next_code() -> str:
    """The first free one of J001, J002 …"""
    taken = set(Fonds.objects.values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := DEFAULT.format(n)) not in taken)


def organs_with_an_archivist() -> list[Organ]:
    """Those in which somebody is 档案管理员 today."""
    keys = valid_appointments().filter(post__roles__role=ARCHIVIST).values("post__department__organ")
    return list(Organ.objects.filter(pk__in=keys).order_by("pk"))
