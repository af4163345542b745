"""`manage.py bench [name …]`: figures, each on a stage of its own."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office.site.answering import CANNOT
from office.site.benching.stage import Environment, StageError, root, stages

FIGURES = {
    "step": "一步办理（PostgreSQL，gunicorn）",
    "start": "启动与常驻内存（单机形态）",
    "typeset": "排版",
    "trail": "记一条办理记录",
    "register": "取一个文号",
    "ring": "响铃到最后一个开着的页面",
    "delivery": "分发到几百家",
    "board": "分发的一览问了什么（PostgreSQL）",
    "desk": "工作台问了什么（PostgreSQL）",
    "search": "检索：查全、查准、多快",
    "filing": "归档一件",
    "booking": "会议室：查找空闲、五十人同时订、预订（PostgreSQL，gunicorn）",
    "sign_in": "会议签到：两千人一分钟、一千人同时（PostgreSQL，gunicorn）",
    "seating": "座次：整场重排、一人请假",
    "roster": "值班表：一年排满、离最优多远、一人请假后改排",
}
SIZES = {
    "step": 16,
    "start": 1,
    "typeset": 1,
    "trail": 200,
    "register": 80,
    "ring": 3000,
    "delivery": 500,
    "board": 10_000,
    "desk": 100_000,
    "search": 50_000,
    "filing": 1,
    "booking": 200_000,
    "sign_in": 2_000,
    "seating": 1000,
    "roster": 366,
}
EMBEDDED = {"start", "search"}
ON_POSTGRESQL = {"step", "board", "desk", "booking", "sign_in"}


class Command(BaseCommand):
    help = "量一量：与同一次运行中的对照相比。不写名称就全部都量。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="名称", help="、".join(FIGURES))
        parser.add_argument("--rounds", type=int, default=30, help="交替几轮")
        parser.add_argument("--size", type=int, default=0, help="每轮几件；不写则各项自定")

    def handle(self, *, names: list[str], rounds: int, size: int, **options: Any) -> None:
        url = os.environ.get("DATABASE_URL", "")
        if unknown := [name for name in names if name not in FIGURES]:
            raise CommandError(f"没有“{unknown[0]}”这一项。可以量的有：{'、'.join(FIGURES)}。", returncode=CANNOT)
        if not url and (here := [name for name in names if name in ON_POSTGRESQL]):
            raise CommandError(
                f"{here[0]} 要在 PostgreSQL 上量：请用 DATABASE_URL 指明一个可以建库的数据库。", returncode=CANNOT
            )
        chosen = names or [one for one in FIGURES if url or one not in ON_POSTGRESQL]
        for engine in sorted({"" if one in EMBEDDED else url for one in chosen}):
            try:
                with stages(engine) as stage:
                    for name in (one for one in chosen if ("" if one in EMBEDDED else url) == engine):
                        with stage() as env:
                            self._measure(name, rounds, size or SIZES[name], env)
            except StageError as reason:
                raise CommandError(str(reason), returncode=CANNOT) from reason

    def _measure(self, name: str, rounds: int, size: int, env: Environment) -> None:
        self.stdout.write(f"{name}　{FIGURES[name]}")
        self.stdout.flush()
        command = [sys.executable, "-m", "office.site.benching", name, str(rounds), str(size)]
        ended = subprocess.run(command, cwd=root(), env=env, check=False)  # noqa: S603 - the product's own command
        if ended.returncode:
            raise CommandError(f"{name} 没有量成。", returncode=CANNOT)
