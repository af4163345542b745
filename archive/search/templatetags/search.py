"""What the templates of the search ask of an entry."""

from django import template

from archive.search.models import Entry, Kind

register = template.Library()

GLYPHS = {Kind.RECORD: "档", Kind.DOCUMENT: "文", Kind.INCOMING: "收"}


@register.filter
def glyph(entry: Entry) -> str:
    """文, 收, 档: what kind of thing it is."""
    return GLYPHS[Kind(entry.kind)]
