"""What the frame of every page asks of the bell."""

from typing import Any

from django import template
from django.template import Context

from office.api import Person
from realtime.selectors.notifications import unread_count, words_for

register = template.Library()


@register.inclusion_tag("realtime/partials/_count.html", takes_context=True)
def unread(context: Context) -> dict[str, Any]:
    """The bell's link with the number of unread notifications of the person who looks."""
    person = context["request"].user
    count = unread_count(person) if isinstance(person, Person) else 0
    return {"count": count, "words": words_for(count)}
