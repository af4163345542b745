"""Words and marks of what came in, on a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from docflow.incoming.deadlines import distance, tone_of
from docflow.incoming.models import Incoming
from docflow.seals.verdict import Verdict
from office.kernel.clock import today
from office.templatetags.face import moment, tag

register = template.Library()

MANNERS = {"closed": "ok", "returned": "late", "terminated": "late"}
VERDICTS = {Verdict.VALID: "ok", Verdict.INVALID: "late"}


@register.filter
def incoming_tag(incoming: Incoming) -> SafeString:
    """Where it stands."""
    return tag(incoming.get_state_display(), MANNERS.get(incoming.state, "go"))


@register.filter
def due(incoming: Incoming) -> SafeString:
    """The day, then the distance: 3月24日 余4个工作日."""
    if incoming.due_on is None:
        return format_html('<div class="when"><small>{}</small></div>', "未设时限")
    if incoming.closed_at is not None:
        return format_html('<div class="when"><b>{}</b></div>', moment(incoming.due_on))
    tone = tone_of(incoming.due_on, today())
    words = distance(incoming.due_on, today())
    classes = f"when {tone}".strip()
    return format_html('<div class="{}"><b>{}</b><small>{}</small></div>', classes, moment(incoming.due_on), words)


@register.filter
def verdict_tag(incoming: Incoming) -> SafeString:
    """What the check on arrival found."""
    verdict = Verdict(incoming.verdict)
    return tag(verdict.label, VERDICTS.get(verdict, "near"))
