"""A year is imported: whole, once, by whom it may; open deadlines are counted anew and their holders told."""

import threading
import time
from datetime import date
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from office.actor import Actor, actor_of
from office.api import Deadline, Todo, working_calendar
from office.calendar import gate, knowing
from office.calendar.actions.import_calendar import digest_in_force, import_calendar
from office.calendar.knowing import calendar_in_force, what_is_shipped
from office.calendar.models import CalendarDay, CalendarTable
from office.calendar.table import WrongTable, write_table
from office.calendar.tasks import ask_for_the_next_year
from office.kernel.clock import end_of
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.models import TrailEntry
from realtime.models import Notification
from tests.conftest import engine
from tests.crash import die_at, environment
from tests.factories import a_department, an_actor, an_organ, appointed
from tests.office.calendar.world import TABLE_2027, a_deadline, a_todo, due_on, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Actor:
    return an_actor(None, "system_administrator")


def test_a_year_comes_into_force_with_its_source_and_who_imported_it(admin: Actor) -> None:
    row = import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert (row.year, row.source, row.imported_by) == (2027, "国办发明电〔2026〕9号", admin.appointment)
    calendar = calendar_in_force()
    assert calendar.knows(2027)
    assert calendar.knows(2026)  # what is shipped stays
    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.is_working_day(date(2027, 2, 6))
    entry = TrailEntry.objects.get(act="calendar.imported")
    assert (entry.title, entry.detail, entry.stream) == ("2027年工作日历", {"source": row.source}, "calendar:2027")


def test_open_deadlines_are_counted_anew_and_holders_told_once(admin: Actor) -> None:
    holder = appointed(a_department(an_organ()))
    todo, kept, named, done = (a_todo(holder, title=title) for title in ("跨年件", "不变件", "指定件", "已了件"))
    a_deadline(todo, days=5, start=noon("2026-12-29"))
    a_deadline(kept, days=2, start=noon("2026-12-29"))
    ended = a_deadline(done, days=5, start=noon("2026-12-29"))
    with transaction.atomic():
        due_on(named, date(2027, 1, 1))
    Deadline.objects.filter(pk=ended.pk).update(ended_at=noon("2026-12-30"))
    row = import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert row.moved == 1
    moved = Deadline.objects.get(task=todo.task)
    assert (moved.due_at, moved.provisional) == (end_of(date(2027, 1, 6)), False)
    todo.refresh_from_db()
    assert (todo.due_at, todo.provisional) == (moved.due_at, False)
    assert Deadline.objects.get(task=kept.task).due_at == end_of(date(2026, 12, 31))
    assert Deadline.objects.get(task=named.task).due_at == end_of(date(2027, 1, 1))
    ended.refresh_from_db()
    assert ended.provisional
    told = Notification.objects.get(person=holder.person)
    assert told.title == "“跨年件”的时限改为2027年1月6日"
    assert "原为2027年1月5日" in told.body


def test_a_limit_that_is_only_confirmed_rings_nobody(admin: Actor) -> None:
    holder = appointed(a_department(an_organ()))
    a_deadline(a_todo(holder), days=3, start=noon("2027-03-01"))
    assert import_calendar(TABLE_2027, by=admin, key=uuid4()).moved == 0
    row = Deadline.objects.get()
    assert (row.due_at, row.provisional) == (end_of(date(2027, 3, 4)), False)
    assert not Todo.objects.get().provisional
    assert not Notification.objects.exists()


def test_everybody_of_a_pool_is_told(admin: Actor) -> None:
    organ = an_organ()
    pool = [appointed(a_department(organ)) for _ in range(3)]
    a_deadline(a_todo(*pool), days=5, start=noon("2026-12-29"))
    import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert set(Notification.objects.values_list("person", flat=True)) == {one.person_id for one in pool}


def test_the_same_table_again_changes_nothing(admin: Actor) -> None:
    holder = appointed(a_department(an_organ()))
    a_deadline(a_todo(holder), days=5, start=noon("2026-12-29"))
    key = uuid4()
    first = import_calendar(TABLE_2027, by=admin, key=key)
    assert import_calendar(TABLE_2027, by=admin, key=key) == first  # the same form
    assert import_calendar(TABLE_2027.replace("2027-01-01", "2027/1/1"), by=admin, key=uuid4()) == first
    assert CalendarTable.objects.count() == Notification.objects.count() == 1
    assert TrailEntry.objects.filter(act="calendar.imported").count() == 1


def test_another_table_replaces_the_first_which_is_kept(admin: Actor) -> None:
    holder = appointed(a_department(an_organ()))
    todo = a_todo(holder)
    a_deadline(todo, days=5, start=noon("2026-12-29"))
    first = import_calendar(TABLE_2027, by=admin, key=uuid4())
    second = import_calendar(TABLE_2027 + "2027-01-04,休,元旦\n", by=admin, key=uuid4())
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert first.days.count() == 6
    assert (second.replaced_at, second.moved) == (None, 1)
    assert Deadline.objects.get().due_at == end_of(date(2027, 1, 7))
    assert Notification.objects.count() == 2


def test_what_is_shipped_may_be_replaced(admin: Actor) -> None:
    text = write_table(what_is_shipped().years[2026]).replace("2026-10-10,班,国庆节\n", "")
    import_calendar(text, by=admin, key=uuid4())
    assert not calendar_in_force().is_working_day(date(2026, 10, 10))


def test_a_bad_table_changes_nothing(admin: Actor) -> None:
    with pytest.raises(WrongTable) as refused:
        import_calendar(TABLE_2027 + "2027-02-09,休\n", by=admin, key=uuid4())
    assert [row.line for row in refused.value.rows] == [9]
    assert not CalendarTable.objects.exists()
    assert not CalendarDay.objects.exists()
    assert not TrailEntry.objects.filter(act="calendar.imported").exists()


def test_only_the_root_organs_system_administrator_imports() -> None:
    root = an_organ()
    under = an_organ(root)
    refused = [an_actor(organ, role) for organ in (root, under) for role in ("leader", "auditor", "document_clerk")]
    refused += [an_actor(under, "system_administrator") for _ in range(2)]
    for by in refused:
        with pytest.raises(NotAllowed, match="系统管理员"):
            import_calendar(TABLE_2027, by=by, key=uuid4())
    assert not CalendarTable.objects.exists()


def test_who_looked_at_other_differences_does_not_import_over_them(admin: Actor) -> None:
    seen = digest_in_force(2027)
    import_calendar(TABLE_2027, by=admin, key=uuid4(), seen=seen)
    other = TABLE_2027 + "2027-01-04,休,元旦\n"
    with pytest.raises(SomebodyWasFirst, match="刚刚换过"):
        import_calendar(other, by=admin, key=uuid4(), seen=seen)
    import_calendar(other, by=admin, key=uuid4(), seen=digest_in_force(2027))
    assert CalendarTable.objects.count() == 2


def test_an_import_that_cannot_be_told_of_does_not_happen(admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no bell")

    monkeypatch.setattr("office.calendar.telling._tellers", [fail])
    todo = a_todo(appointed(a_department(an_organ())))
    before = a_deadline(todo, days=5, start=noon("2026-12-29"))
    with pytest.raises(RuntimeError):
        import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert not CalendarTable.objects.exists()
    assert Deadline.objects.get().due_at == before.due_at


def test_pages_of_this_process_see_it_at_once(admin: Actor, django_capture_on_commit_callbacks: object) -> None:
    assert not working_calendar().knows(2027)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert working_calendar().knows(2027)


def test_pages_of_another_process_see_it_within_a_minute(admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    knowing.keep(what_is_shipped())
    import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert not working_calendar().knows(2027)
    later = time.monotonic() + knowing.FRESH + 1
    monkeypatch.setattr("office.calendar.knowing.time.monotonic", lambda: later)
    assert working_calendar().knows(2027)


def test_the_command_imports_or_names_every_bad_line(tmp_path: Path) -> None:
    good, bad, out, err = tmp_path / "good.csv", tmp_path / "bad.csv", StringIO(), StringIO()
    good.write_bytes(TABLE_2027.encode("gb18030"))
    bad.write_text(TABLE_2027 + "x,休,春节\n2027-02-09,班,春节\n")
    with pytest.raises(CommandError, match="2处不对"):
        call_command("import_calendar", str(bad), stderr=err)
    assert [line.partition("：")[0] for line in err.getvalue().splitlines()] == ["第9行", "第10行"]
    assert not CalendarTable.objects.exists()
    call_command("import_calendar", str(good), stdout=out, stderr=err)
    assert "2027年工作日历在用" in out.getvalue()
    assert "没有写清明" in err.getvalue()
    assert CalendarTable.objects.get().imported_by is None
    with pytest.raises(CommandError, match="读不到"):
        call_command("import_calendar", str(tmp_path / "none.csv"))


def test_sixty_days_ahead_the_next_years_table_waits_for_the_administrator_once(admin: Actor) -> None:
    def asked(day: str) -> list[str]:
        with time_machine.travel(noon(day), tick=False):
            ask_for_the_next_year.call()
        return [todo.task for todo in Todo.objects.open().held_by([admin.appointment.pk])]

    assert asked("2026-11-01") == []
    assert asked("2026-11-02") == asked("2026-12-15") == ["year:2027"]
    import_calendar(TABLE_2027, by=admin, key=uuid4())
    assert asked("2026-12-16") == []
    assert Todo.objects.get().done_by == admin.appointment


def test_where_nobody_is_administrator_nobody_is_asked() -> None:
    with time_machine.travel(noon("2026-12-15"), tick=False):
        ask_for_the_next_year.call()
    assert not Todo.objects.exists()


# 同时 ------------------------------------------------------------------------------------------------------------------


def in_thread(work: object) -> tuple[threading.Thread, list[object]]:
    """Work of somebody else: the thread, begun, and a list that its answer or its failure is put into."""
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(work())  # type: ignore[operator]
        except Exception as error:
            answers.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, answers


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_one(admin: Actor) -> None:
    holder = appointed(a_department(an_organ(admin.organ)))
    a_deadline(a_todo(holder), days=5, start=noon("2026-12-29"))
    both = [in_thread(lambda: import_calendar(TABLE_2027, by=actor_of(admin.person), key=uuid4())) for _ in range(2)]
    for thread, _ in both:
        thread.join(30)
    answers = [answer for _, found in both for answer in found]
    assert answers == [CalendarTable.objects.get()] * 2
    assert Notification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_different_tables_at_once_one_is_in_force_and_the_other_kept(admin: Actor) -> None:
    tables = [TABLE_2027, TABLE_2027 + "2027-01-04,休,元旦\n"]
    both = [
        in_thread(lambda text=text: import_calendar(text, by=actor_of(admin.person), key=uuid4())) for text in tables
    ]
    for thread, _ in both:
        thread.join(30)
    assert CalendarTable.objects.filter(replaced_at__isnull=True).count() == 1
    assert CalendarTable.objects.count() == 2


only_with_many_writers = pytest.mark.skipif(engine() != "postgresql", reason="SQLite has one writer at a time")


@only_with_many_writers
@pytest.mark.django_db(transaction=True)
def test_a_deadline_that_is_being_set_is_counted_by_the_new_calendar(admin: Actor) -> None:
    """The import waits for whoever has counted by the old calendar and not committed; then it finds his deadline."""
    todo = a_todo(appointed(a_department(an_organ(admin.organ))))
    with transaction.atomic():
        before = a_deadline(todo, days=5, start=noon("2026-12-29"))
        thread, answers = in_thread(lambda: import_calendar(TABLE_2027, by=actor_of(admin.person), key=uuid4()))
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert answers == [CalendarTable.objects.get()]
    assert Deadline.objects.get().due_at > before.due_at


@only_with_many_writers
@pytest.mark.django_db(transaction=True)
def test_a_deadline_that_is_set_during_an_import_waits_for_it(admin: Actor) -> None:
    todo = a_todo(appointed(a_department(an_organ(admin.organ))))
    with transaction.atomic():
        import_calendar(TABLE_2027, by=admin, key=uuid4())
        thread, answers = in_thread(lambda: a_deadline(todo, days=5, start=noon("2026-12-29")))
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert answers == [Deadline.objects.get()]
    assert Deadline.objects.get().due_at == end_of(date(2027, 1, 6))


@only_with_many_writers
@pytest.mark.django_db(transaction=True)
def test_an_import_holds_nobody_up_while_it_waits(admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who holds a to-do and then sets a deadline gets it, though an import waits for that to-do; in the end it gives up."""
    monkeypatch.setattr(gate, "PATIENCE", 1.0)
    todo, other = (a_todo(appointed(a_department(an_organ(admin.organ)))) for _ in range(2))
    a_deadline(todo, days=5, start=noon("2026-12-29"))
    with transaction.atomic():
        Todo.objects.select_for_update().get(pk=todo.pk)
        thread, answers = in_thread(lambda: import_calendar(TABLE_2027, by=actor_of(admin.person), key=uuid4()))
        time.sleep(0.2)
        a_deadline(other, days=5, start=noon("2026-12-29"))
        thread.join(30)
    assert isinstance(answers[0], SomebodyWasFirst)
    assert not CalendarTable.objects.exists()
    assert {one.provisional for one in Deadline.objects.all()} == {True}


IMPORT = """
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
from office.calendar.actions.import_calendar import import_calendar
from office.kernel.ids import uuid7
import_calendar({table!r}, by=None, key=uuid7())
"""


@pytest.mark.crash("calendar.replaced")
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_the_old_calendar_is_in_force(admin: Actor, tmp_path: Path) -> None:
    todo = a_todo(appointed(a_department(an_organ(admin.organ))))
    first = import_calendar(TABLE_2027, by=admin, key=uuid4())
    before = a_deadline(todo, days=5, start=noon("2026-12-29"))
    other = TABLE_2027 + "2027-01-04,休,元旦\n"
    code = IMPORT.format(name=str(connection.settings_dict["NAME"]), table=other)
    die_at("calendar.replaced", "-c", code, env=environment(tmp_path))
    assert CalendarTable.objects.get(replaced_at__isnull=True) == first
    assert Deadline.objects.get().due_at == before.due_at
    import_calendar(other, by=admin, key=uuid4())
    assert Deadline.objects.get().due_at > before.due_at
