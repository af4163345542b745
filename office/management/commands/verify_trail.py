"""`manage.py verify_trail`: does the trail hold? 0 yes, 1 no and where first, 2 it cannot be asked."""

import sys
from argparse import ArgumentParser
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from office.models.trail import TrailEntry
from office.trail.anchor import the_anchor
from office.trail.keys import public_keys
from office.trail.naming import short
from office.trail.verifying import Proof

MOST = 1000  # findings that --all prints


class Command(BaseCommand):
    help = "核验办理记录：每个流、每一块、锚。完好返回0；有一条不对返回1，并说出是哪一条。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help=f"列出所有不对之处（至多{MOST}处），而不只是第一处")

    def handle(self, *_: Any, **options: Any) -> None:
        require_journal()
        proof = Proof(the_anchor(), public_keys)
        with closing(proof.findings()) as findings:
            first = next(findings, None)
            if first is None:
                self.stdout.write(praise(proof))
                return
            self.stdout.write(f"办理记录不完整。{first}")
            if options["all"]:
                for finding in islice(findings, MOST - 1):
                    self.stdout.write(finding)
        sys.exit(1)


def praise(proof: Proof) -> str:
    """The counts in a sentence."""
    counts = proof.counts
    waiting = f"，另有{counts.waiting}条刚写入，尚未封入块中" if counts.waiting else ""
    return (
        f"办理记录完整：{counts.entries}条记录，{counts.streams}个流，{counts.blocks}块封存{counts.sealed}条{waiting}；"
        f"锚已记{counts.anchored}块。"
    )


def require_journal() -> None:
    """There is a database with a journal, or it is said why the question cannot be asked."""
    place = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and isinstance(place, Path) and not place.exists():
        raise CommandError(f"没有找到数据库 {place}，无从核验。请检查 DATA_DIR。", returncode=2)
    try:
        tables = set(connection.introspection.table_names())
    except DatabaseError as error:
        raise CommandError(f"数据库打不开，无从核验：{short(' '.join(str(error).split()))}", returncode=2) from error
    if not tables & {TrailEntry._meta.db_table, "django_migrations"}:
        raise CommandError("数据库中还没有表，无从核验。请先运行 manage.py migrate。", returncode=2)
