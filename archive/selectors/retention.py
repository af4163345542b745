"""The retention table of a fonds that is in force, and what it proposes."""

from datetime import date

from archive.arranging.retention import Facts, Proposal, Row, propose
from archive.models import Fonds, RetentionTable
from office.kernel.clock import today


def table_in_force(fonds: Fonds, on: date | None = None) -> RetentionTable | None:
    """The newest edition that is in force on a day (today)."""
    return fonds.retention_tables.filter(since__lte=on or today()).order_by("-edition").first()


def rows_in_force(fonds: Fonds, on: date | None = None) -> tuple[Row, ...]:
    """Its lines; none where the fonds has no table."""
    table = table_in_force(fonds, on)
    return tuple(row.as_rule() for row in table.rows.order_by("ordinal")) if table is not None else ()


def proposed(fonds: Fonds, facts: Facts) -> Proposal:
    """What the table in force proposes for a document."""
    return propose(rows_in_force(fonds), facts)
