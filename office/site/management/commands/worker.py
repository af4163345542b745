"""`manage.py worker`：workers and clock without pages, for the production shape; on any number of machines."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from office.site.running import THREADS, require_tables, workers_and_clock


class Command(BaseCommand):
    help = "执行后台作业并走时钟，不提供网页。生产部署时可在多台机器上运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=THREADS, help="同时执行几件作业")

    def handle(self, *, threads: int, **options: Any) -> None:
        require_tables()
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        with workers_and_clock(threads):
            self.stdout.write(f"后台作业已就绪，同时执行 {threads} 件。")
            stopping.wait()
            self.stdout.write("正在停止，等待手头的作业办完 …")
