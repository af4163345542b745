"""灯 as a small word in its tone; and 督办 on the page of any paper: `{% supervision_of paper.uid %}` beside its other sections."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from docflow.supervision.lights import Colour, Light
from docflow.supervision.policy import opening
from docflow.supervision.selectors.lists import with_lights
from docflow.supervision.selectors.page import of_source
from office.api import actor_for, may_read, may_read_all

register = template.Library()

TONES = {
    Colour.GREY: "",
    Colour.GREEN: "ok",
    Colour.YELLOW: "near",
    Colour.RED: "late",
    Colour.BLUE: "go",
    Colour.PURPLE: "dusk",
}
SHARES = {**TONES, Colour.GREY: "wait"}


@register.simple_tag
def light_tag(light: Light | None) -> SafeString | str:
    """红灯·逾期: its word and what it means; why, where the pointer rests."""
    if light is None:
        return ""
    classes = " ".join(filter(None, ("tag", TONES[light.colour])))
    return format_html('<span class="{}" title="{}">{}·{}</span>', classes, light.why, light.word, light.meaning)


@register.filter
def light_tone(colour: Colour) -> str:
    return TONES[colour]


@register.filter
def share_tone(colour: Colour) -> str:
    """In the bar, where what has not begun is a part too."""
    return SHARES[colour]


@register.inclusion_tag("supervision/partials/_of_paper.html", takes_context=True)
def supervision_of(context: Context, paper_uid: UUID) -> dict[str, Any]:
    """The section: whoever may read the paper sees that it is supervised; who may read the matter is led to it."""
    by = actor_for(context["request"])
    if not may_read(by, paper_uid):
        return {"rows": []}
    rows = with_lights(of_source(paper_uid))
    open_to_him = may_read_all(by, [one.matter.uid for one in rows])
    return {
        "paper_uid": paper_uid,
        "rows": [(one, one.matter.uid in open_to_him) for one in rows],
        "may_open": opening(by) is not None,
    }
