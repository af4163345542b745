"""列表的条件，从网址里读。What no list knows is no condition."""

from uuid import UUID

from django.http import HttpRequest

from docflow.supervision.lights import Colour
from docflow.supervision.models import SupervisionLevel
from docflow.supervision.scoring import COUNTED
from docflow.supervision.selectors.counting import period_of
from docflow.supervision.selectors.lists import Asked
from office.api import searched_for


def asked_in(request: HttpRequest) -> Asked:
    period = searched_for(request, "period", limit=7)
    return Asked(
        words=searched_for(request),
        light=_known(request.GET.get("light", ""), list(Colour)),
        level=_known(request.GET.get("level", ""), SupervisionLevel.values),
        unit=_uid(request.GET.get("unit", "")),
        leader=_uid(request.GET.get("leader", "")),
        organ=_uid(request.GET.get("organ", "")),
        count=_known(request.GET.get("count", ""), COUNTED),
        period=period_of(period).word if period else "",
    )


def _known(word: str, words: "list[Colour] | list[str] | tuple[str, ...]") -> str:
    return next((str(one) for one in words if one == word), "")


def _uid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
