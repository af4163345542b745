"""The pages: one tap, refused forms that keep what was typed, parts that move, constant questions; stages and doors."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.attendance.actions.urge import set_request
from meetings.attendance.printing import sheet_of
from meetings.attendance.stages import replies_stage, reply_door, sign_in_door, sign_in_stage
from meetings.convening import life
from meetings.convening.models import Answer, Meeting
from meetings.convening.progress import doors, stages
from office.api import Appointment
from office.kernel.clock import now
from office.kernel.ids import uuid7
from tests.factories import a_department, appointed
from tests.meetings.attendance.hosting import a_unit, asking, at_the_door, browser, comes, signs, wants_leave
from tests.meetings.gathering import Gathering
from tests.office.site.test_live_parts import check

pytestmark = pytest.mark.django_db


def at(there: Gathering, name: str, *more: Any) -> str:
    return reverse(f"attendance:{name}", args=[there.meeting.uid, *more])


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def does(there: Gathering, by: Appointment, verb: str, **fields: Any) -> Any:
    return browser(by).post(at(there, "do", verb), {"key": uuid7()} | fields)


def test_one_tap_on_the_phone() -> None:
    there = asking()
    client = browser(there.guests[0])
    page = client.get(at(there, "mine"))
    assert "截止" in text(page)
    done = client.post(at(there, "mine"), {"key": uuid7(), "answer": "comes"})
    assert done.status_code == 302
    assert "您已回执：参加" in text(again := client.get(done["Location"]))
    assert "保存回执" not in text(again)  # nothing else is asked, nothing is left to save
    assert "main-act" not in again.content.decode()


def test_who_has_signed_in_is_not_asked_whether_he_comes() -> None:
    there = at_the_door()
    signs(there, there.guests[0])
    page = browser(there.guests[0]).get(at(there, "mine"))
    assert "已签到" in text(page)
    assert "main-act" not in page.content.decode()
    assert "截止" not in text(page)


def test_a_refused_form_keeps_what_was_typed() -> None:
    there = asking()
    client, other = browser(there.guests[0]), there.guests[1]
    substitute = appointed(a_department(there.organ))
    refused = client.post(
        at(there, "mine"), {"key": uuid7(), "answer": "replaced", "reason": "出差青澜", "substitute": other.uid}
    )
    assert (refused.status_code, "出差青澜" in refused.content.decode()) == (422, True)
    assert "已在参会名单" in text(refused)
    Meeting.objects.filter(pk=there.meeting.pk).update(reply_by=now() - timedelta(minutes=1))
    late = client.post(
        at(there, "mine"), {"key": uuid7(), "answer": "replaced", "reason": "出差青澜", "substitute": substitute.uid}
    )
    page = late.content.decode()
    assert (late.status_code, "出差青澜" in page, f'value="{substitute.uid}" selected' in page) == (403, True, True)
    assert there.organiser.person.name in text(late)


def test_the_organiser_sees_all_of_it_and_acts() -> None:
    there = asking(guests=4)
    set_request(there.meeting.uid, phone=True, plate=True, lodging=True, by=there.by(there.organiser), key=uuid7())
    comes(there, there.guests[0], phone="13900000000", plate="云A1")
    leave = wants_leave(there, there.guests[1], "陪同调研")
    page = text(browser(there.second).get(at(there, "replies")))
    assert "13900000000 · 云A1" in page
    assert "陪同调研" in page
    assert "已回执 3 人" not in page
    assert re.search(r"已回执 2 人，共4人：参加1，请假0，替会0，待批1，未回执 2", page)
    refused = does(there, there.organiser, "decide", leave=leave.uid)
    assert (refused.status_code, "为什么不同意" in text(refused)) == (422, True)
    assert does(there, there.organiser, "decide", leave=leave.uid, agreed="on").status_code == 302
    third = there.invitation(there.guests[2])
    assert "代" in text(browser(there.organiser).get(f"{at(there, 'replies')}?for={third.uid}"))
    does(there, there.organiser, "answer", guest=third.uid, answer="away", reason="来电请假")
    assert there.invitation(there.guests[2]).answer == Answer.AWAY
    assert does(there, there.organiser, "urge").status_code == 302
    assert does(there, there.organiser, "urge").status_code == 409
    assert does(there, there.organiser, "request", asks_phone="on").status_code == 302
    for verb in ("answer", "decide", "undo", "take-in", "sign"):
        assert does(there, there.organiser, verb).status_code in {409, 422}, verb
    assert does(there, there.organiser, "nothing").status_code == 404
    assert does(there, there.guests[0], "urge").status_code == 403
    assert does(there, there.stranger, "urge").status_code == 404


@pytest.mark.parametrize("view", ["all", "open", "comes", "waiting", "away", "replaced", "strange"])
def test_each_view_counts_its_rows(view: str) -> None:
    there = asking(guests=4)
    comes(there, there.guests[0])
    wants_leave(there, there.guests[1])
    page = browser(there.organiser).get(f"{at(there, 'replies')}?view={view}")
    count = {"open": 2, "comes": 1, "waiting": 1, "away": 0, "replaced": 0}.get(view, 4)
    assert page.content.decode().count('<tr aria-selected="false">') == count
    assert f"共{count}人" in text(page) or count == 0


def test_what_moves_is_what_a_reload_would_show() -> None:
    there = asking()
    comes(there, there.guests[0])
    parts = check(browser(there.organiser), f"{at(there, 'replies')}?view=comes")
    assert {"reply-tabs", "reply-counts", "reply-rows"} <= parts.found.keys()
    there = at_the_door()
    signs(there, there.guests[0])
    assert "sign-counts" in check(browser(there.organiser), at(there, "sign_ins")).found


@pytest.mark.parametrize("name", ["replies", "replies_now", "sign_ins", "sign_ins_now"])
def test_a_page_of_many_asks_no_more_than_one_of_few(name: str) -> None:
    asked = []
    for guests in (2, 12):
        there = at_the_door(guests=guests, reply_by=now() + timedelta(minutes=5))
        for one in there.guests[::2]:
            comes(there, one)
            signs(there, one)
        for one in there.guests[1::2]:
            one.post.roles.create(role="leader")
            wants_leave(there, one)
        client = browser(there.organiser)
        client.get(at(there, name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(there, name)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_unit_names_its_people_on_its_page() -> None:
    there = asking()
    unit, who = a_unit(there, most=2), appointed(a_department(there.organ))
    client, address = browser(there.organiser), at(there, "naming", unit.uid)
    assert who.person.name in text(client.get(address))
    refused = client.post(address, {"key": uuid7(), "people": [who.uid, uuid7()]})
    assert (refused.status_code, f'value="{who.uid}" checked' in refused.content.decode()) == (422, True)
    assert client.post(address, {"key": uuid7(), "people": [who.uid]}).status_code == 302
    guest = there.invitation(who)
    assert "已报1人" in text(client.get(address))
    assert "已为您报名" in text(browser(who).get(at(there, "mine")))
    assert client.post(address, {"key": uuid7(), "withdraw": guest.uid}).status_code == 302
    assert browser(who).get(at(there, "mine")).status_code == 404
    assert browser(there.guests[0]).get(address).status_code == 403


def test_the_clerk_at_the_table() -> None:
    there = at_the_door()
    guest = there.invitation(there.guests[0])
    assert does(there, there.organiser, "sign", guests=[guest.uid]).status_code == 302
    page = browser(there.organiser).get(f"{at(there, 'sign_ins')}?view=came")
    assert page.content.decode().count('<tr aria-selected="false">') == 1
    assert does(there, there.organiser, "undo", guest=guest.uid).status_code == 302
    found = browser(there.organiser).get(at(there, "sign_ins"), {"who": there.stranger.person.name})
    assert f'value="{there.stranger.uid}"' in found.content.decode()
    assert does(there, there.organiser, "take-in", who=there.stranger.uid).status_code == 302
    assert browser(there.guests[0]).get(at(there, "sign_ins")).status_code == 403


def test_a_file_that_is_no_list_is_refused_on_the_page() -> None:
    there = at_the_door()
    client = browser(there.organiser)
    for upload in ({}, {"list": SimpleUploadedFile("签到.xlsx", b"PK\x03\x04 no")}):
        answer = client.post(at(there, "bring"), {"key": uuid7(), **upload})
        assert (answer.status_code, "没有" in text(answer)) == (422, True)


def test_the_sheet_tells_who_came() -> None:
    there = at_the_door()
    signs(there, there.guests[0])
    sheet: Any = sheet_of(there.meeting)
    facts, listing = sheet.sections
    assert facts.facts[-1].text == "应到4人，实到1人，迟到0人，未签到3人"
    assert len(listing.rows) == 4
    assert sum(column.share for column in listing.columns) == 12
    assert listing.rows[0][3] == "主持"


def test_the_list_on_paper() -> None:
    there = at_the_door()
    answer: Any = browser(there.host).get(at(there, "list_file"))
    with pdfplumber.open(BytesIO(b"".join(answer))) as paper:
        words = [word["text"] for page in paper.pages for word in page.extract_words()]
    assert words.count("未签到") == 4  # whole, in one line


def test_stages_and_doors_say_how_far_it_is() -> None:
    there = asking()
    by, guest = there.by(there.organiser), there.guests[0]
    assert [(one.place, one.name) for one in stages() if one.place in {40, 70}] == [(40, "回执"), (70, "签到")]
    assert [(one.place, one.label) for one in doors() if one.place in {10, 40}] == [(10, "回执"), (40, "签到")]
    comes(there, guest)
    wants_leave(there, there.guests[1])
    replied, signed = replies_stage(there.meeting, by), sign_in_stage(there.meeting, by)
    assert replied is not None
    assert signed is not None
    assert (replied.said, replied.is_due, signed.said) == ("已回执2/3，待批1", True, "会前1小时起签到")
    rows = list(there.meeting.invitations.select_related("meeting__kind"))
    said = {key: words for key, (words, _) in reply_door(rows).items()}
    assert said[there.invitation(guest).pk] == "参加"
    assert said[there.invitation(there.guests[1]).pk] == "请假待批"
    assert said[there.invitation(there.guests[2]).pk].startswith("请回执，明天")
    assert there.invitation(there.host).pk not in said
    assert sign_in_door(rows) == {}


def test_at_the_door_and_afterwards() -> None:
    there = at_the_door()
    signs(there, there.guests[0])
    rows = list(there.meeting.invitations.select_related("meeting__kind"))
    said = {key: words for key, (words, _) in sign_in_door(rows).items()}
    assert said[there.invitation(there.guests[0]).pk].endswith("已签到")
    assert said[there.invitation(there.guests[1]).pk] == "请扫现场签到码"
    running = sign_in_stage(there.meeting, there.by(there.organiser))
    assert running is not None
    assert (running.said, running.is_due) == ("已签到1/4", True)
    there.meeting.state, there.meeting.began_at, there.meeting.ended_at = life.ENDED, now(), now()
    ended = sign_in_stage(there.meeting, there.by(there.organiser))
    assert ended is not None
    assert (ended.said, ended.is_done) == ("已签到1/4，缺席3", True)
