"""The demo city's fonds: one for each organ that has an archivist, with a short table of retentions."""

from datetime import date

from django.db import transaction

from archive.models import Fonds, RetentionRow, RetentionTable
from archive.policy import ARCHIVIST
from office.api import Organ, with_role

ROWS = (
    ("本机关文件", "本机关制发的通知、意见、决定、报告", "outgoing", "Y"),
    ("来文", "需要本机关贯彻执行、办理的来文", "", "D30"),
)


def open_demo_fonds() -> None:
    """Harmless when repeated."""
    for n, organ in enumerate(Organ.objects.order_by("pk"), 1):
        if not with_role(organ, ARCHIVIST).exists() or Fonds.objects.filter(organ=organ).exists():
            continue
        with transaction.atomic():
            fonds = Fonds.objects.create(
                organ=organ,
                code=f"J{n:03d}",
                name=f"{organ.name}全宗",
                constituting_unit=organ.name,
                archives_name="云州市档案馆",
            )
            table = RetentionTable.objects.create(fonds=fonds, edition=1, since=date(2020, 1, 1))
            RetentionRow.objects.bulk_create(
                RetentionRow(
                    table=table, ordinal=place, heading=heading, content=content, source=source, retention=retention
                )
                for place, (heading, content, source, retention) in enumerate(ROWS, 1)
            )
