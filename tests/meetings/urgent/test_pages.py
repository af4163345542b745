"""The pages: what they show, what they take, and that what was typed comes back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.urgent.actions.send_report import MOST_FILES
from meetings.urgent.models import (
    Clock,
    ClockLimit,
    InstructedTask,
    MailAddress,
    ReportFile,
    UnitPractice,
    UrgentEvent,
)
from meetings.urgent.policy import events, units
from meetings.urgent.selectors.statistics import FIGURES
from meetings.urgent.timing import own_limits
from office.api import Actor, Appointment, Todo, actor_of
from office.kernel.ids import uuid7
from office.kernel.uploads import examine
from office.models import AccessEntry, Person
from tests.factories import a_department, an_organ, appointed
from tests.meetings.urgent.world import Desk, a_desk, acknowledged, alarm_of, an_event, nobody_serves, reported, typed
from tests.office.kernel.uploads.making import pdf
from tests.office.site.city import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return a_desk()


def client_of(who: Actor | Appointment) -> Client:
    return signed_in(who.person)


def key() -> str:
    return str(uuid7())


def act(who: Actor | Appointment, event: UrgentEvent, verb: str, **more: object) -> int:
    answer = client_of(who).post(reverse("urgent:do", args=[event.uid, verb]), {"key": key(), **more})
    return answer.status_code


def test_registered_on_a_page_it_stands_in_the_list_and_shows_its_clock(desk: Desk) -> None:
    client = client_of(desk.officer())
    answer = client.post(reverse("urgent:new"), typed(key=key(), is_drill="on"))
    event = UrgentEvent.objects.get()
    assert answer["Location"] == event.get_absolute_url()
    listed, page = (client.get(at).content.decode() for at in (reverse("urgent:events"), event.get_absolute_url()))
    assert "【演练】城西山体滑坡" in listed
    assert "这是演练，不是真实事件。" in page
    assert "电话报告" in page


def test_a_refused_form_comes_back_with_every_word_and_another_kind_loses_none(desk: Desk) -> None:
    client = client_of(desk.officer())
    refused = client.post(reverse("urgent:new"), typed(key=key(), title="", course="土石滑落。"))
    assert refused.status_code == 422
    assert "土石滑落。" in refused.content.decode()
    other = client.post(reverse("urgent:new"), typed(key=key(), kind="health", ask="kind", course="土石滑落。"))
    page = other.content.decode()
    assert "病种或可疑原因" in page
    assert 'type="hidden" name="detail_hazard" value="滑坡"' in page
    assert "土石滑落。" in page
    assert not UrgentEvent.objects.exists()


def test_a_report_is_sent_from_its_form_and_acknowledged_with_one_tap(desk: Desk) -> None:
    event = an_event(desk)
    client = client_of(desk.officer())
    at = reverse("urgent:report", args=[event.uid, "first"])
    assert "石桥村" in client.get(at).content.decode()
    sent = client.post(at, typed(key=key(), seen="0", text="初步核实。"))
    assert sent.status_code == 302
    again = client.post(at, typed(key=key(), seen="0", text="写好的话不能丢。"))
    assert again.status_code == 409
    page = again.content.decode()
    assert ("写好的话不能丢。" in page, "初步核实。" in page, 'name="seen" value="1"' in page) == (True, True, True)
    follow_up = reverse("urgent:report", args=[event.uid, "follow_up"])
    assert f'formaction="{follow_up}"' in page
    above = desk.officer(desk.above)
    page = client_of(above).get(event.get_absolute_url()).content.decode()
    assert "核收报告" in page
    assert act(above, event, "acknowledge", which=str(alarm_of(event, "report").uid)) == 302
    assert Clock.objects.get(timed="acknowledge").outcome == "kept"
    assert client.post(follow_up, typed(key=key(), seen="1", text="写好的话不能丢。")).status_code == 302


def test_files_go_with_a_report_to_all_who_read_it_and_nobody_else(desk: Desk) -> None:
    event = an_event(desk)
    client = client_of(desk.officer())
    at = reverse("urgent:report", args=[event.uid, "first"])

    def sent(content: bytes, name: str, many: int = 1) -> Any:
        files = [SimpleUploadedFile(name, content) for _ in range(many)]
        return client.post(at, typed(key=key(), seen="0", course="写好的经过。") | {"files": files})

    for refused in (sent(b"MZ\x90\x00", "现场.exe"), sent(pdf(), "现场.pdf", MOST_FILES + 1)):
        page = refused.content.decode()
        assert (refused.status_code, "写好的经过。" in page) == (422, True)
        assert "刚才选的文件没有留下" in page
    assert not event.reports.exists()
    assert sent(pdf(), "现场位置图.pdf").status_code == 302
    file = ReportFile.objects.get(report__event=event)
    address = reverse("urgent:file", args=[file.uid])
    for reader in (desk.officer(), desk.officer(desk.above), desk.chief):
        assert "现场位置图.pdf" in client_of(reader).get(event.get_absolute_url()).content.decode()
        assert b"".join(client_of(reader).get(address)) == pdf()
    assert client_of(desk.below.stranger).get(address).status_code == 404
    assert "现场位置图.pdf" in AccessEntry.objects.filter(about=event.uid, kind="download").latest("pk").title
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.update(name="另一个.pdf")


def test_a_telephone_report_meanwhile_is_in_nobodys_way(desk: Desk) -> None:
    event = an_event(desk)
    reported(desk, event, "telephone", told_whom="市政府总值班室")
    at = reverse("urgent:report", args=[event.uid, "first"])
    assert client_of(desk.officer()).post(at, typed(key=key(), seen="0")).status_code == 302


def test_who_is_relieved_while_he_types_loses_no_word(desk: Desk) -> None:
    event, officer = an_event(desk), desk.officer()
    nobody_serves(desk.below)
    for at in (reverse("urgent:report", args=[event.uid, "first"]), reverse("urgent:new")):
        answer = client_of(officer).post(at, typed(key=key(), seen="0", course="写好的经过。"))
        assert (answer.status_code, "写好的经过。" in answer.content.decode()) == (403, True)


def test_what_waits_for_me_is_listed_and_counted(desk: Desk) -> None:
    event = an_event(desk)
    mine = reverse("urgent:events") + "?view=mine"
    assert "城西山体滑坡" in client_of(desk.leader()).get(mine).content.decode()
    assert "城西山体滑坡" not in client_of(desk.officer()).get(mine).content.decode()
    acknowledged(event, "opened", desk.leader())
    assert "现在没有要您办的" in client_of(desk.leader()).get(mine).content.decode()


def test_instructed_fed_back_and_closed(desk: Desk) -> None:
    event = an_event(desk)
    unit = a_department(desk.below.organ)
    head = appointed(unit, "head")
    given = {"text": "请迅速核实伤亡。", "given_to": [str(unit.uid), str(desk.below.unit.uid)], "hours": "2"}
    assert act(desk.officer(), event, "instruct", **given) == 422, "whom he may give to is nobody"
    assert act(desk.chief, event, "instruct", **given | {"hours": ""}) == 422
    assert act(desk.chief, event, "instruct", **given) == 302
    task = InstructedTask.objects.get(department=unit)
    assert Todo.objects.open().filter(task=task.task).exists()
    which = str(task.uid)
    assert act(desk.chief, event, "close-task", which=which) == 403, "nothing was fed back"
    assert act(desk.chief, event, "feed-back", which=which, text="代答") == 403
    assert act(head, event, "feed-back", which=which, text="两人轻伤，已送医。") == 302
    assert not Todo.objects.open().filter(task=task.task).exists()
    page = client_of(desk.chief).get(event.get_absolute_url()).content.decode()
    assert "两人轻伤，已送医。" in page
    assert act(desk.chief, event, "close-task", which=which) == 302
    task.refresh_from_db()
    assert task.closed_at is not None


def test_limits_are_set_by_who_keeps_the_unit_and_hold_from_then_on(desk: Desk) -> None:
    keeper = client_of(actor_of(desk.below.keeper.person))
    at = reverse("urgent:limits")
    assert client_of(desk.officer()).get(at).status_code == 403
    row = {"organ": str(desk.below.organ.uid), "timed": "first", "level": "2", "kind": "", "starts": "received"}
    assert keeper.post(at, {"key": key(), "minutes": "45", "source": "市规定", **row}).status_code == 302
    assert [one.minutes for one in own_limits(desk.below.organ)] == [45]
    clock = an_event(desk).clocks.get(timed="first")
    assert (clock.due_at - clock.starts_at).seconds == 45 * 60
    assert "市规定" in keeper.get(at).content.decode()
    elsewhere = {**row, "organ": str(desk.above.organ.uid), "minutes": "5", "key": key()}
    assert keeper.post(at, elsewhere).status_code == 404
    limit = ClockLimit.objects.get()
    assert keeper.post(reverse("urgent:drop_limit", args=[limit.uid]), {"key": key()}).status_code == 302
    waits = {"key": key(), "next_way": "2", "next_person": "4", "next_round": "9"}
    assert keeper.post(reverse("urgent:practice", args=[desk.below.unit.uid]), waits).status_code == 302
    assert UnitPractice.objects.get(unit=desk.below.unit).next_person == 4


def test_ones_own_mail_address_is_kept_and_taken_away(desk: Desk) -> None:
    client, at = client_of(desk.officer()), reverse("urgent:reach")
    assert client.post(at, {"key": key(), "address": "不是邮箱"}).status_code == 422
    client.post(at, {"key": key(), "address": "someone@example.cn"})
    assert MailAddress.objects.get(person=desk.officer().person).address == "someone@example.cn"
    client.post(at, {"key": key(), "address": ""})
    assert not MailAddress.objects.exists()


def test_the_frame_leads_there_whoever_can_have_something_there(desk: Desk) -> None:
    event = an_event(desk)
    reported(desk, event)
    asked = appointed(a_department(desk.below.organ), "head")
    posts = [desk.below.officers[-1], desk.below.keeper, desk.above.keeper, desk.chief]
    serving = [desk.officer().person, desk.leader().person, desk.officer(desk.above).person]
    serving += [one.person for one in posts]
    others = [appointed(a_department(an_organ()), "leader"), appointed(a_department(desk.below.organ))]
    idle = [one.person for one in (*others, asked, desk.below.stranger)]
    link = f'href="{reverse("urgent:events")}"'

    def led_there(person: Person) -> bool:
        by = actor_of(person)
        found = link in signed_in(person).get(reverse("office:directory")).content.decode()
        assert found == (units.serving(by).exists() or units.led(by).exists() or events.seen(by).exists())
        return found

    assert all(led_there(one) for one in serving)
    assert not any(led_there(one) for one in idle)
    given = {"text": "请核实。", "given_to": [str(asked.department.uid)], "hours": "2"}
    assert act(desk.chief, event, "instruct", **given) == 302
    assert led_there(asked.person)


def test_the_statistics_are_for_who_serves_or_leads(desk: Desk) -> None:
    an_event(desk)
    at = reverse("urgent:statistics")
    assert client_of(desk.below.stranger).get(at).status_code == 403
    page = client_of(desk.chief).get(at).content.decode()
    assert str(desk.below.unit) in page
    rows = page.count('<tr aria-selected="false">')
    assert rows
    assert all(page.count(f'<span class="only-s faint">{label}</span>') == rows for label in FIGURES.values())
    assert client_of(desk.chief).get(at, {"month": "\x00'"}).status_code == 200


def test_a_page_asks_no_more_with_more_on_it(desk: Desk) -> None:
    event = an_event(desk)
    client = client_of(desk.officer())

    def asked(at: str) -> int:
        client.get(at)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(at).status_code == 200
        return len(seen)

    reported(desk, event, files=[(pdf(), examine(pdf(), "现场.pdf"))])
    pages = (event.get_absolute_url(), reverse("urgent:events"), reverse("urgent:statistics"))
    before = [asked(at) for at in pages]
    for n in range(3):
        reported(desk, event, "follow_up", f"第{n}次。", files=[(pdf(), examine(pdf(), "现场.pdf"))])
        an_event(desk)
    assert [asked(at) for at in pages] == before
