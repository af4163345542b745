"""Conditions on a document's fields."""

from typing import Any

import pytest

from docflow.flow.conditions import Compare, Condition, Either, Every, Not, fields_of

FIELDS = {"units": ["a", "b"], "title": "关于人才安居的意见", "copies": 30, "urgent": False, "note": " ", "none": []}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Compare("units", "filled"), True),
        (Compare("urgent", "filled"), True),
        (Compare("note", "filled"), False),
        (Compare("none", "empty"), True),
        (Compare("absent", "empty"), True),
        (Compare("copies", "equals", 30), True),
        (Compare("copies", "differs", 30), False),
        (Compare("copies", "in", [10, 30]), True),
        (Compare("copies", "in", 30), False),
        (Compare("units", "contains", "b"), True),
        (Compare("title", "contains", "安居"), True),
        (Compare("title", "contains", 5), False),
        (Compare("copies", "contains", 3), False),
        (Compare("copies", "at_least", 30), True),
        (Compare("copies", "at_most", 29), False),
        (Compare("title", "at_least", 1), False),
        (Compare("urgent", "at_most", 1), False),
        (Every((Compare("units", "filled"), Compare("copies", "at_least", 1))), True),
        (Every((Compare("units", "filled"), Compare("note", "filled"))), False),
        (Either((Compare("note", "filled"), Compare("units", "filled"))), True),
        (Either(()), False),
        (Not(Compare("units", "empty")), True),
    ],
)
def test_holds(condition: Condition, holds: Any) -> None:
    assert condition.holds(FIELDS) is holds


def test_names_the_fields_it_asks_about() -> None:
    asked = Every((Compare("a", "filled"), Either((Compare("b", "empty"), Not(Compare("c", "filled"))))))
    assert fields_of(asked) == {"a", "b", "c"}
