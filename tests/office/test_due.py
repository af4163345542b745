"""时限的页面：what is late for whoever holds it and whoever answers for it, and nothing that he may not read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from office.api import Actor, Appointment, Todo, actor_of, grant, organ_key
from office.kernel.clock import today
from office.selectors.due import answers_for_others, due_by_day, figures, overdue_under
from tests.factories import a_department, an_organ, appointed
from tests.office.calendar.world import a_todo, due_on
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

LONG_AGO, TODAY, LATER = -40, 0, 5


def due_in(todo: Todo, days: int) -> Todo:
    with transaction.atomic():
        due_on(todo, today() + timedelta(days=days))
    return todo


def late(holder: Appointment, title: str, *, readable: Any = ()) -> Todo:
    return due_in(a_todo(holder, title=title, readable=readable), LONG_AGO)


def page(who: Appointment, query: str = "") -> str:
    client = ReadingClient()
    client.force_login(who.person)
    answer = client.get(f"/due/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_mine_is_sorted_by_how_late_it_is() -> None:
    me, other = (appointed(a_department(an_organ())) for _ in range(2))
    due_in(a_todo(me, title="较晚的"), -3)
    due_in(a_todo(me, title="最晚的"), -30)
    due_in(a_todo(me, title="今天的"), TODAY)
    a_todo(me, title="没有时限的")
    late(other, "别人的")
    html = page(me)
    assert html.index("最晚的") < html.index("较晚的")
    for absent in ("今天的", "没有时限的", "别人的"):
        assert absent not in html
    assert '<div class="when late">' in html
    assert "处室和机关的逾期" not in html


def test_all_of_mine_or_those_of_a_day() -> None:
    me = appointed(a_department(an_organ()))
    due_in(a_todo(me, title="早先的"), LONG_AGO)
    due_in(a_todo(me, title="以后的"), LATER)
    assert "早先的" in page(me, "?view=mine")
    day = (today() + timedelta(days=LATER)).isoformat()
    only = page(me, f"?view=mine&on={day}")
    assert "以后的" in only
    assert "早先的" not in only
    assert "这一天没有要到期的" in page(me, f"?view=mine&on={today().isoformat()}")
    for nonsense in ("x", "0001-01-01", "9999-12-31", "2026-13-01", "%00", "9" * 5000):
        assert "早先的" in page(me, f"?view=mine&on={nonsense}")
    assert "没有逾期的事" in page(appointed(a_department(an_organ())), "?view=nonsense")


@pytest.mark.parametrize("role", ["head", "leader", "document_clerk"])
def test_who_answers_for_others_sees_what_is_late_under_him_and_may_be_read(role: str) -> None:
    organ, elsewhere = an_organ(), an_organ()
    home, next_door = a_department(organ), a_department(organ)
    who = appointed(home, role)
    key = [organ_key(organ)]
    late(appointed(home), "本处室的", readable=key)
    late(appointed(home), "不在知悉范围的")
    late(appointed(next_door), "隔壁处室的", readable=key)
    late(appointed(a_department(elsewhere)), "别的机关的", readable=key)
    due_in(a_todo(appointed(home), title="没到期的", readable=key), LATER)
    html = page(who, "?view=unit")
    assert "本处室的" in html
    assert ("隔壁处室的" in html) == (role != "head")
    for absent in ("不在知悉范围的", "别的机关的", "没到期的"):
        assert absent not in html


def test_a_leader_in_charge_answers_for_his_departments() -> None:
    organ = an_organ()
    his, other = a_department(organ), a_department(organ)
    leader = appointed(a_department(organ, "领导"), in_charge_of=his)
    late(appointed(his), "分管的", readable=[organ_key(organ)])
    late(appointed(other), "不分管的", readable=[organ_key(organ)])
    assert [todo.title for todo in overdue_under(actor_of(leader.person))] == ["分管的"]


@pytest.mark.parametrize("role", ["", "auditor", "system_administrator", "seal_keeper"])
def test_others_answer_for_nobody(role: str) -> None:
    organ = an_organ()
    home = a_department(organ)
    late(appointed(home), "本处室的", readable=[organ_key(organ)])
    for _ in range(2):
        who = appointed(home, *filter(None, [role]))
        actor: Actor = actor_of(who.person)
        assert not answers_for_others(actor)
        assert not overdue_under(actor).exists()
        assert "本处室的" not in page(who, "?view=unit")


def test_a_right_that_ended_hides_the_row() -> None:
    organ = an_organ()
    home = a_department(organ)
    head = appointed(home, "head")
    todo = late(appointed(home), "本处室的", readable=[organ_key(organ)])
    assert "本处室的" in page(head, "?view=unit")
    from office.api import revoke  # noqa: PLC0415 - beside its one use

    with transaction.atomic():
        revoke(todo.about, organ_key(organ))
    assert "本处室的" not in page(head, "?view=unit")
    with transaction.atomic():
        grant(todo.about, organ_key(organ), why="再给")
    assert "本处室的" in page(head, "?view=unit")


def test_figures_are_counted_in_one_question(django_assert_num_queries: Any) -> None:
    me = appointed(a_department(an_organ()))
    for days in (LONG_AGO, LONG_AGO, TODAY, LATER):
        due_in(a_todo(me), days)
    a_todo(me)
    actor = actor_of(me.person)
    assert actor.appointments
    with django_assert_num_queries(1):
        assert figures(actor) == {"count": 5, "overdue": 2, "due_today": 1}
    with django_assert_num_queries(1):
        counted = due_by_day(actor, today(), today() + timedelta(days=9))
    assert counted == {today(): 1, today() + timedelta(days=LATER): 1}


@pytest.mark.parametrize("view", ["late", "unit", "mine"])
def test_a_longer_list_asks_no_more(view: str) -> None:
    organ = an_organ()
    home = a_department(organ)
    head = appointed(home, "head")
    client = ReadingClient()
    client.force_login(head.person)

    def asked(more: int) -> int:
        for n in range(more):
            due_in(a_todo(head, appointed(home), readable=[organ_key(organ)], title=f"第{n}件"), LONG_AGO)
        client.get(f"/due/?view={view}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/due/?view={view}")
        return len(queries)

    assert asked(2) == asked(20)
