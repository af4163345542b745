"""Words of importing, on a page."""

from django import template

register = template.Library()


@register.filter
def retention(code: str) -> str:
    """永久 for Y, 30年 for D30; nothing for nothing."""
    return "永久" if code == "Y" else f"{code[1:]}年" if code else ""
