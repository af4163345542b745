"""会议的各页：who sees and may do what, refused forms come back filled, constant queries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.convening import life, progress
from meetings.convening.models import AgendaItem, Capacity, Invitation, Meeting, MeetingKind, MeetingPaper
from meetings.convening.policy import INVITED
from meetings.convening.progress import Door
from meetings.models import Booking
from office.api import Appointment, appointment_key, grant
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.ids import uuid7
from office.site.navigation import counted
from tests.docflow.world import an_office
from tests.factories import a_department, appointed
from tests.meetings.gathering import Gathering, a_gathering
from tests.meetings.hall import a_hall, in_days
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def signed_in(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def at(name: str, gathering: Gathering, *more: object) -> str:
    return reverse(f"convening:{name}", args=[gathering.meeting.uid, *more])


def plan(gathering: Gathering, **fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "key": uuid7(),
        "version": 0,
        "kind": gathering.kind.uid,
        "title": "经济运行调度会",
        "host": gathering.host.uid,
        "day": in_days(3).starts_at.astimezone(OFFICE_ZONE).date().isoformat(),
        "begins": "09:00",
        "ends": "11:00",
        "place": "机关食堂二楼",
    }
    return given | fields


def test_a_guest_finds_time_place_and_his_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(10, "回执", lambda rows: {one.pk: ("请在明天前答复", "/attendance/") for one in rows})
    monkeypatch.setattr(progress, "_doors", [door])
    gathering = a_gathering()
    client = signed_in(gathering.guests[0])
    for address in (reverse("convening:meetings"), at("meeting", gathering)):
        page = client.get(address).content.decode()
        for words in ("防汛工作专题会议", "市政府第一会议室", gathering.meeting.slot.words, "请在明天前答复"):
            assert words in page
        assert gathering.host.person.name in page
    assert "会议全程" not in page
    assert "取消会议" not in page
    assert "经过" not in page


@pytest.mark.parametrize(
    ("capacity", "said"),
    [("attending", "请您出席。"), ("sitting_in", "请您列席。"), ("staff", "请您参加会务工作。")],
)
def test_a_guest_is_told_as_what_he_is_asked(capacity: str, said: str) -> None:
    gathering = a_gathering()
    who = gathering.guests[0]
    Invitation.objects.filter(person=who.person).update(capacity=capacity)
    assert said in text(signed_in(who).get(at("meeting", gathering)))


def test_an_organiser_finds_the_chain_and_his_acts() -> None:
    gathering = a_gathering(life.DRAFT)
    page = text(signed_in(gathering.second).get(at("meeting", gathering)))
    for words in ("会议全程", "2项，30分钟", "已邀请4人，未通知", "发会议通知", "取消会议", "编排议程"):
        assert words in page


def test_whoever_comes_for_one_item_sees_that_one_alone() -> None:
    gathering = a_gathering()
    item = gathering.meeting.items.get(place=2)
    gathering.meeting.invitations.filter(person=gathering.guests[0].person).update(item=item)
    page = text(signed_in(gathering.guests[0]).get(at("meeting", gathering)))
    assert ("第1个议题" in page, "第2个议题" in page) == (False, True)
    assert gathering.guests[1].person.name not in page


def test_the_views_of_the_list_and_their_empty_states() -> None:
    gathering = a_gathering()
    address = reverse("convening:meetings")
    sees = {
        (who, view): "防汛工作专题会议" in text(signed_in(one).get(f"{address}?view={view}"))
        for who, one in (
            ("guest", gathering.guests[0]),
            ("organiser", gathering.second),
            ("no one", gathering.stranger),
        )
        for view in ("mine", "organised", "organ")
    }
    assert {key for key, there in sees.items() if there} == {
        ("guest", "mine"),
        ("guest", "organ"),
        ("organiser", "organised"),
        ("organiser", "organ"),
    }
    assert "没有要参加的会" in text(signed_in(gathering.stranger).get(address))
    guest = signed_in(gathering.guests[0])
    assert "没有找到" in text(guest.get(f"{address}?q=无此会"))
    assert "防汛" in text(guest.get(f"{address}?q={gathering.host.person.name}&kind={gathering.kind.uid}"))
    assert "防汛工作" not in text(guest.get(f"{address}?when=over"))


@pytest.mark.parametrize("view", ["mine", "organised", "organ"])
def test_the_list_asks_no_more_for_more(view: str) -> None:
    gathering = a_gathering()
    who = gathering.guests[0] if view == "mine" else gathering.organiser
    client, address, asked = signed_in(who), f"{reverse('convening:meetings')}?view={view}", []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
        for _ in range(4):
            _another(gathering)
    assert asked[0] == asked[1]


def _another(gathering: Gathering) -> None:
    meeting = Meeting.objects.get(pk=gathering.meeting.pk)
    meeting.pk, meeting.uid = None, uuid7()
    meeting._state.adding = True
    meeting.save()
    guest = gathering.guests[0]
    Invitation.objects.create(
        meeting=meeting, person=guest.person, appointment=guest, capacity=Capacity.ATTENDING, told_at=now()
    )
    with transaction.atomic():
        grant(meeting.uid, appointment_key(guest), appointment_key(gathering.organiser), why=INVITED)


@pytest.mark.parametrize("name", ["meeting", "agenda", "people"])
def test_the_pages_ask_no_more_for_more_people_and_items(name: str) -> None:
    gathering = a_gathering(guests=2, items=2)
    client, asked = signed_in(gathering.organiser), []
    for n in range(2):
        client.get(at(name, gathering))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(name, gathering)).status_code == 200
        asked.append(len(queries))
        for k in range(10):
            one = appointed(a_department(gathering.organ))
            Invitation.objects.create(
                meeting=gathering.meeting, person=one.person, appointment=one, order=10 + k, told_at=now()
            )
            item = AgendaItem.objects.create(
                meeting=gathering.meeting, place=3 + 10 * n + k, title=f"补{k}", department=one.department
            )
            item.units.create(organ=gathering.organ)
    assert asked[0] == asked[1]


def test_a_meeting_is_planned_with_its_room_and_then_changed() -> None:
    gathering = a_gathering(life.DRAFT)
    hall, client = a_hall(gathering.organ), signed_in(gathering.organiser)
    looked = client.post(reverse("convening:new"), plan(gathering, look="1", people="12", title="看一看"))
    assert looked.status_code == 200
    assert hall.room.full_name in looked.content.decode()
    assert "看一看" in looked.content.decode()
    assert Meeting.objects.count() == 1
    answer = client.post(reverse("convening:new"), plan(gathering, room=hall.room.uid, people="12", place=""))
    made = Meeting.objects.exclude(pk=gathering.meeting.pk).get()
    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    assert (made.booking is not None, made.where) == (True, hall.room.full_name)
    page = client.get(reverse("convening:edit", args=[made.uid])).content.decode()
    assert "经济运行调度会" in page
    changed = plan(gathering, room=hall.room.uid, people="12", begins="20:00", ends="00:30")
    assert client.post(reverse("convening:edit", args=[made.uid]), changed).status_code == 302
    made.refresh_from_db()
    assert made.slot.hours_words == "20:00至次日0:30"
    assert Booking.objects.get().slot == made.slot


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "请写会议名称"),
        ({"day": "2020-01-01"}, "已经过去"),
        ({"reply_on": "2099-01-01"}, "回执要在会议开始之前截止"),
        ({"last_on": "2020-01-01"}, "结束时间要晚于开始时间"),
        ({"begins": "25:00"}, "时间写成09:30这样"),
        ({"host": "00000000-0000-0000-0000-000000000000"}, "在任的主持人"),
        ({"kind": "00000000-0000-0000-0000-000000000000"}, "没有找到该会议类别"),
    ],
)
def test_a_refused_plan_comes_back_as_it_was_filled(fields: dict[str, str], words: str) -> None:
    gathering = a_gathering(life.DRAFT)
    answer = signed_in(gathering.organiser).post(reverse("convening:new"), plan(gathering, note="着正装") | fields)
    assert answer.status_code in {404, 422}
    page = answer.content.decode()
    assert words in text(answer)
    assert "着正装" in page
    assert Meeting.objects.count() == 1


def test_of_two_organisers_the_second_keeps_what_he_wrote_and_can_send_it_again() -> None:
    gathering = a_gathering(life.DRAFT)
    first, second = signed_in(gathering.organiser), signed_in(gathering.second)
    assert first.post(at("edit", gathering), plan(gathering, title="先改的会")).status_code == 302
    answer = second.post(at("edit", gathering), plan(gathering, title="后改的会", note="带材料"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先改了这次会议" in text(answer)
    assert "后改的会" in page
    assert "带材料" in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    again = plan(gathering, title="后改的会", note="带材料", version=version[1])
    assert second.post(at("edit", gathering), again).status_code == 302
    assert Meeting.objects.get().title == "后改的会"


def test_the_agenda_is_built_with_buttons_and_shows_the_clock() -> None:
    gathering = a_gathering(life.DRAFT, items=0)
    begins = in_days(3).starts_at
    Meeting.objects.update(starts_at=begins, ends_at=begins + timedelta(minutes=30))
    client, address = signed_in(gathering.organiser), at("agenda", gathering)
    assert "还没有议程" in text(client.get(address))
    for title, minutes in (("甲", 20), ("乙", 25)):
        client.post(address, {"key": uuid7(), "title": title, "minutes": minutes})
    page = text(client.get(address))
    assert "9:00至9:20" in page
    assert "9:20至9:45" in page
    assert "多15分钟" in page
    one, other = gathering.meeting.items.order_by("place")
    arrange = at("arrange_agenda", gathering)
    moved = client.post(arrange, {"key": uuid7(), "version": 2, "up": other.uid})
    assert (
        moved["Location"] == f"{address}#item-{other.uid}"
    )  # whoever uses the keyboard goes on at the row that he moved
    assert f'id="item-{other.uid}" tabindex="-1"' in client.get(address).content.decode()
    assert [item.title for item in gathering.meeting.items.order_by("place")] == ["乙", "甲"]
    client.post(arrange, {"key": uuid7(), "version": 3, "moved": other.uid, "stand_at": 2})
    assert [item.title for item in gathering.meeting.items.order_by("place")] == ["甲", "乙"]
    stale = client.post(arrange, {"key": uuid7(), "version": 3, "down": one.uid})
    assert stale.status_code == 409
    client.post(arrange, {"key": uuid7(), "version": 4, "remove": one.uid})
    assert [item.title for item in gathering.meeting.items.all()] == ["乙"]
    changed = {"key": uuid7(), "version": 5, "title": "乙改", "minutes": 10, "units": [gathering.organ.uid]}
    assert client.post(at("item", gathering, other.uid), changed).status_code == 302
    assert [str(unit) for unit in gathering.meeting.items.get().units.all()] == [str(gathering.organ)]
    refused = client.post(at("item", gathering, other.uid), changed | {"key": uuid7(), "title": "又改"})
    assert (refused.status_code, "又改" in refused.content.decode()) == (409, True)


def test_people_are_found_by_name_pinyin_and_unit_and_invited() -> None:
    gathering = a_gathering(life.DRAFT)
    unit = a_department(gathering.organ, "防汛抗旱处")
    one = appointed(unit, "head")
    one.person.pinyin = "zqx"
    one.person.save()
    client, address = signed_in(gathering.organiser), at("people", gathering)
    for words in (one.person.name, "ZQ", "防汛抗旱"):
        assert str(one.uid) in client.get(address, {"find": words}).content.decode()
    sent = {"key": uuid7(), "people": [one.uid], "capacity": "attending"}
    assert client.post(at("invite", gathering), sent).status_code == 302
    assert str(one.uid) not in client.get(address, {"find": "防汛抗旱"}).content.decode()
    invitation = gathering.invitation(one)
    arrange = at("arrange_people", gathering)
    moved = client.post(arrange, {"key": uuid7(), "up": invitation.uid})
    assert moved["Location"] == f"{address}?page=1#person-{invitation.uid}"
    assert f'id="person-{invitation.uid}" tabindex="-1"' in client.get(address).content.decode()
    client.post(arrange, {"key": uuid7()})
    client.post(arrange, {"key": uuid7(), "remove": invitation.uid})
    assert gathering.invitation(one).withdrawn_at is not None
    group = {"key": uuid7(), "group": "heads", "capacity": "sitting_in"}
    assert client.post(at("invite_group", gathering), group).status_code == 302
    assert gathering.invitation(one).capacity == "sitting_in"
    organ = {"key": uuid7(), "unit": gathering.organ.uid, "most": 2, "capacity": "attending"}
    assert client.post(at("invite_unit", gathering), organ).status_code == 302
    invited = gathering.meeting.invited_organs.get()
    client.post(arrange, {"key": uuid7(), "remove_unit": invited.uid})
    invited.refresh_from_db()
    assert invited.withdrawn_at is not None
    nobody = client.post(at("invite", gathering), {"key": uuid7(), "capacity": "attending"})
    assert (nobody.status_code, "请先选人" in text(nobody)) == (422, True)


def test_from_plan_to_notice_by_buttons() -> None:
    gathering = a_gathering(life.DRAFT)
    approver = appointed(a_department(gathering.organ), "leader")
    MeetingKind.objects.update(approved_by=approver.post)
    organiser, leader = signed_in(gathering.organiser), signed_in(approver)
    act = {"key": uuid7(), "version": 0}
    assert organiser.post(at("act", gathering, "submit"), act).status_code == 302
    actor = gathering.by(approver)
    assert next(one.count for one in counted(actor) if one.entry.route == "convening:meetings") == 1
    assert "审定同意" in text(leader.get(at("meeting", gathering)))
    refused = leader.post(at("act", gathering, "send-back"), {"key": uuid7(), "why": " "})
    assert (refused.status_code, "请写要改什么" in text(refused)) == (422, True)
    assert leader.post(at("act", gathering, "approve"), act | {"key": uuid7()}).status_code == 302
    assert organiser.post(at("act", gathering, "announce"), act | {"key": uuid7()}).status_code == 302
    gathering.meeting.refresh_from_db()
    assert gathering.meeting.state == life.ANNOUNCED
    assert organiser.post(at("act", gathering, "dance"), act).status_code == 404


def test_a_notice_is_drafted_and_stands_on_the_page_for_whoever_reads_it() -> None:
    office = an_office()
    gathering = a_gathering()
    MeetingKind.objects.update(organ=office.organ)
    Meeting.objects.update(organ=office.organ, organised_by=office.clerk)
    with_rights = gathering.meeting
    with_rights.refresh_from_db()
    with transaction.atomic():
        grant(with_rights.uid, appointment_key(office.clerk), why=INVITED)
    client = signed_in(office.clerk)
    sent = {"key": uuid7(), "kind": "函", "code": office.code.uid}
    answer = client.post(at("act", gathering, "draft"), sent)
    paper = MeetingPaper.objects.get()
    assert answer.headers["Location"] == reverse("docflow:draft", args=[paper.document])
    page = client.get(at("meeting", gathering)).content.decode()
    assert reverse("docflow:document", args=[paper.document]) in page
    guest = signed_in(gathering.guests[0]).get(at("meeting", gathering)).content.decode()
    assert str(paper.document) not in guest
    draft = client.get(reverse("docflow:draft", args=[paper.document])).content.decode()
    assert "商请参加防汛工作专题会议的函" in draft
    assert "第1个议题" in draft


def test_the_way_into_a_video_meeting_is_shown_when_it_begins(settings: Any) -> None:
    settings.VIDEO_BASE_URL = "https://meet.example.gov.cn"
    gathering = a_gathering(video="yw-1a2b")
    guest = signed_in(gathering.guests[0])
    assert "meet.example" not in guest.get(at("meeting", gathering)).content.decode()
    Meeting.objects.update(starts_at=now() + timedelta(minutes=10))
    for address in (at("meeting", gathering), reverse("convening:meetings")):
        assert "https://meet.example.gov.cn/yw-1a2b" in guest.get(address).content.decode()


def test_kinds_are_kept_by_the_office() -> None:
    gathering = a_gathering(life.DRAFT)
    client = signed_in(gathering.organiser)
    sent = {"key": uuid7(), "organ": gathering.organ.uid, "name": "常务会议", "late_minutes": 5, "is_numbered": "on"}
    assert client.post(reverse("convening:new_kind"), sent).status_code == 302
    kind = MeetingKind.objects.get(name="常务会议")
    assert "常务会议" in text(client.get(reverse("convening:kinds")))
    again = client.post(reverse("convening:new_kind"), sent | {"key": uuid7()})
    assert (again.status_code, "已有这个名称" in text(again)) == (422, True)
    changed = sent | {"key": uuid7(), "name": "市长办公会", "approved_by": gathering.host.post.uid}
    assert client.post(reverse("convening:kind", args=[kind.uid]), changed).status_code == 302
    kind.refresh_from_db()
    assert (kind.name, kind.approved_by, kind.in_use) == ("市长办公会", gathering.host.post, False)
    stranger = signed_in(gathering.stranger)
    assert stranger.get(reverse("convening:kinds")).status_code == 403
    assert stranger.get(reverse("convening:kind", args=[kind.uid])).status_code == 404
    assert stranger.get(reverse("convening:new")).status_code == 403
