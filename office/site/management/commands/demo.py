"""`manage.py demo`：the embedded shape with a demo city, one document carried through its life, then the site."""

import json
import os
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
from office.site.preparing import migrate, prepare_demo
from office.site.rehearsing.leaving import leave
from office.site.rehearsing.life import Life, cast_for
from office.site.rehearsing.sample import HEATING

CODE = "云政办发"


class Command(BaseCommand):
    help = "装入演示城市，走完一份公文，然后启动网站。再次运行直接启动，不改动已有数据。"

    def handle(self, *args: Any, **options: Any) -> None:
        with answered():
            if os.environ.get("DATABASE_URL"):
                raise NotAllowed("演示只装入本机的数据目录。请去掉 DATABASE_URL，或用 manage.py setup 正式安装。")
            self._say(f"数据目录 {settings.DATA_DIR}")
            if migrate():
                self._say("已建好数据表。")
            prepare_demo(self._say)
            folder = Path(settings.DATA_DIR) / "demo"
            if not (folder / "sealed.pdf").exists():
                self._carry(folder)
            self._tell(folder)
        call_command("serve")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _carry(self, folder: Path) -> None:
        """One document from 拟稿 to 办结, a line a step."""
        self._say("\n一份公文走一遍：")
        life = Life(cast_for(IssuingCode.objects.select_related("organ").get(code=CODE)), HEATING)
        for line in life.walk():
            self._say(f"  {line}")
        close_block()
        leave(life.document, folder)

    def _tell(self, folder: Path) -> None:
        sealed = folder / "sealed.pdf"
        self._say(f"\n用印正本 {sealed}")
        self._say(f"核验结论 {verify_content(sealed.read_bytes()).reason}")
        accounts = json.loads((Path(settings.DATA_DIR) / "demo-accounts.json").read_text(encoding="utf-8"))
        by_login = {row["login"]: row for row in accounts}
        self._say(f"\n可以登录的人（密码都是 {accounts[0]['password']}）：")
        for step, login in self._players():
            row = by_login[login]
            self._say(f"  {step:　<3}{login:<16}{row['name']}（{row['posts'][0]}）")
        self._say(f"  全部 {len(accounts)} 人见 {Path(settings.DATA_DIR) / 'demo-accounts.json'}\n")

    def _players(self) -> list[tuple[str, str]]:
        """Who did the steps of the first document, once each."""
        document = Document.objects.order_by("pk").first()
        if document is None:
            return []
        acts = document.run.tasks.filter(outcome="done").select_related("holder__person").order_by("pk")
        rows = [(task.label, task.holder.person.login) for task in acts if task.holder is not None]
        by_person: dict[str, list[str]] = {}
        for label, login in rows:
            by_person.setdefault(login, []).append(label)
        return [("、".join(dict.fromkeys(labels)), login) for login, labels in by_person.items()]
