"""The pages of duty, through the front door: a month from an empty unit to 我的值班, a swap, a table brought; and what costs a constant number of questions."""

import html
import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.duty.actions.rosters import open_roster
from meetings.duty.models import (
    Absence,
    DutyRole,
    DutyUnit,
    Pairing,
    PoolMember,
    Roster,
    Swap,
    SwapState,
    Turn,
    Wish,
)
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.months import counts_of, holidays_in_words, paid_counts_of, turns_counted
from meetings.duty.selectors.on_duty import on_duty
from meetings.duty.tasks import make_roster
from office.calendar.actions.import_calendar import import_calendar
from office.calendar.knowing import forget
from office.calendar.table import shipped, write_table
from office.jobs.models import Job
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from office.models import Department
from tests.factories import a_department, an_organ, appointed
from tests.meetings.duty.rostering import a_duty_room, a_roster
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.duty.tasks.SECONDS", 1.0)


def signed_in(person: Any) -> Client:
    client = ReadingClient()
    client.force_login(person)
    return client


def sent(client: Client, route: str, /, *args: Any, **given: Any) -> Any:
    return client.post(reverse(route, args=args), {"key": str(uuid7()), **given})


def test_from_an_empty_unit_to_my_duties() -> None:
    organ = an_organ()
    keeper = appointed(a_department(organ))
    people = [appointed(keeper.department).person for _ in range(6)]
    admin = signed_in(appointed(a_department(organ), "system_administrator").person)
    unit_said = {
        "name": "云州市总值班室", "organ": organ.uid, "kept_by": keeper.department.uid, "rest_hours": 24, "most_in_week": 2,
        "most_in_month": 0, "workday_allowance": 100, "weekend_allowance": 200, "holiday_allowance": 300, "in_use": "on",
    }  # fmt: skip
    assert sent(admin, "duty:new_unit", **unit_said).status_code == 302
    unit = DutyUnit.objects.get()
    client = signed_in(keeper.person)
    role = {"name": "主班", "people": 1, "order": 1, "in_use": "on", "answers": "on"}
    assert sent(client, "duty:unit_do", unit.uid, "role", **role).status_code == 302
    pattern = {"name": "昼夜班", "begins": "08:30", "hours": "24", "in_use": "on"} | dict.fromkeys(
        ("on_workdays", "on_weekends", "on_holidays"), "on"
    )
    assert sent(client, "duty:unit_do", unit.uid, "pattern", **pattern).status_code == 302
    main = DutyRole.objects.get()
    added = sent(client, "duty:unit_do", unit.uid, "add", role=main.uid, people=[one.uid for one in people])
    assert added.status_code == 302
    month = next_month(today())
    opened = sent(client, "duty:unit_do", unit.uid, "month", month=f"{month:%Y-%m}")
    roster = Roster.objects.get()
    assert opened.url == roster.get_absolute_url()
    assert "空岗" in client.get(opened.url).content.decode()
    assert sent(client, "duty:roster_do", roster.uid, "make", version=roster.version).status_code == 302
    make_roster.func(Job.objects.get(key__startswith="roster:").args[0])
    roster.refresh_from_db()
    page = client.get(opened.url).content.decode()
    assert "空岗</a>" not in page
    assert "没有空岗和冲突" in page
    assert sent(client, "duty:roster_do", roster.uid, "publish", version=roster.version).status_code == 302
    turn = Turn.objects.filter(person=people[0])[0]
    mine = signed_in(people[0]).get(reverse("duty:mine")).content.decode()
    assert f"{turn.shift.day.month}月{turn.shift.day.day}日主班" in mine
    for name in ("duty:unit", "duty:settings", "duty:people", "duty:phones", "duty:statistics"):
        assert client.get(reverse(name, args=[unit.uid])).status_code == 200
    calendar = signed_in(people[0])
    assert calendar.get(reverse("duty:turn", args=[turn.uid])).status_code == 200


def test_a_swap_goes_from_one_page_to_the_next() -> None:
    room = a_duty_room(officers=8)
    a_roster(room, next_month(today()))
    asker, other = room.officers[0], room.officers[4]
    turn = Turn.objects.filter(person=asker.person)[1]
    theirs = Turn.objects.filter(person=other.person)[1]
    client = signed_in(asker.person)
    page = client.get(reverse("duty:turn", args=[turn.uid])).content.decode()
    assert f"{other.person.uid}:{theirs.uid}" in page
    answer = sent(client, "duty:turn_do", turn.uid, "swap", give=f"{other.person.uid}:{theirs.uid}", reason="出差")
    swap = Swap.objects.get()
    assert answer.url == swap.get_absolute_url()
    assert client.get(answer.url).status_code == 200
    assert sent(signed_in(other.person), "duty:swap_do", swap.uid, "agree").status_code == 302
    keeper = signed_in(room.keeper.person)
    assert "换班等批准" in keeper.get(room.unit.get_absolute_url()).content.decode()
    assert sent(keeper, "duty:swap_do", swap.uid, "refuse").status_code == 422
    assert sent(keeper, "duty:swap_do", swap.uid, "approve").status_code == 302
    swap.refresh_from_db()
    turn.refresh_from_db()
    assert (swap.state, turn.person) == (SwapState.APPROVED, other.person)
    assert keeper.get(swap.get_absolute_url()).status_code == 200


def test_a_table_goes_out_and_comes_back_and_each_wrong_row_is_named_with_nothing_half_taken() -> None:
    room = a_duty_room(officers=8)
    roster = a_roster(room, next_month(today()), published=False)
    keeper = signed_in(room.keeper.person)
    out = keeper.get(reverse("duty:roster_table", args=[roster.uid])).content
    book = openpyxl.load_workbook(BytesIO(out))
    sheet = book.worksheets[0]
    rows = {(row[0].value, row[5].value): row for row in sheet.iter_rows(min_row=2)}
    shift = roster.shifts.all()[9]
    name = room.officers[4].person.name
    rows[f"{shift.day:%Y-%m-%d}", "主班"][7].value = name
    rows[f"{roster.shifts.all()[12].day:%Y-%m-%d}", "主班"][7].value = "查无此人"
    wrong = sent(keeper, "duty:bring", roster.uid, version=roster.version, table=as_file(book))
    assert wrong.status_code == 422
    assert "查无此人" in wrong.content.decode()
    assert Turn.objects.get(shift=shift, role=room.first).person.name != name
    rows[f"{roster.shifts.all()[12].day:%Y-%m-%d}", "主班"][7].value = ""
    right = sent(keeper, "duty:bring", roster.uid, version=roster.version, table=as_file(book), insists="on")
    assert right.status_code == 302, re.findall(r'role="alert".{0,300}', right.content.decode(), re.DOTALL)
    assert Turn.objects.get(shift=shift, role=room.first).person.name == name


def test_a_month_with_a_turn_taken_over_comes_back_as_it_went_out() -> None:
    room = a_duty_room(officers=8)
    roster = a_roster(room, next_month(today()))
    taken, later = (Turn.objects.filter(shift__roster=roster, role=room.first)[n] for n in (2, 9))
    middle, taker = taken.starts_at + timedelta(hours=3), room.officers[6].person
    Turn.objects.filter(pk=taken.pk).update(ends_at=middle)
    Turn.objects.create(shift=taken.shift, role=taken.role, person=taker, starts_at=middle, ends_at=taken.ends_at)
    keeper = signed_in(room.keeper.person)
    book = openpyxl.load_workbook(BytesIO(keeper.get(reverse("duty:roster_table", args=[roster.uid])).content))
    rows = {(row[0].value, row[5].value): row for row in book.worksheets[0].iter_rows(min_row=2)}
    rows[f"{later.shift.day:%Y-%m-%d}", "主班"][7].value = room.officers[5].person.name
    given = {"version": roster.version, "insists": "on"}
    back = sent(keeper, "duty:bring", roster.uid, table=as_file(book), **given)
    assert back.status_code == 302, re.findall(r'role="alert".{0,300}', back.content.decode(), re.DOTALL)
    later.refresh_from_db()
    assert later.person == room.officers[5].person
    assert [one.person for one in Turn.objects.filter(shift=taken.shift, role=room.first)] == [taken.person, taker]
    roster.refresh_from_db()
    rows[f"{taken.shift.day:%Y-%m-%d}", "主班"][7].value = room.officers[7].person.name
    wrong = sent(keeper, "duty:bring", roster.uid, table=as_file(book), **given | {"version": roster.version})
    assert "不能再改成" in wrong.content.decode()


def as_file(book: Any) -> SimpleUploadedFile:
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("值班表.xlsx", out.getvalue())


def test_pages_cost_the_same_however_many_people_and_turns_there_are(django_assert_max_num_queries: Any) -> None:
    room = a_duty_room(leaders=3, officers=12)
    roster = a_roster(room, today())
    a_roster(room, next_month(today()))
    Absence.objects.create(person=room.officers[0].person, first=today(), last=today() + timedelta(days=60))
    keeper = signed_in(room.keeper.person)
    addresses = {
        reverse("duty:mine"): 40,
        reverse("duty:units"): 32,
        room.unit.get_absolute_url(): 48,
        roster.get_absolute_url(): 60,
        reverse("duty:people", args=[room.unit.uid]): 48,
        reverse("duty:phones", args=[room.unit.uid]): 36,
        reverse("duty:statistics", args=[room.unit.uid]): 36,
    }
    for address, most in addresses.items():
        with django_assert_max_num_queries(most):
            assert keeper.get(address).status_code == 200, address
    bars = keeper.get(roster.get_absolute_url()).context["bars"]
    of_the_year = (today().replace(month=1, day=1), next_month(roster.month) - timedelta(days=1))
    assert sum(one.of.total for one in bars.rows) == Turn.objects.filter(shift__day__range=of_the_year).count()
    turn = Turn.objects.filter(starts_at__gt=now())[0]
    where = [roster.uid, turn.shift.uid, turn.role.uid, 1]
    assert keeper.get(reverse("duty:place", args=where)).status_code in {200, 404}


def test_each_figure_of_the_statistics_leads_to_the_turns_that_it_counts() -> None:
    room = a_duty_room(officers=4)
    a_roster(room, today())
    taken = Turn.objects.filter(role=room.first, person=room.officers[0].person).order_by("starts_at")[1]
    late = taken.ends_at - timedelta(hours=1)
    Turn.objects.filter(pk=taken.pk).update(ends_at=late)
    Turn.objects.create(
        shift=taken.shift, role=room.first, person=room.officers[1].person, starts_at=late, ends_at=taken.ends_at
    )
    at = f"{reverse('duty:statistics', args=[room.unit.uid])}?year={today().year}&month={today().month}"
    officer = signed_in(room.officers[0].person)
    links = re.findall(r'href="([^"]*/statistics/[^"]+)">(\d+)班<', officer.get(at).content.decode())
    assert len(links) >= 4
    for to, figure in links:
        assert len(officer.get(html.unescape(to)).context["turns"]) == int(figure)
    mine, others = (f"/{one.person.uid}/" for one in room.officers[:2])
    for whose, counts in ((mine, True), (others, False)):
        (whole,) = [html.unescape(to) for to, _ in links if whose in to and "kind" not in to]
        assert (taken.shift.day in [one.shift.day for one, *_ in officer.get(whole).context["turns"]]) == counts
        assert signed_in(room.stranger.person).get(whole).status_code == 404
    nobody = reverse("duty:counted_turns", args=[room.unit.uid, uuid7()])
    assert officer.get(nobody).status_code == 404


def test_the_allowance_counts_the_days_of_the_law_apart_from_the_days_off_around_them() -> None:
    room = a_duty_room()
    with time_machine.travel("2026-09-20T10:00:00+08:00", tick=False):
        roster = open_roster(room.unit.uid, date(2026, 10, 1), by=room.by(room.keeper), key=uuid7())
    who = room.officers[0].person
    for shift in roster.shifts.filter(day__in=[date(2026, 10, day) for day in (1, 3, 5, 10, 11, 12)]):
        Turn.objects.create(shift=shift, role=room.first, person=who, starts_at=shift.starts_at, ends_at=shift.ends_at)
    Roster.objects.update(published_at=now())
    DutyUnit.objects.update(workday_allowance=100, weekend_allowance=200, holiday_allowance=300)
    unit, span = DutyUnit.objects.get(), (date(2026, 10, 1), date(2026, 10, 31))
    (counted,) = paid_counts_of(unit, *span)
    assert (counted.counts, counted.money) == ((2, 2, 2), 1200)
    assert counted.words == f"{who.name}：工作日2班，休息日2班，法定节假日2班"
    (fair,) = counts_of(unit, *span)
    assert fair.counts == (2, 1, 3)  # in what is fair a day off of the arrangement is a holiday
    turns = turns_counted(unit, *span, who.uid, "holiday")
    assert [one.shift.day.day for one in turns] == [1, 3]
    client = signed_in(room.keeper.person)
    page = client.get(reverse("duty:statistics", args=[unit.uid]) + "?year=2026&month=10").content.decode()
    assert "<th>休息日</th><th>法定节假日</th>" in page
    assert '<svg class="lanes fits"' in page  # the whole of each bar and its number, however narrow
    # on a phone a row is a card, each figure under its word
    assert all(f'<span class="only-s faint">{word}</span>' in page for word in ("休息日", "法定节假日", "合计", "补贴"))
    assert "工作日历上标“节”的13天" in page
    DutyUnit.objects.update(pays_arranged=True)
    (counted,) = paid_counts_of(DutyUnit.objects.get(), *span)
    assert (counted.counts, counted.money) == ((2, 1, 3), 1300)
    DutyUnit.objects.update(pays_arranged=False)
    import_calendar(write_table(shipped()[2026]).replace(",节,", ",休,"), by=None, key=uuid7())
    forget()
    (counted,) = paid_counts_of(DutyUnit.objects.get(), *span)
    assert counted.counts == (2, 1, 3)
    assert "没有标明哪几天是法定节假日" in holidays_in_words(DutyUnit.objects.get(), 2026)
    forget()


def test_who_keeps_a_unit_changes_its_people_and_nobody_else_does() -> None:
    room = a_duty_room(officers=8)
    roster = a_roster(room, next_month(today()))
    keeper, officer = signed_in(room.keeper.person), signed_in(room.officers[0].person)
    one, other = room.officers[:2]
    pair = {"one": one.person.uid, "other": other.person.uid, "together": "on"}
    assert sent(officer, "duty:unit_do", room.unit.uid, "pair", **pair).status_code == 403
    assert sent(keeper, "duty:unit_do", room.unit.uid, "pair", **pair).status_code == 302
    assert sent(keeper, "duty:unit_do", room.unit.uid, "pair", **pair).status_code == 409
    made = Pairing.objects.get()
    assert sent(keeper, "duty:unit_do", room.unit.uid, "unpair", uid=made.uid).status_code == 302
    member = PoolMember.objects.get(person=other.person)
    half = {"member": member.uid, "on_weekends": "on", "share": 50, "until": f"{today() + timedelta(days=90)}"}
    assert sent(keeper, "duty:unit_do", room.unit.uid, "member", **half).status_code == 302
    member.refresh_from_db()
    assert (member.share, member.on_workdays, member.on_weekends) == (50, False, True)
    turn = Turn.objects.filter(shift__roster=roster, person=one.person)[1]
    away = {"person": one.person.uid, "first": f"{turn.shift.day}", "reason": "sick"}
    refused = sent(keeper, "duty:unit_do", room.unit.uid, "absence", **away)
    assert refused.status_code == 422
    assert "仍要登记" in refused.content.decode()
    assert sent(keeper, "duty:unit_do", room.unit.uid, "absence", **away, anyway="on").status_code == 302
    assert "不能值班或已离任" in keeper.get(room.unit.get_absolute_url()).content.decode()
    own = sent(officer, "duty:absence", first=f"{turn.shift.day}", reason="sick")
    assert own.status_code == 422
    assert reverse("duty:turn", args=[turn.uid]) in own.content.decode()
    wish = {"unit": room.unit.uid, "day": f"{today() + timedelta(days=40)}", "wants": "no"}
    assert sent(officer, "duty:wish", **wish).status_code == 302
    assert Wish.objects.get().person == one.person
    assert sent(signed_in(room.keeper.person), "duty:wish", **wish).status_code == 422
    assert sent(keeper, "duty:unit_do", room.unit.uid, "remove", uid=member.uid).status_code == 302
    assert not PoolMember.objects.filter(pk=member.pk).exists()


def test_the_foot_of_the_navigation_says_who_is_on_duty_in_ones_own_organ() -> None:
    room = a_duty_room()
    a_roster(room, today())
    leader = on_duty([room.unit], now())[0].person
    own = signed_in(room.keeper.person).get(reverse("office:me")).content.decode()
    assert f"<span>带班领导</span><span>{leader}</span>" in own
    assert room.unit.telephone in own
    assert "今日值班" not in signed_in(room.stranger.person).get(reverse("office:me")).content.decode()


def test_a_year_without_a_calendar_is_said_on_the_page() -> None:
    room = a_duty_room()
    keeper = signed_in(room.keeper.person)
    page = keeper.get(f"{room.unit.get_absolute_url()}?month=2031-02").content.decode()
    assert "2031年工作日历未导入，按周一至周五计" in page
    assert "未导入" not in keeper.get(f"{room.unit.get_absolute_url()}?month=2026-10").content.decode()


def test_saving_a_unit_does_not_change_who_keeps_it_and_to_whom_it_reports_though_both_are_gone() -> None:
    above = a_duty_room()
    room = a_duty_room(superior=above.unit)
    DutyUnit.objects.filter(pk=above.unit.pk).update(in_use=False)
    Department.objects.filter(pk=room.unit.kept_by_id).update(closed_on=today() - timedelta(days=1))
    admin = signed_in(appointed(a_department(room.organ), "system_administrator").person)
    form = admin.get(reverse("duty:settings", args=[room.unit.uid]))
    for words in (f"{room.unit.kept_by}（已撤销）", f"{above.unit}（停用）"):
        assert words in form.content.decode()
    kept = form.context["form"]
    given = {name: "" if kept.initial[name] is None else kept.initial[name] for name in kept.fields}
    given |= {"telephone": "0571-1111", "in_use": "on"}
    assert sent(admin, "duty:settings", room.unit.uid, **given).status_code == 302
    saved = DutyUnit.objects.get(pk=room.unit.pk)
    assert (saved.telephone, saved.kept_by, saved.superior) == ("0571-1111", room.unit.kept_by, above.unit)
    other = sent(admin, "duty:new_unit", **given | {"organ": room.organ.uid, "name": "另一个值班室"})
    assert "请选择由哪个处室" in other.content.decode()


def test_from_the_editor_a_published_turn_leads_to_its_swap_and_one_that_runs_offers_nobody() -> None:
    room = a_duty_room(officers=8)
    a_roster(room, today())
    keeper = signed_in(room.keeper.person)
    running = on_duty([room.unit], now())[1]
    a_roster(room, next_month(today()))
    ahead = Turn.objects.filter(shift__roster__month=next_month(today()), role=room.first)[3]
    for turn, offers in ((running, False), (ahead, True)):
        where = [turn.shift.roster.uid, turn.shift.uid, turn.role.uid, 1]
        page = keeper.get(reverse("duty:place", args=where)).content.decode()
        assert reverse("duty:turn", args=[turn.uid]) in page
        assert (reverse("duty:roster_do", args=[turn.shift.roster.uid, "give"]) in page) == offers
        assert ("这一班已经开始" in page) == (not offers)
    page = keeper.get(reverse("duty:turn", args=[ahead.uid])).content.decode()
    assert reverse("duty:turn_do", args=[ahead.uid, "at-once"]) in page


def test_a_refused_form_says_why_and_keeps_what_was_typed_where_it_was_typed() -> None:
    room = a_duty_room(officers=8)
    keeper = signed_in(room.keeper.person)
    role = {"name": "带班领导", "people": "7", "order": "3", "in_use": "on"}
    for known in ("", str(room.first.uid)):
        page = sent(keeper, "duty:unit_do", room.unit.uid, "role", known=known, **role)
        assert (page.status_code, "已有“带班领导”" in page.content.decode()) == (422, True)
        (row,) = [one for one in page.context["role_rows"] if one.is_open]
        assert row.pre == (known or "new")
        assert (row.said["people"], row.said.get("answers")) == ("7", None)
        assert f'id="role-people-{row.pre}" name="people" type="number" min="1" max="20" required value="7"' in (
            page.content.decode()
        )
    pattern = {"name": " ", "begins": "20:15", "hours": "9", "on_workdays": "on", "roles": [room.first.uid]}
    page = sent(keeper, "duty:unit_do", room.unit.uid, "pattern", **pattern).content.decode()
    assert "请写班次名称" in page
    assert 'value="20:15"' in page
    assert f'value="{room.first.uid}" checked' in page
    member = PoolMember.objects.get(person=room.officers[0].person)
    half = {"member": member.uid, "on_weekends": "on", "share": "50", "since": "2026-12-09", "until": "2026-12-01"}
    page = sent(keeper, "duty:unit_do", room.unit.uid, "member", **half).content.decode()
    assert "“至”不能早于“自”" in page
    for words in ('value="2026-12-09"', 'value="2026-12-01"', 'value="50"'):
        assert page.count(words) == 1
    one = room.officers[3].person
    page = sent(keeper, "duty:unit_do", room.unit.uid, "pair", one=one.uid, other=one.uid, together="on")
    assert page.content.decode().count(f'value="{one.uid}" selected') == 2
    a_roster(room, today())
    turn = on_duty([room.unit], now())[1]
    given = {"taker": on_duty([room.unit], now())[0].person.uid, "reason": "突发高烧"}
    page = sent(keeper, "duty:turn_do", turn.uid, "take-over", **given).content.decode()
    assert page.count('value="突发高烧"') == 1
    assert f'value="{given["taker"]}" selected' in page
