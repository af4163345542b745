"""保管期限 of what came without one: by the newest table of its fonds, and where that is silent, for ever."""

from archive.importing.reading import Described
from archive.models import Fonds, RetentionRow
from archive.models.retention import LEFT_OUT

PERMANENT = "Y"
AT_LEAST = "D10"
SILENT = "保管期限表里没有对应的条目，先按永久保管"


def proposed_for(described: Described, fonds: Fonds) -> tuple[str, str]:
    """(retention, why). What somebody brings to be kept is kept: a line that says 不归档 gives the shortest term."""
    table = fonds.retention_tables.order_by("-edition").first()
    rows = table.rows.all() if table is not None else RetentionRow.objects.none()
    for row in rows:
        if _fits(row, described):
            retention = AT_LEAST if row.retention == LEFT_OUT else row.retention
            return retention, f"第{row.ordinal}条 {row.content}"[:400]
    return PERMANENT, SILENT


def _fits(row: RetentionRow, described: Described) -> bool:
    """Who wrote a historical document is not known for certain, so lines that ask for the source are passed over."""
    return (
        not row.source
        and (not row.kinds or described.kind in row.kinds)
        and (not row.words or any(word in described.title for word in row.words))
    )
