"""The pages of the calendar: a year for everybody, an import in two steps for whoever may."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.actor import Actor
from office.calendar import knowing
from office.calendar.models import CalendarTable
from office.calendar.months import holidays, months, spans
from office.calendar.table import read_table, shipped
from office.calendar.working_days import WorkingCalendar
from tests.factories import a_department, an_actor, an_organ, appointed
from tests.office.calendar.world import TABLE_2027, a_deadline, a_todo, noon
from tests.reading import ReadingClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]

YEAR = "/calendar/"


@pytest.fixture
def _in_november() -> Any:
    with time_machine.travel(noon("2026-11-26"), tick=False):
        yield


@pytest.fixture
def admin() -> Actor:
    return an_actor(None, "system_administrator")


def browser(actor: Actor) -> ReadingClient:
    client = ReadingClient()
    client.force_login(actor.person)
    return client


def page(client: ReadingClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def cell(html: str, month: int, day: int) -> str:
    """The cell of a day, from its tag to its end."""
    table = html.split(f"<b>{month}月</b>")[1].split("</table>", maxsplit=1)[0]
    found = re.search(rf"<td([^>]*)>{day}(<small>.</small>)?</td>", table)
    assert found, (month, day)
    return found[0]


def upload(client: ReadingClient, text: str | bytes) -> Any:
    content = text.encode() if isinstance(text, str) else text
    return client.post(reverse("calendar:preview"), {"table": SimpleUploadedFile("2027.csv", content)})


def hidden(html: str) -> dict[str, str]:
    """The fields of the form that imports."""
    form = html.split('action="/calendar/import"')[1].split("</form>", maxsplit=1)[0]
    return dict(re.findall(r'name="(key|table|seen)" value="([^"]*)"', form))


def test_a_year_shows_what_is_off_and_what_is_worked() -> None:
    html = page(browser(an_actor()), YEAR)
    assert "依据国办发明电〔2025〕7号（随平台提供），全年248个工作日" in html
    assert cell(html, 1, 1) == '<td class="ok" title="元旦放假，法定节假日">1<small>节</small></td>'
    assert cell(html, 1, 2) == '<td class="ok" title="元旦放假">2<small>休</small></td>'
    assert cell(html, 1, 4) == '<td class="near" title="元旦调休，上班">4<small>班</small></td>'
    assert cell(html, 3, 21) == '<td class="off">21</td>'
    assert cell(html, 3, 20) == "<td>20</td>"
    assert cell(html, 11, 26) == '<td aria-current="date">26</td>'
    assert "10月1日至7日休，其中法定节假日10月1日至3日；9月20日、10月10日上班" in html
    assert "看差别" not in html  # he is no administrator


def test_a_year_that_is_not_imported_says_so() -> None:
    html = page(browser(an_actor()), f"{YEAR}?year=2027")
    assert "2027年工作日历未导入，按周一至周五计" in html
    assert "休</small>" not in html


@pytest.mark.parametrize("asked", ["", "1999", "x", "²", "9" * 5000, "2027\x00", "-1"])
def test_a_year_that_is_not_there_is_this_one(asked: str) -> None:
    assert "<h1>2026年工作日历" in page(browser(an_actor()), f"{YEAR}?year={asked}".replace("\x00", "%00"))


def test_it_is_looked_at_then_imported(admin: Actor, django_capture_on_commit_callbacks: Any) -> None:
    holder = appointed(a_department(an_organ(admin.organ)))
    a_deadline(a_todo(holder), days=5, start=noon("2026-12-29"))
    client = browser(admin)
    answer = upload(client, TABLE_2027)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<td class="num">1月1日</td><td>上班</td><td><b>元旦放假</b></td>' in html
    assert '<td class="num">2月6日</td><td>周末休息</td><td><b>春节调休上班</b></td>' in html
    assert "表里没有写：清明、劳动、端午、中秋、国庆" in html
    assert not CalendarTable.objects.exists()  # only looked at
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("calendar:import"), hidden(html), follow=True)
    assert "2027年工作日历已导入。1件事的时限随之改动，已通知办理人。" in done.content.decode()
    knowing.forget()
    after = page(client, f"{YEAR}?year=2027")
    assert cell(after, 1, 1) == '<td class="ok" title="元旦放假">1<small>休</small></td>'
    assert admin.person.name in after
    assert "1件" in after


def test_the_form_sent_twice_imports_once(admin: Actor) -> None:
    client = browser(admin)
    fields = hidden(upload(client, TABLE_2027).content.decode())
    for _ in range(2):
        assert client.post(reverse("calendar:import"), fields).status_code == 302
    assert CalendarTable.objects.count() == 1


def test_the_same_again_is_said_to_change_nothing(admin: Actor) -> None:
    client = browser(admin)
    client.post(reverse("calendar:import"), hidden(upload(client, TABLE_2027).content.decode()))
    assert "与现在的完全一样" in upload(client, TABLE_2027).content.decode()
    assert "只是文号不同" in upload(client, TABLE_2027.replace("9号", "10号")).content.decode()


def test_somebody_was_first(admin: Actor) -> None:
    client = browser(admin)
    mine = hidden(upload(client, TABLE_2027).content.decode())
    other = hidden(upload(client, TABLE_2027 + "2027-01-04,休,元旦\n").content.decode())
    assert client.post(reverse("calendar:import"), other).status_code == 302
    answer = client.post(reverse("calendar:import"), mine)
    assert (answer.status_code, "刚刚换过" in answer.content.decode()) == (409, True)
    assert CalendarTable.objects.count() == 1


def test_bad_lines_are_named_on_the_page(admin: Actor) -> None:
    answer = upload(browser(admin), TABLE_2027 + "2027-02-30,休,春节\n2027-02-09,班,<b>\n")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "第9行：“2027-02-30”不是日期" in html
    assert "第10行" in html
    assert "<b>，" not in html
    assert "看差别" in html  # the door is still open


def test_a_file_that_is_no_table_names_some_of_its_lines(admin: Actor) -> None:
    head = "文号,国办发明电〔2026〕9号\n日期,安排,节日\n"
    html = upload(browser(admin), head + "不是日期\n" * 80).content.decode()
    assert html.count("一行须有三格") == 50
    assert "另有30行也不对" in html


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\xff", b"," * 70_000, b"\x00" * 10])
def test_a_file_that_cannot_be_read_is_refused_in_words(admin: Actor, content: bytes) -> None:
    answer = upload(browser(admin), content)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_no_file_is_refused_in_words(admin: Actor) -> None:
    answer = browser(admin).post(reverse("calendar:preview"))
    assert (answer.status_code, "没有选文件" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    "fields", [{"table": "x"}, {"table": TABLE_2027 + "x"}, {"table": "\x00"}, {"table": TABLE_2027, "key": "no"}]
)
def test_a_form_that_was_tampered_with_is_refused(admin: Actor, fields: dict[str, str]) -> None:
    answer = browser(admin).post(reverse("calendar:import"), {"key": str(uuid4())} | fields)
    assert answer.status_code == 422
    assert not CalendarTable.objects.exists()


def test_others_may_look_and_not_import() -> None:
    for role in ("leader", "auditor"):
        for _ in range(2):
            client = browser(an_actor(None, role))
            assert "看差别" not in page(client, YEAR)
            assert upload(client, TABLE_2027).status_code == 403
            fields = {"table": TABLE_2027, "key": str(uuid4())}
            assert client.post(reverse("calendar:import"), fields).status_code == 403
    assert not CalendarTable.objects.exists()


def test_two_steps_are_posts(admin: Actor) -> None:
    for name in ("preview", "import"):
        assert browser(admin).get(reverse(f"calendar:{name}")).status_code == 405


def test_months_hold_every_day_once() -> None:
    calendar = WorkingCalendar(shipped())
    drawn = months(calendar, 2026, date(2026, 3, 19))
    cells = [cell for month in drawn for week in month.weeks for cell in week if cell]
    assert [cell.day for cell in cells] == sorted({cell.day for cell in cells})
    assert len(cells) == 365
    assert all(len(week) == 7 for month in drawn for week in month.weeks)
    assert all(
        cell is None or cell.day.weekday() == n for m in drawn for week in m.weeks for n, cell in enumerate(week)
    )
    assert [cell.day for cell in cells if cell.is_today] == [date(2026, 3, 19)]
    assert sum(month.working_days for month in drawn) == 248


def test_days_in_a_row_are_one_span() -> None:
    assert spans([date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 3)]) == "9月30日至10月1日、10月3日"
    assert spans([]) == ""
    only_worked = read_table(TABLE_2027 + "2027-02-20,班,清明节\n")
    assert [(one.name, one.rests, one.works) for one in holidays(only_worked)][-1] == ("清明节", "", "2月20日")
