"""Marks of an urgent event on a page: that it is a drill, how grave it is, how far."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from meetings.urgent.models import EventLevel, UrgentEvent
from office.templatetags.face import tag

register = template.Library()

GRAVE = (EventLevel.FIRST, EventLevel.SECOND)


@register.filter
def event_tags(event: UrgentEvent) -> SafeString:
    """演练, the level, and 已终报."""
    tags = [
        *([tag("演练", "near")] if event.is_drill else []),
        tag(event.short_level, "late" if event.level in GRAVE else ""),
        *([] if event.is_open else [tag("已终报", "ok")]),
    ]
    return format_html_join(" ", "{}", ((one,) for one in tags))
