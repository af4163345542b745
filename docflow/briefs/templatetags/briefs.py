"""信息和一期刊物的状态 as a small word in its tone."""

from django import template
from django.utils.safestring import SafeString

from docflow.briefs import moves
from docflow.briefs.models import Brief, Issue
from docflow.briefs.scoring import in_words
from office.templatetags.face import tag

register = template.Library()

TONES = {
    moves.WRITTEN: "near",
    moves.RETURNED: "late",
    moves.SUBMITTED: "go",
    moves.TAKEN: "go",
    moves.ADOPTED: "go",
    moves.PUBLISHED: "ok",
    moves.TO_SIGN: "near",
    moves.EDITING: "go",
    moves.SIGNED: "go",
    moves.ISSUED: "ok",
}

register.filter("points", in_words)


@register.simple_tag
def state_tag(row: Brief | Issue) -> SafeString:
    return tag(row.get_state_display(), TONES.get(row.state, ""))
