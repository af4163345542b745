"""What a page asks of PostgreSQL: its statements, and the rows that the database looked at to answer them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

LOOKED_AT = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
MADE_UP = {"Subquery Scan", "CTE Scan", "WorkTable Scan", "Function Scan", "Values Scan"}
"""Scans of what another node found: its rows are counted there."""


@dataclass
class Asked:
    """The statements of a page in their order, with their parameters."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    def examined(self) -> list[tuple[int, str]]:
        """For each SELECT, run again with the same parameters: how many rows of tables and indexes were looked at."""
        return [(_examined(sql, params), sql) for sql, params in self.statements if sql.startswith("SELECT")]


@contextmanager
def asking() -> Iterator[Asked]:
    """Keep what this thread asks."""
    asked = Asked()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def _examined(sql: str, params: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
    plans = json.loads(answer) if isinstance(answer, str) else answer
    return round(sum(_rows(node) for node in _nodes(plans[0]["Plan"])))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _rows(node: dict[str, Any]) -> float:
    """Averages of the loops, so times them."""
    kind = str(node["Node Type"])
    if not kind.endswith("Scan") or kind in MADE_UP:
        return 0
    return float(sum(node.get(name, 0) for name in LOOKED_AT) * node["Actual Loops"])
