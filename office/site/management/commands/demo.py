"""`manage.py demo`：the embedded shape with a demo city, one document carried through its life on both sides, then the site."""

import json
import os
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from docflow.models import Document, IssuingCode
from docflow.selectors.verification import verify_content
from office.api import close_block
from office.kernel.refusals import NotAllowed
from office.site.answering import answered
from office.site.management.commands.serve import alone, asked_place, refuse_taken
from office.site.preparing import migrate, prepare_demo
from office.site.rehearsing.borrowing import borrowed, borrowing_of
from office.site.rehearsing.casting import cast_for
from office.site.rehearsing.leaving import leave
from office.site.rehearsing.life import Life
from office.site.rehearsing.players import sides_of
from office.site.rehearsing.sample import HEATING

CODE = "云政办发"


class Command(BaseCommand):
    help = "装入演示城市，走完一份公文，然后启动网站。再次运行直接启动，不改动已有数据。"

    def handle(self, *args: Any, **options: Any) -> None:
        with answered():
            if os.environ.get("DATABASE_URL"):
                raise NotAllowed("演示只装入本机的数据目录。请去掉 DATABASE_URL，或用 manage.py setup 正式安装。")
            with alone():
                refuse_taken(*asked_place())
                self._prepare()
        call_command("serve")

    def _prepare(self) -> None:
        self._say(f"数据目录 {settings.DATA_DIR}")
        if migrate():
            self._say("已建好数据表。")
        prepare_demo(self._say)
        folder = Path(settings.DATA_DIR) / "demo"
        if not (folder / "sealed.pdf").exists():
            self._carry(folder)
        self._tell(folder)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _carry(self, folder: Path) -> None:
        """One document from 拟稿 to 办结 on both sides, a line a step. Interrupted, another is carried at the next run."""
        self._say("\n一份公文走一遍：")
        life = Life(cast_for(IssuingCode.objects.select_related("organ").get(code=CODE)), HEATING)
        for line in chain(life.walk(), borrowed(life.document)):
            self._say(f"  {line}" if line else "")
        close_block()
        leave(life.document, folder)

    def _tell(self, folder: Path) -> None:
        sealed = folder / "sealed.pdf"
        self._say(f"\n用印正本 {sealed}")
        self._say(f"处理单　 {folder / 'handling-sheet.pdf'}")
        self._say(f"核验结论 {verify_content(sealed.read_bytes()).reason}")
        accounts = json.loads((Path(settings.DATA_DIR) / "demo-accounts.json").read_text(encoding="utf-8"))
        self._say(f"\n可以登录的人（密码都是 {accounts[0]['password']}）：")
        document = _carried(folder)
        for side, played in (*sides_of(document), ("借阅", borrowing_of(document))):
            self._say(f"  {side}")
            for who, did in played:
                unit = f"{who.organ} {who.department} {who.post.title}"
                self._say(f"    {who.person.login:<16}{who.person.name:　<4}{unit}：{did}")
        self._say(f"  全部 {len(accounts)} 人见 {Path(settings.DATA_DIR) / 'demo-accounts.json'}\n")


def _carried(folder: Path) -> Document:
    """The document that was left in a folder."""
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    return Document.objects.select_related("run").get(number=ledger["number"])
