"""Marks of meetings on a page."""

from django import template
from django.utils.safestring import SafeString

from meetings.convening import life
from meetings.convening.models import Meeting
from office.templatetags.face import tag

register = template.Library()

MANNERS = {
    life.ASKED: "go",
    life.APPROVED: "ok",
    life.ANNOUNCED: "ok",
    life.POSTPONED: "near",
    life.RUNNING: "go",
    life.CANCELLED: "late",
}


@register.filter
def meeting_tag(meeting: Meeting) -> SafeString:
    """Where it stands."""
    return tag(meeting.state_in_words, MANNERS.get(meeting.state, ""))
