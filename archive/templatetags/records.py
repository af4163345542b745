"""Words and marks of records on a page."""

from django import template
from django.http import QueryDict
from django.utils.safestring import SafeString

from archive.models import Record
from archive.selectors.dossier import department_then
from archive.wording import retention_in_words, size_in_words
from office.templatetags.face import tag

register = template.Library()

MANNERS = {
    "collecting": "",
    "arranging": "",
    "checking": "go",
    "refused": "late",
    "waiting": "near",
    "filed": "ok",
    "returned": "late",
    "left_out": "",
}
RESULTS = {"合格": "ok", "passed": "ok", "不合格": "late", "failed": "late", "待人工": "near", "manual": "near"}

register.filter("retention", retention_in_words)
register.filter("size", size_in_words)
register.filter("department_then", department_then)


@register.filter
def standing(item: Record) -> SafeString:
    """Where a record stands."""
    return tag(item.get_state_display(), MANNERS[item.state])


@register.filter
def result_tone(result: str) -> str:
    """The tone of a finding or of a conclusion."""
    return RESULTS.get(result, "")


@register.filter
def result_icon(result: str) -> str:
    """The drawing beside a finding."""
    return {"合格": "ok", "不合格": "no", "待人工": "person"}.get(result, "info")


@register.filter
def chosen(options: dict[str, str] | None, name: str) -> str:
    """What a refused form had in a field."""
    return options.get(name, "") if options else ""


@register.filter
def picked(given: QueryDict, value: str) -> bool:
    """Whether a refused form had a finding ticked."""
    return value in given.getlist("finding")
