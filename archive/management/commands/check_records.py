"""`manage.py check_records`: 四性检测和固化复核 from the command line, for an operator or a nightly script."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from archive.checking import run_check
from archive.checks.findings import Finding, Result
from archive.fixity import recheck_all
from archive.models import CheckReport, Conclusion, Condition, Fixity, Record, Stage, State


class Command(BaseCommand):
    help = "检测档案：manage.py check_records [档号或标识 …] [--stage GD|YJ|CB] [--fonds 全宗号] [--fixity] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("records", nargs="*", help="档号或电子文件号；不写则为全部已归档的")
        parser.add_argument("--stage", choices=[one.value for one in Stage], default=Stage.KEEPING.value)
        parser.add_argument("--fonds", help="只检测这个全宗的")
        parser.add_argument(
            "--fixity", action="store_true", help="只重算摘要：每个档案文件读一遍，指出变了的和不见了的"
        )
        parser.add_argument("--json", action="store_true", help="每件一行 JSON")

    def handle(self, *, records: list[str], stage: str, fonds: str | None, fixity: bool, **options: Any) -> None:
        if fixity:
            self._fixity()
            return
        rows = self._chosen(records, fonds)
        failed = manual = count = 0
        for item in rows:
            report = run_check(item, stage)
            count += 1
            failed += report.conclusion == Conclusion.FAILED
            manual += report.conclusion == Conclusion.MANUAL
            self._say(report, as_json=options["json"])
        if not options["json"]:
            self.stdout.write(f"检测{count}件：不合格{failed}件，待人工{manual}件。")
        if failed:
            raise CommandError(f"有{failed}件不合格。", returncode=1)

    def _chosen(self, named: list[str], fonds: str | None) -> Iterator[Record]:
        every = Record.objects.select_related("fonds", "organ", "confirmed_by__person").order_by("pk")
        if fonds:
            every = every.filter(fonds__code=fonds)
        if not named:
            yield from every.filter(state=State.FILED).iterator(chunk_size=200)
            return
        for name in named:
            found = list(_named(every, name)[:2])
            if not found:
                raise CommandError(f"没有找到档案“{name}”。请写档号或电子文件号。", returncode=2)
            if len(found) > 1:
                raise CommandError(f"有几个全宗都有“{name}”，请用 --fonds 指明。", returncode=2)
            yield found[0]

    def _say(self, report: CheckReport, *, as_json: bool) -> None:
        item = report.record
        if as_json:
            told = {
                "record": str(item.uid),
                "code": item.code,
                "title": item.title,
                "stage": report.stage,
                "conclusion": report.conclusion,
                "items": report.items,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{item.code or item.uid} {report.get_conclusion_display()} {item.title}")
        for one in (Finding.from_json(kept) for kept in report.items):
            if one.result in {Result.FAILED, Result.MANUAL}:
                decides = f"（由{one.decides}判定）" if one.decides else ""
                self.stdout.write(f"  {one.code} {one.name} {one.result.value}：{one.says}{decides}")

    def _fixity(self) -> None:
        files = sum(one.files for one in recheck_all())
        broken = list(Fixity.objects.exclude(condition=Condition.INTACT).select_related("file__record"))
        for one in broken:
            self.stdout.write(
                f"{one.file.record.code or one.file.record.uid} {one.get_condition_display()}：{one.says}"
            )
        self.stdout.write(f"复核{files}个文件：{len(broken)}个不完好。")
        if broken:
            raise CommandError(f"有{len(broken)}个文件不完好。", returncode=1)


def _named(rows: "QuerySet[Record]", name: str) -> "QuerySet[Record]":
    try:
        return rows.filter(uid=UUID(name))
    except ValueError:
        return rows.filter(code=name)
