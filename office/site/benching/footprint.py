"""Which rows something writes: what a reference must write too."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

WRITE = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@dataclass
class Footprint:
    """Rows inserted by table, tables of which rows were updated, and the number of statements; a row that was inserted just now is
    not updated anew."""

    inserted: Counter[str] = field(default_factory=Counter)
    changed: set[str] = field(default_factory=set)
    statements: int = 0

    def same_rows(self, other: "Footprint") -> bool:
        return self.inserted == other.inserted and (
            self.changed - set(self.inserted) == other.changed - set(other.inserted)
        )

    def __str__(self) -> str:
        rows = [f"{table}+{count}" for table, count in sorted(self.inserted.items())]
        return " ".join(rows + sorted(self.changed - set(self.inserted)))


@contextmanager
def watched() -> Iterator[Footprint]:
    """Watch what this thread writes."""
    seen = Footprint()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        answer = execute(sql, params, many, context)
        seen.statements += 1
        if found := WRITE.match(sql):
            verb, table = found.groups()
            if verb == "INSERT INTO":
                seen.inserted[table] += context["cursor"].rowcount
            elif context["cursor"].rowcount > 0:
                seen.changed.add(table)
        return answer

    with connection.execute_wrapper(note):
        yield seen
