"""导入保管期限表：a new edition of a fonds' table, whole or not at all. Older editions stay: what was decided by them refers to them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from archive import policy
from archive.arranging.retention import Row
from archive.models import Fonds, RetentionRow, RetentionTable
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line


@action
def import_table(
    fonds_uid: UUID, rows: tuple[Row, ...], *, by: Actor, key: UUID, approval: str, since: date
) -> RetentionTable:
    """导入：in force from the day `since`. The rows were read by `archive.arranging.table`. The newest table again changes nothing."""
    fonds = policy.fondses.take(fonds_uid, by=by)
    approval = clean_line(approval, "批准文号", 120, field="approval")
    if not approval:
        raise Invalid("请写批准文号：期限表须经同级档案主管部门审查同意。", field="approval")
    newest = fonds.retention_tables.order_by("-edition").first()
    if newest is not None and (newest.approval, newest.since) == (approval, since) and rules_of(newest) == rows:
        return newest
    table = put_in_force(fonds, rows, approval=approval, since=since, by=by)
    record(
        by,
        "fonds.table_imported",
        stream=f"fonds:{fonds.uid}",
        about=fonds.uid,
        title=f"全宗{fonds}保管期限表第{table.edition}版",
        approval=approval,
        since=since.isoformat(),
        rows=len(rows),
    )
    return table


def put_in_force(fonds: Fonds, rows: Iterable[Row], *, approval: str, since: date, by: Actor | None) -> RetentionTable:
    """The next edition of a fonds that is locked, or new. Without `by` it is the one that comes with the product."""
    newest = fonds.retention_tables.order_by("-edition").first()
    table = RetentionTable.objects.create(
        fonds=fonds,
        edition=newest.edition + 1 if newest is not None else 1,
        approval=approval,
        since=since,
        imported_by=by.appointment if by is not None else None,
        is_shipped=by is None,
    )
    crash.point("archive.table_begun")
    RetentionRow.objects.bulk_create(
        RetentionRow(
            table=table,
            ordinal=row.ordinal,
            heading=row.heading,
            content=row.content,
            kinds=list(row.kinds),
            source=row.source,
            manner=row.manner,
            words=list(row.words),
            retention=row.retention,
        )
        for row in rows
    )
    return table


def rules_of(table: RetentionTable) -> tuple[Row, ...]:
    """The lines of an edition, as the rule reads them."""
    return tuple(row.as_rule() for row in table.rows.order_by("ordinal"))
