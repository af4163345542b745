"""What the frame asks of a request: how the page looks, as whom he acts, where he can go."""

from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string, select_template
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString

from meetings.duty.selectors.foot import Today, todays_duty
from office.api import Actor, actor_for
from office.appearance import Appearance, appearance_of
from office.kernel.refusals import NotAllowed
from office.site import navigation as places

register = template.Library()


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> Appearance:
    """Theme and type for the root element; a page without a request looks as the system says."""
    request = context.get("request")
    return appearance_of(request) if request else Appearance()


@register.simple_tag(takes_context=True)
def acting(context: Context) -> Actor | None:
    """The signed-in person in his primary post; None for visitors and for people without a post."""
    request = context.get("request")
    return _actor(request) if request else None


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """The left navigation, and at its foot who is on duty."""
    request = context["request"]
    actor = _actor(request)
    groups = places.navigation(actor, request.path, known=_known(request))
    duty = None if actor is None else todays_duty(actor)
    return _drawn("office/partials/_navigation.html", "groups", groups, get_script_prefix(), duty)


@register.simple_tag(takes_context=True)
def thumbs(context: Context) -> SafeString:
    """The phone's tabs."""
    request = context["request"]
    tabs = places.thumbs(_actor(request), request.path, known=_known(request))
    return _drawn("office/partials/_thumbs.html", "tabs", tabs, get_script_prefix())


@lru_cache(maxsize=1024)
def _drawn(
    template: str,
    name: str,
    shown: tuple[places.Group, ...] | tuple[places.Shown, ...],
    prefix: str,  # noqa: ARG001 - before its addresses
    duty: Today | None = None,
) -> SafeString:
    """The same entries with the same numbers are drawn once: half of a page's work is its frame, and people go the same ways."""
    return render_to_string(template, {name: shown, "duty": duty})


@register.simple_tag(takes_context=True)
def elsewhere(context: Context) -> tuple[places.Shown, ...]:
    """The pages to which no tab of the phone leads."""
    return places.elsewhere(_actor(context["request"]), known=_known(context["request"]))


@register.simple_tag(takes_context=True)
def search_address(context: Context) -> str:
    """Where everything is searched; empty for a visitor, and while no room has brought the page."""
    if _actor(context["request"]) is None:
        return ""
    try:
        return reverse("search:search")
    except NoReverseMatch:
        return ""


@register.simple_tag
def bell() -> str:
    """The template of the bell, which the room of notices brings; empty while that room is not there."""
    try:
        found = select_template(["realtime/_bell.html"])
    except TemplateDoesNotExist:
        return ""
    return str(found.template.name)


def _actor(request: HttpRequest) -> Actor | None:
    try:
        return actor_for(request)
    except NotAllowed:  # a visitor, or somebody who holds no post today
        return None


def _known(request: HttpRequest) -> places.Known:
    """Found once a request."""
    known: places.Known | None = getattr(request, "known_of_navigation", None)
    if known is None:
        known = request.known_of_navigation = places.known_of(_actor(request))  # type: ignore[attr-defined]
    return known
