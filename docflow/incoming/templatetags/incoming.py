"""Words and marks of what came in, on a page."""

from django import template
from django.utils.safestring import SafeString

from docflow.incoming.models import Incoming
from docflow.seals.verdict import Verdict
from office.templatetags.face import tag

register = template.Library()

MANNERS = {"closed": "ok", "returned": "late", "terminated": "late"}
VERDICTS = {Verdict.VALID: "ok", Verdict.INVALID: "late"}


@register.filter
def incoming_tag(incoming: Incoming) -> SafeString:
    """Where it stands."""
    return tag(incoming.get_state_display(), MANNERS.get(incoming.state, "go"))


@register.filter
def verdict_tag(incoming: Incoming) -> SafeString:
    """What the check on arrival found."""
    verdict = Verdict(incoming.verdict)
    return tag(verdict.label, VERDICTS.get(verdict, "near"))
