"""What the templates of the search ask of an entry."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.search.marking import Piece
from archive.search.models import Entry, Kind

register = template.Library()

GLYPHS = {Kind.RECORD: "档", Kind.DOCUMENT: "文", Kind.INCOMING: "收"}


@register.filter
def glyph(entry: Entry) -> str:
    """文, 收, 档: what kind of thing it is."""
    return GLYPHS[Kind(entry.kind)]


@register.simple_tag
def pieces(found: Iterable[Piece]) -> SafeString:
    """A text with the words marked."""
    parts = (format_html("<mark>{}</mark>", one.text) if one.marked else one.text for one in found)
    return format_html_join("", "{}", ((part,) for part in parts))
