"""`manage.py import_calendar FILE`：导入一年的放假安排表。"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office.calendar.actions.import_calendar import import_calendar
from office.calendar.table import LIMIT, WrongTable, decode, missing_holidays, read_table
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal

CANNOT = 2


class Command(BaseCommand):
    help = "导入一年的放假安排表（CSV：文号一行，表头“日期,安排,节日”，一行一天）。未了结的时限随之重算，并通知办理人。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="放假安排表")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            text = decode(self._content(file))
            known = read_table(text)
            row = import_calendar(text, by=None, key=uuid7())
        except WrongTable as refusal:
            for wrong in refusal.rows:
                self.stderr.write(f"第{wrong.line}行：{wrong.sentence}")
            raise CommandError(refusal.sentence, returncode=CANNOT) from None
        except Refusal as refusal:
            raise CommandError(refusal.sentence, returncode=CANNOT) from None
        if missing := missing_holidays(known):
            self.stderr.write(f"请留意：表里没有写{'、'.join(missing)}。")
        self.stdout.write(f"{row}在用，依据{row.source}。{row.moved}件事的时限随之改动。")

    def _content(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(LIMIT + 1)
        except OSError as error:
            raise CommandError(f"读不到“{file}”：{error.strerror}。", returncode=CANNOT) from None
