"""Marks of topics and calls on a page."""

from django import template
from django.utils.safestring import SafeString

from meetings.topics.models import Topic, TopicCall, TopicState
from office.templatetags.face import tag

register = template.Library()

MANNERS = {"draft": "", "asked": "go", "admitted": "ok", "put_off": "near", "sent_back": "late", "called_off": ""}


@register.filter
def topic_tag(topic: Topic) -> SafeString:
    """Where it stands; of an admitted one that an organiser has taken off the agenda, that too."""
    state = TopicState(topic.state)
    if state == TopicState.ADMITTED and topic.item_id is None:
        return tag("已移出议程", "near")
    return tag(state.label, MANNERS[state])


@register.filter
def call_tag(call: TopicCall) -> SafeString:
    return tag("征集中", "go") if call.is_open else tag("已截止")
