"""Into which fonds historical documents go."""

from archive.models import Fonds
from archive.policy import ARCHIVIST
from office.api import Organ, valid_appointments

DEFAULT = "J{:03}"


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
