"""`manage.py setup`：立户。For a real installation; the demo city is loaded by `make demo` alone."""

import getpass
import secrets
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from office.founding import ADMINISTRATORS, Administrator, FirstOrgan, found, refuse_if_founded
from office.kernel.refusals import Refusal
from office.models.organs import Level
from office.models.people import Role

CANNOT = 2
OPTIONS = {Role.SYSTEM_ADMINISTRATOR: "system", Role.SECURITY_ADMINISTRATOR: "security", Role.AUDITOR: "auditor"}


class Command(BaseCommand):
    help = "立户：建立首个机关和三个管理员（系统管理、安全保密管理、安全审计）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organ", metavar="全称", help="首个机关的全称")
        parser.add_argument("--short-name", metavar="简称", help="首个机关的简称")
        parser.add_argument("--level", choices=[str(one.label) for one in Level], help="层级")
        parser.add_argument("--code", metavar="代码", default="", help="统一社会信用代码，可不填")
        parser.add_argument("--government", action="store_true", help="该机关是一级人民政府")
        for role, title in ADMINISTRATORS.items():
            parser.add_argument(f"--{OPTIONS[role]}", metavar="登录名:姓名", help=title)

    def handle(self, **options: Any) -> None:
        self.asks = sys.stdin.isatty()
        try:
            refuse_if_founded()
            self._refuse_the_demos_folder()
            drawn: dict[str, str] = {}
            first = FirstOrgan(
                self._answer(options["organ"], "首个机关全称", "--organ"),
                self._answer(options["short_name"], "首个机关简称", "--short-name"),
                self._level(options["level"]),
                options["code"],
                options["government"],
            )
            people = {role: self._administrator(role, options[OPTIONS[role]], drawn) for role in ADMINISTRATORS}
            organ = found(first, people)
        except Refusal as refusal:
            raise CommandError(refusal.sentence, returncode=CANNOT) from None
        self.stdout.write(f"已建立{organ.name}和三个管理员：{'、'.join(one.name for one in people.values())}。")
        self.stdout.write("三人首次登录时，都要先改成自己的密码。")
        if drawn:
            self.stdout.write("以下初始密码只显示这一次，请分别当面交给本人：")
            for login, password in drawn.items():
                self.stdout.write(f"  {login}  {password}")

    def _refuse_the_demos_folder(self) -> None:
        if (Path(settings.DATA_DIR) / "demo-accounts.json").exists():
            raise CommandError(
                "这个数据目录装过演示城市，不能用于正式立户。请另设一个空的 DATA_DIR。", returncode=CANNOT
            )

    def _answer(self, given: str | None, question: str, option: str) -> str:
        """What the option says, else what is typed. Raises CommandError where nobody can be asked."""
        if given is not None:
            return given
        if not self.asks:
            raise CommandError(f"缺少{question}：请用 {option} 给出，或在终端里运行后逐项回答。", returncode=CANNOT)
        self.stdout.write(f"{question}：", ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip()

    def _level(self, given: str | None) -> Level:
        labels = {str(one.label): one for one in Level}
        answer = self._answer(given, f"层级（{' '.join(labels)}）", "--level")
        if answer not in labels:
            raise CommandError(f"没有“{answer}”这一层级。请从{'、'.join(labels)}中选。", returncode=CANNOT)
        return labels[answer]

    def _administrator(self, role: Role, given: str | None, drawn: dict[str, str]) -> Administrator:
        title, option = ADMINISTRATORS[role], f"--{OPTIONS[role]}"
        login, _, name = self._answer(given, f"{title}（登录名:姓名）", option).replace("：", ":").partition(":")
        if not login or not name:
            raise CommandError(f"{title}须写成“登录名:姓名”，例如 {option} zhangsan:张三。", returncode=CANNOT)
        password = self._typed_password(f"{title}{name}") if self.asks else ""
        if not password:
            drawn[login] = password = secrets.token_urlsafe(12)
        return Administrator(login, name, password)

    def _typed_password(self, whose: str) -> str:
        """Typed twice without echo; empty: one is drawn."""
        first = getpass.getpass(f"{whose}的密码（直接回车则随机生成）：")
        if first and getpass.getpass("再输一遍：") != first:
            raise CommandError("两次输入的密码不同，没有立户。请重新运行。", returncode=CANNOT)
        return first
