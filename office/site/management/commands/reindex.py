"""`manage.py reindex`: a new index beside the one that is asked, swapped in when it is whole. `--check`: compare only, and mend."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.api import IndexUnavailable, rebuild_index, reconcile_index
from office.kernel.refusals import Refusal
from office.site.answering import NO, answered
from office.site.running import require_tables


class Command(BaseCommand):
    help = "在旁边重建检索的索引，建好后换上，其间照常检索。--check 只核对并补正，全部相符返回0，有不符返回1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对：条目与索引逐件比对，不符的重新收入")

    def handle(self, *, check: bool, **options: Any) -> None:
        require_tables()
        begun = time.monotonic()
        with answered():
            try:
                if not check:
                    count = rebuild_index()
                    self.stdout.write(f"已重建索引：{count}件，用时{time.monotonic() - begun:.1f}秒。")
                    return
                found = reconcile_index()
            except IndexUnavailable as error:
                raise Refusal(f"没有办成：{error}") from error
            if found.all_agreed:
                self.stdout.write("索引与条目全部相符。")
                return
            self.stdout.write(
                f"不符：条目{found.collected}件，索引中的{found.stale}件，索引中多出{found.foreign}件。已重新收入。"
            )
        sys.exit(NO)
