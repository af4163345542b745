"""What runs besides pages: workers and clock. In the embedded shape inside `serve`, in production on machines of their own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from archive.api import reconcile_search, release_index, sweep_index, tell_of_new_hits, tend_index
from archive.collecting import Sweep
from archive.fixity import recheck_fixity
from archive.loans.actions.tend import tend_loans
from archive.rechecking import check_what_waits_for_a_scanner
from archive.tasks import clear_printouts, collect_all
from docflow.briefs.actions.tend import tend_requests
from docflow.circulation.actions.tend import tend_posts
from docflow.distribution.actions.tend import tend_waiting
from docflow.incoming.tasks import clear_intakes
from docflow.supervision.actions.tend import tend_matters
from meetings.api import release_no_shows, release_undecided, tend_calls, tend_minutes, tend_series, tend_waiting_lists
from meetings.attendance.turns import tend_replies
from meetings.duty.actions.swaps import tend_swaps
from meetings.dutydesk.actions.tend import tend_desks
from meetings.urgent.api import tend_urgent
from office import tasks
from office.administration.actions.handovers import tend_handovers
from office.administration.actions.rename_organ import take_up_names
from office.calendar.tasks import ask_for_the_next_year
from office.demo.load import city_is_loaded
from office.jobs.ticking import Clock
from office.jobs.worker import Worker
from office.kernel import child
from office.site.answering import CANNOT
from office.site.environment import demo_is_allowed, refuse_demo_in_production
from office.trail.sealing import close_block, seal

logger = logging.getLogger(__name__)

THREADS = 2


def the_clock() -> Clock:
    """All that the rooms want done regularly."""
    clock = Clock()
    clock.every(0.5, seal, "sealing")
    clock.every(300, partial(seal, sweep=True), "sealing-sweep")
    clock.every(60, take_up_names, "names")
    clock.every(300, tend_waiting, "deliveries")
    clock.every(300, tend_posts, "readings")
    clock.every(300, tend_matters, "matters")
    clock.every(300, tend_requests, "brief-requests")
    clock.every(300, tend_handovers, "handovers")
    clock.every(10, Sweep(), "records")
    clock.every(1, tend_index, "search")
    clock.every(300, sweep_index, "search-sweep")
    clock.every(60, tell_of_new_hits, "saved-searches")
    clock.every(10, tend_loans, "loans")
    clock.every(30, release_no_shows, "no-shows")
    clock.every(30, release_undecided, "undecided-rooms")
    clock.every(30, tend_waiting_lists, "waiting-lists")
    clock.every(60, tend_replies, "replies")
    clock.every(300, tend_series, "series")
    clock.every(60, tend_calls, "topic-calls")
    clock.every(30, tend_minutes, "minutes")
    clock.every(60, tend_swaps, "duty-swaps")
    clock.every(5, tend_desks, "duty-desks")
    clock.every(15, tend_urgent, "urgent")
    for task in (
        collect_all,
        recheck_fixity,
        check_what_waits_for_a_scanner,
        clear_printouts,
        reconcile_search,
        clear_intakes,
        tasks.sweep_files,
        tasks.clear_jobs,
        tasks.clear_sessions,
        ask_for_the_next_year,
    ):
        clock.nightly(task)
    return clock


@contextmanager
def workers_and_clock(threads: int = THREADS) -> Iterator[None]:
    """Run them while the block lasts; then let jobs in hand end, and close the trail over what they did."""
    worker, clock = Worker(threads), the_clock()
    worker.start()
    clock.start()
    try:
        yield
    finally:
        worker.stop()
        clock.stop()
        release_index()
        child.end()
        _close_the_trail()


def _close_the_trail() -> None:
    try:
        close_block()
    except Exception:  # whatever hinders it, the process is to end; the next one's clock closes the block
        logger.exception("the trail's last block is left to the next start")


def require_tables() -> None:
    """Refuse to start on a database that does not answer or is of another version, or with a demonstration's data in production."""
    try:
        refuse_demo_in_production(settings.DATA_DIR)
    except ImproperlyConfigured as error:
        raise CommandError(str(error), returncode=CANNOT) from error
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        demo_city = not pending and not demo_is_allowed() and city_is_loaded()
    except DatabaseError as error:
        raise CommandError(
            f"数据库没有应答，服务没有启动。请检查 DATABASE_URL 和数据库。（{error}）", returncode=CANNOT
        ) from error
    finally:
        connection.close()
    if pending:
        raise CommandError("数据库还不是本版本的结构，服务没有启动。请先运行 manage.py migrate。", returncode=CANNOT)
    if demo_city:
        raise CommandError(
            "数据库里是演示城市，服务没有启动：演示的账号和印章不能用于正式办公。请另用一个空的数据库立户。",
            returncode=CANNOT,
        )
