"""A question that is asked at every step: its SQL is made once in a process, and afterwards only the values change.

Django makes the SQL of a queryset anew whenever it is asked. For a join of five tables that takes longer than PostgreSQL's answer.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import connection, connections, models
from django.db.models import QuerySet
from django.db.models.expressions import Expression

M = TypeVar("M", bound=models.Model)

FIELDS: Final[dict[type, Callable[[], "models.Field[Any, Any]"]]] = {
    UUID: models.UUIDField,
    datetime: models.DateTimeField,
    date: models.DateField,
    int: models.BigIntegerField,
    str: models.TextField,
}

_CHANGING: Final = re.compile(r"\d{4}-\d\d-\d\d|[0-9a-f]{32}$")  # days, moments and UUIDs, as SQLite takes them


class Given(Expression):
    """The place of a value in the question; `n`: which of a sequence's."""

    def __init__(self, name: str, kind: type, n: int = 0) -> None:
        super().__init__(output_field=next(field for one, field in FIELDS.items() if issubclass(kind, one))())
        self.name, self.n = name, n

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002 - Django's signature
        return "%s", (self,)

    def of(self, values: dict[str, Any]) -> Any:
        """Its value as the engine in use takes it."""
        value = values[self.name]
        one = value[self.n] if isinstance(value, list) else value
        return one if isinstance(one, str | int) else self.output_field.get_db_prep_value(one, connection)


@dataclass(frozen=True)
class _Made:
    """The SQL of a question and the compiler that reads its rows. Stands for a query when a queryset is read."""

    compiler: Any
    sql: str
    params: tuple[Any, ...]

    def with_values(self, values: dict[str, Any]) -> "_Made":
        params = tuple(one.of(values) if isinstance(one, Given) else one for one in self.params)
        return _Made(self.compiler, self.sql, params)

    def get_compiler(self, using: str) -> Any:
        compiler = copy(self.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda: (self.sql, self.params)
        return compiler


class Kept(Generic[M]):
    """A function that makes a queryset out of values, called with values: it answers with the rows.

    Values are given by name; a list stands for a sequence of one kind. What changes from one asking to the next must be given: a moment
    or a day made inside would be kept too, and is refused.
    """

    def __init__(self, ask: Callable[..., QuerySet[M]]) -> None:
        self._ask = ask
        self._made: dict[tuple[Any, ...], tuple[type[M], _Made]] = {}

    def __call__(self, **values: Any) -> list[M]:
        if any(value == [] for value in values.values()):
            return list(self._ask(**values))  # Django knows that nothing is in nothing
        shape = (connection.vendor, *(len(one) if isinstance(one, list) else type(one) for one in values.values()))
        if shape not in self._made:
            self._made[shape] = self._make(values)
        model, made = self._made[shape]
        return list(QuerySet(model, query=made.with_values(values)))  # type: ignore[arg-type] # asked only for its compiler

    def _make(self, values: dict[str, Any]) -> tuple[type[M], _Made]:
        rows = self._ask(**{name: _place(name, value) for name, value in values.items()})
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if frozen := [one for one in params if isinstance(one, date | UUID) or _CHANGING.match(str(one))]:
            raise TypeError(f"{self._ask.__qualname__} would keep {frozen[0]!r}: let it be given")
        compiler.connection = None
        return rows.model, _Made(compiler, sql, tuple(params))


def prefetched(row: models.Model, name: str, related: Sequence[models.Model]) -> None:
    """Give a row its related rows, as `prefetch_related` does, which needs a queryset to be made anew."""
    rows = getattr(row, name).all()
    vars(rows).update(_result_cache=list(related), _prefetch_done=True)
    vars(row).setdefault("_prefetched_objects_cache", {})[name] = rows


def _place(name: str, value: Any) -> Given | Sequence[Given]:
    if isinstance(value, list):
        return [Given(name, type(one), n) for n, one in enumerate(value)]
    return Given(name, type(value))
