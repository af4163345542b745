"""The desk by deadlines: its bands, its figures, its ruler."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from office.api import Appointment, Todo
from office.calendar.table import shipped
from office.calendar.working_days import WorkingCalendar
from office.site.ruler import DAYS, Column, days_shown, draw
from tests.factories import a_department, an_organ, appointed
from tests.office.calendar.world import a_deadline, a_todo, due_on, noon
from tests.reading import ReadingClient

CALENDAR = WorkingCalendar(shipped())


@pytest.fixture
def _on_a_thursday() -> Any:
    with time_machine.travel(noon("2026-03-19"), tick=False):
        yield


def desk(who: Appointment) -> str:
    client = ReadingClient()
    client.force_login(who.person)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def bands(html: str) -> dict[str, list[str]]:
    """The titles under each label, in the order of the page."""
    found: dict[str, list[str]] = {}
    rows = html.split('id="todo"')[1].split("</section>", maxsplit=1)[0]
    for label, title in re.findall(r'<li class="band[^"]*"><b>(.*?)</b>|<p class="t"><a [^>]*>(.*?)</a>', rows):
        if label:
            found[label] = []
        else:
            found[list(found)[-1]].append(title)
    return found


def due(who: Appointment, title: str, day: str) -> Todo:
    todo = a_todo(who, title=title)
    with transaction.atomic():
        due_on(todo, date.fromisoformat(day))
    return todo


@pytest.mark.django_db
@pytest.mark.usefixtures("_on_a_thursday")
def test_what_waits_is_grouped_by_when_it_is_due_then_by_when_it_came() -> None:
    me = appointed(a_department(an_organ()))
    due(me, "以后", "2026-03-23")
    due(me, "周日", "2026-03-22")
    due(me, "明天", "2026-03-20")
    due(me, "今天", "2026-03-19")
    due(me, "昨天", "2026-03-18")
    due(me, "早就", "2026-03-02")
    a_todo(me, title="今天来的")
    Todo.objects.filter(pk=a_todo(me, title="以前来的").pk).update(since=noon("2026-03-10"))
    html = desk(me)
    assert bands(html) == {
        "已逾期": ["早就", "昨天"],
        "今天到期": ["今天"],
        "本周到期": ["明天", "周日"],
        "以后到期": ["以后"],
        "此前收到": ["以前来的"],
        "今天收到": ["今天来的"],
    }
    assert '<li class="band late"><b>已逾期</b> 2件' in html
    assert "<small>逾期1个工作日</small>" in html
    assert "<small>余2个工作日</small>" in html
    tally = html.split('id="tally"')[1].split("</ul>")[0]
    assert re.findall(r"<b>(\d+)</b><small>(.*?)</small>", tally)[:3] == [
        ("8", "待我办理"), ("1", "今天到期"), ("2", "已逾期"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("_on_a_thursday")
def test_without_deadlines_the_desk_is_as_it_was() -> None:
    me = appointed(a_department(an_organ()))
    a_todo(me, title="今天来的")
    assert bands(desk(me)) == {"今天收到": ["今天来的"]}


@pytest.mark.django_db
@time_machine.travel(noon("2026-12-30"), tick=False)
def test_a_deadline_over_the_years_end_is_shown_as_provisional() -> None:
    me = appointed(a_department(an_organ()))
    a_deadline(a_todo(me), days=4, start=noon("2026-12-30"))
    html = desk(me)
    assert "余5个工作日·暂计" in html
    assert "2027年工作日历未导入，按周一至周五计" in html


@pytest.mark.django_db
@pytest.mark.usefixtures("_on_a_thursday")
def test_the_ruler_counts_and_leads_to_the_rows() -> None:
    me = appointed(a_department(an_organ()))
    due(me, "昨天", "2026-03-18")
    for n in range(7):
        due(me, f"同日{n}", "2026-03-24")
    html = desk(me).split('id="ruler"')[1].split("</section>")[0]
    assert 'href="/due/" aria-label="已逾期1件"' in html
    assert 'href="/due/?view=mine&amp;on=2026-03-24" aria-label="3月24日星期二，到期7件"' in html
    assert "近10个工作日到期7件，已逾期1件" in html
    assert html.count('class="now"') == 5
    assert ">7件</text>" in html


@pytest.mark.django_db
def test_more_that_waits_asks_no_more() -> None:
    me = appointed(a_department(an_organ()))
    client = ReadingClient()
    client.force_login(me.person)

    def asked(more: int) -> int:
        for n in range(more):
            a_deadline(a_todo(me), days=n % 9 + 1, start=noon("2026-03-02"))
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    assert asked(2) == asked(30)


SOME_DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))


@given(SOME_DAYS, st.dictionaries(st.integers(0, 30), st.integers(1, 30), max_size=8), st.integers(0, 40))
def test_the_ruler_is_as_wide_as_its_place_and_shows_all(today: date, ahead: dict[int, int], overdue: int) -> None:
    counts = {today + timedelta(days=n): count for n, count in ahead.items()}
    drawn = draw(CALENDAR, today, counts, overdue)
    late, *columns = drawn.columns
    days = [column.day for column in columns]
    assert days == days_shown(CALENDAR, today)
    assert sum(day is not None and CALENDAR.is_working_day(day) for day in days) == DAYS
    assert (late.day, late.count, late.x) == (None, overdue, 0)
    assert all(abs(a.x + a.width - b.x) < 0.05 for a, b in pairwise(drawn.columns))
    assert abs(drawn.columns[-1].x + drawn.columns[-1].width - 100) < 0.1
    assert {c.day: c.count for c in columns if c.count} == {d: n for d, n in counts.items() if d in days}
    assert all(column.top for column in columns if column.count)  # it has a link
    assert all(0 < y < 6 for column in drawn.columns for y in column.blocks)


def test_a_day_that_is_worked_at_a_weekend_says_so() -> None:
    columns: dict[date | None, Column] = {one.day: one for one in draw(CALENDAR, date(2026, 9, 17), {}, 0).columns}
    assert columns[date(2026, 9, 20)].under == "日·班"
    assert columns[date(2026, 9, 25)].hatched
    assert not columns[date(2026, 9, 20)].hatched
