"""The embedded shape made ready: tables, and on an empty data folder the demo city with its 代字 and seals."""

import os
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from archive.demo import open_demo_fonds
from docflow.actions.setting_up import make_demo_seal, open_code
from docflow.briefs.demo import report_demo_briefs
from docflow.flow.definitions import shipped
from docflow.models import Seal
from docflow.supervision.demo import open_demo_matters
from docflow.walking.definitions import newest
from docflow.workshop import draw_seal
from meetings.attendance.demo import answer_demo_meetings
from meetings.convening.demo import hold_demo_meetings
from meetings.demo import furnish_demo_rooms
from meetings.duty.demo import keep_demo_duty
from meetings.dutydesk.demo import keep_demo_desks
from meetings.materials.demo import hand_out_demo_materials
from meetings.proceedings.demo import conclude_demo_meetings
from meetings.seating.demo import seat_demo_meetings
from meetings.topics.demo import bring_demo_topics
from meetings.urgent.api import report_demo_events
from office.demo.city import ORGANS
from office.demo.load import load_city, organ_of
from office.kernel.refusals import NotAllowed
from office.models import Organ

Say = Callable[[str], None]


def migrate() -> bool:
    """Bring the tables to this version. True when there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def prepare_demo(say: Say = lambda _: None) -> None:
    """The demo city, whole, where there is none yet; harmless when repeated, and goes on where it was interrupted."""
    migrate()
    say("装入演示城市云州市 …")
    load_city()
    with transaction.atomic():
        for key in shipped():
            newest(key)
        for plan in ORGANS:
            organ = organ_of(plan)
            for one in plan.codes:
                open_code(organ, one.code, label=one.label, form=one.form, print_organ=plan.print_organ)
    open_demo_fonds()
    furnish_demo_rooms()
    hold_demo_meetings()
    bring_demo_topics()
    open_demo_matters()
    report_demo_briefs()
    answer_demo_meetings()
    seat_demo_meetings()
    hand_out_demo_materials()
    conclude_demo_meetings()
    keep_demo_duty()
    keep_demo_desks()
    report_demo_events()
    _make_seals(say)


def _make_seals(say: Say) -> None:
    wanted = [plan for plan in ORGANS if plan.seal_diameter and plan.codes]
    done = set(Seal.objects.values_list("organ", flat=True))
    for plan in wanted:
        organ = organ_of(plan)
        if organ.pk in done:
            continue
        say(f"制作印章：{plan.name}")
        picture = draw_seal(plan.name, plan.seal_diameter)
        with transaction.atomic():
            make_demo_seal(organ, plan.seal_diameter, picture)


def prepare_if_empty() -> None:
    """For commands that may be the first on an empty data folder: prepare the demo city, quietly.

    Raises NotAllowed on a database of its own (DATABASE_URL) that is not set up.
    """
    if os.environ.get("DATABASE_URL"):
        if migrations_are_pending():
            raise NotAllowed("数据库还没有建表。请先运行 manage.py migrate，再运行 manage.py setup。")
        return
    migrate()
    if not Organ.objects.exists() or _is_unfinished_demo():
        prepare_demo()


def migrations_are_pending() -> bool:
    """Whether the database is not of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_unfinished_demo() -> bool:
    names = {plan.name for plan in ORGANS if plan.seal_diameter and plan.codes}
    there = Organ.objects.filter(names__name__in=names).distinct().count()
    return there == len(names) and Seal.objects.count() < len(names)
