"""manage.py import_records DIR：导入历史文件，一件一个 JSON。"""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.importing.entering import Outcome
from archive.importing.folder import documents_in, import_files
from archive.importing.fonds import fonds_for, fonds_of, next_code, organs_with_an_archivist
from archive.models import Fonds
from office.api import Organ, close_block
from office.demo.city import OFFICE
from office.kernel.refusals import Invalid
from office.site.answering import CANNOT, NO, answered
from office.site.preparing import prepare_if_empty

EVERY = 100  # documents between two lines of progress


class Command(BaseCommand):
    help = "导入历史文件：DIR 里每个 JSON 文件是一件，归入档案管理员所在机关的全宗。可以反复运行，已有的不重复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="历史文件所在的文件夹")
        parser.add_argument("--fonds", default="", metavar="CODE", help="全宗号；本机关还没有全宗的，以此号立全宗")
        parser.add_argument("--organ", default="", metavar="NAME", help="机关全称；有档案管理员的机关不止一个时写明")

    def handle(self, *args: Any, folder: Path, fonds: str, organ: str, **options: Any) -> None:
        with answered():
            files = documents_in(folder)
            prepare_if_empty()
            into = chosen_fonds(fonds.strip(), organ.strip())
            counts: Counter[Outcome | None] = Counter()
            for line in import_files(files, into, by=None):
                counts[line.outcome] += 1
                for said in filter(None, (*line.remarks, line.refused)):
                    self.stderr.write(f"{line.name}：{said}")
                if counts.total() % EVERY == 0 and counts.total() < len(files):
                    self.stdout.write(f"已看过{counts.total()}件，共{len(files)}件 …")
            close_block()
            self.stdout.write(said_of(counts, into))
        if counts[None] or counts[Outcome.HELD_BACK]:
            sys.exit(NO if counts[Outcome.FILED] or counts[Outcome.ALREADY] else CANNOT)


def said_of(counts: "Counter[Outcome | None]", into: Fonds) -> str:
    """The figures, those that are nought left out but the first."""
    said = [f"归入全宗 {into.code} {into.name}：新归档{counts[Outcome.FILED]}件"]
    said += [f"原已有{n}件" for n in (counts[Outcome.ALREADY],) if n]
    said += [f"检测未过{n}件" for n in (counts[Outcome.HELD_BACK],) if n]
    said += [f"没有收{n}件" for n in (counts[None],) if n]
    return f"{'，'.join(said)}。"


def chosen_fonds(code: str, name: str) -> Fonds:
    """The fonds that was named, or that of the archivist's organ; opened where there is none yet. Raises Invalid."""
    organ = _organ_named(name) if name else None
    named = Fonds.objects.select_related("organ").filter(code=code).first() if code else None
    if named is not None and organ in (None, named.organ):
        return named
    organ = organ or _the_archivists_organ()
    there = fonds_of(organ)
    if there is None:
        return fonds_for(organ, code or next_code(), by=None)
    if code and there.code != code:
        raise Invalid(f"{organ.name}的全宗号是{there.code}，不是“{code}”。")
    return there


def _organ_named(name: str) -> Organ:
    organ = Organ.objects.filter(name=name).first()
    if organ is None:
        raise Invalid(f"没有机关“{name}”。请写机关全称。")
    return organ


def _the_archivists_organ() -> Organ:
    organs = organs_with_an_archivist()
    if not organs:
        raise Invalid("还没有人任档案管理员，历史文件没有归处。请先设档案管理岗位，或用 --organ 写明机关。")
    if in_the_demo := [one for one in organs if one.name == OFFICE.name]:
        return in_the_demo[0]
    if len(organs) > 1:
        raise Invalid(
            f"有档案管理员的机关不止一个：{'、'.join(one.name for one in organs)}。请用 --organ 写明归入哪个机关。"
        )
    return organs[0]
