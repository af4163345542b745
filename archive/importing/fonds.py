"""Into which fonds historical documents go."""

from archive.actions.fonds import Described, open_fonds
from archive.models import Fonds
from archive.policy import ARCHIVIST
from office.api import Actor, Organ, actor_of, valid_appointments, with_role
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid

DEFAULT = "J{:03}"


def fonds_of(organ: Organ) -> Fonds | None:
    return Fonds.objects.select_related("organ").filter(organ=organ).first()


def fonds_for(organ: Organ, code: str, *, by: Actor | None) -> Fonds:
    """The fonds of an organ, opened where there is none yet: by an archivist, or for a command by the first one that the organ has.

    Raises Invalid where it has none, or the code is none or another's.
    """
    there = fonds_of(organ)
    if there is not None:
        return there
    if by is None:
        archivist = with_role(organ, ARCHIVIST).order_by("post__order", "pk").first()
        if archivist is None:
            raise Invalid(f"{organ.name}还没有人任档案管理员，不能立全宗。请先设档案管理岗位。")
        by = actor_of(archivist.person, archivist)
    asked = Described(code=code, name=organ.name, constituting_unit=organ.name)
    try:
        return open_fonds(organ.uid, asked, by=by, key=uuid7())
    except Invalid:
        there = fonds_of(organ)  # somebody has opened it at the same moment
        if there is None:
            raise
        return there


def next_code() -> str:
    """The first free one of J001, J002 …"""
    taken = set(Fonds.objects.values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := DEFAULT.format(n)) not in taken)


def organs_with_an_archivist() -> list[Organ]:
    """Those in which somebody is 档案管理员 today."""
    keys = valid_appointments().filter(post__roles__role=ARCHIVIST).values("post__department__organ")
    return list(Organ.objects.filter(pk__in=keys).order_by("pk"))
