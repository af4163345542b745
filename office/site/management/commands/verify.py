"""验章: checks the seals of PDF files, one answer a file."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from docflow.models import Sealed
from docflow.seals.bounded import check_bounded
from docflow.seals.nursery import AT_ONCE
from docflow.seals.trust import Trust, read_certificates, read_crl
from docflow.seals.verdict import SealCheck, Verdict, unreadable
from docflow.selectors.verification import as_registered, installation_trust
from office.kernel.clock import now

Found = TypeVar("Found")

MARKS = {True: "是", False: "否", None: "不能确定"}
FACTS = {
    "integrity": "完整",
    "coverage": "覆盖",
    "chain": "证书",
    "revocation": "吊销",
    "time": "时间",
    "authorised": "授权",
}


class Command(BaseCommand):
    help = "验章：检查PDF文件上的印章。全部有效退出码为0，有不能读取的为2，其余为1。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="要检查的文件")
        parser.add_argument("--json", action="store_true", help="每个文件输出一行JSON")
        parser.add_argument("--trust", action="append", default=[], metavar="ROOT.pem", help="另外信任的根证书")
        parser.add_argument("--crl", action="append", default=[], metavar="FILE", help="另外采用的证书吊销列表")

    def handle(self, *, files: list[str], json: bool, trust: list[str], crl: list[str], **_: Any) -> None:
        at = now()
        trusted = installation_trust(at).also(
            named=(root for path in trust for root in _read(path, read_certificates)),
            crls=(_read(path, read_crl) for path in crl),
        )
        verdicts = set()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for file, found in zip(files, pool.map(lambda file: _check(file, trusted, at), files), strict=True):
                check = as_registered(found) if _has_register() else found
                verdicts.add(check.verdict)
                self.stdout.write(_as_line(file, check) if json else _as_text(file, check))
                self.stdout.flush()
        if Verdict.UNREADABLE in verdicts:
            raise SystemExit(2)
        if verdicts != {Verdict.VALID}:
            raise SystemExit(1)


@cache
def _has_register() -> bool:
    """Whether anything is set up here yet: an empty data folder can check files, too."""
    return Sealed._meta.db_table in connection.introspection.table_names()


def _check(file: str, trust: Trust, at: datetime) -> SealCheck:
    try:
        content = Path(file).read_bytes()
    except OSError:
        return unreadable("没有读到这个文件。请核对文件名和读取权限。")
    return check_bounded(content, trust, at)


def _read(path: str, load: Callable[[bytes], Found]) -> Found:
    try:
        return load(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} 不能读取，或不是证书、吊销列表。", returncode=2) from error


def _as_line(file: str, check: SealCheck) -> str:
    return json.dumps({"file": file, **check.as_json()}, ensure_ascii=False)


def _as_text(file: str, check: SealCheck) -> str:
    rows = [f"{file}：{check.verdict.label}。{check.reason}"]
    for one in check.signatures:
        rows.append(f"  {one.organ or '未署名的机关'}（{one.signer or '未署名的签章人'}，{one.field}）")
        rows += [
            f"    {name}：{MARKS[fact.ok]}。{fact.says}" for key, name in FACTS.items() if (fact := getattr(one, key))
        ]
    return "\n".join(rows)
