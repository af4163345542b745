"""A list page by page."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

A_PAGE = 50


def page_of(rows: "QuerySet[M]", number: str | None, *, count: int | None = None) -> "Page[M]":
    """The page that an address asks for, or the nearest there is. `count`: how many rows there are, where a tab has counted them already."""
    paginator = Paginator(rows, A_PAGE)
    if count is not None:
        paginator.__dict__["count"] = count  # where its cached property would keep it
    return paginator.get_page(number)
