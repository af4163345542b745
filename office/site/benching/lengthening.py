"""An archive made longer on the server: its rows once more, and once more, each time with other keys, at an earlier hour."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import DateTimeField, Field, ForeignKey, Max, Model, UUIDField

APART = 10_000_000  # between the row keys of a row and its next copy
NAMES = {"number", "task"}
"""Texts that are given once; a notification's `key` too, but not a reader's, which names a person or a role."""


@dataclass
class Stretch:
    """The rows that came into some tables meanwhile, by their keys: above the first, up to the second."""

    keys: dict[type[Model], tuple[int, int]] = field(default_factory=dict)


@contextmanager
def stretch(models: Sequence[type[Model]]) -> Iterator[Stretch]:
    """Note what is inserted into these tables; one that another points at comes before it."""
    before = {model: _last(model) for model in models}
    found = Stretch()
    yield found
    found.keys |= {model: (before[model], _last(model)) for model in models}


def lengthen(rows: Stretch, times: int) -> None:
    """So many copies of them all, which point at one another as they do."""
    with connection.cursor() as cursor:
        for model, (above, until) in rows.keys.items():
            fields = model._meta.concrete_fields
            columns = ", ".join(f'"{one.column}"' for one in fields)
            copies = ", ".join(_copied(one, model, set(rows.keys)) for one in fields)
            table = model._meta.db_table
            cursor.execute(
                f'INSERT INTO "{table}" ({columns}) SELECT {copies} FROM "{table}", generate_series(1, %s) AS n'  # noqa: S608 - names of our own models
                " WHERE id > %s AND id <= %s",
                [times, above, until],
            )
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))")  # noqa: S608 - the same


def _last(model: type[Model]) -> int:
    return model._default_manager.aggregate(last=Max("pk"))["last"] or 0


def _copied(one: "Field[object, object]", model: type[Model], copied: set[type[Model]]) -> str:
    column = f'"{one.column}"'
    if one.primary_key or (isinstance(one, ForeignKey) and one.related_model in copied):
        return f"{column} + n::bigint * {APART}"
    if isinstance(one, UUIDField):
        return f"md5({column}::text || n)::uuid"
    if isinstance(one, DateTimeField):
        return f"{column} - n * interval '1 hour'"
    if one.name in NAMES or (one.name == "key" and model.__name__ == "Notification"):
        return f"CASE {column} WHEN '' THEN '' ELSE {column} || '-' || n END"
    return column
