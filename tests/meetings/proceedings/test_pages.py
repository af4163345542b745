"""The pages: what each shows to whom, that a refused form comes back filled, the same number of questions for many items as for few."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.supervision.models import Matter
from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.actions.recording import note_speech, save_record
from meetings.proceedings.actions.voting import open_ballot, vote
from meetings.proceedings.models import AgendaScreen, Correction, Decision, Excerpt, ItemRun, Proceedings, Speech, Voter
from office.api import Appointment
from office.kernel.ids import uuid7
from tests.meetings.proceedings.sitting import Sitting, a_sitting
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def client_of(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def page(sitting: Sitting, name: str, who: Appointment | None = None, *more: Any) -> Any:
    return client_of(who or sitting.organiser).get(reverse(f"proceedings:{name}", args=[sitting.uid, *more]))


def text(answer: Any) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def send(sitting: Sitting, name: str, *more: Any, who: Appointment | None = None, **data: Any) -> Any:
    address = reverse(f"proceedings:{name}", args=[sitting.uid, *more])
    return client_of(who or sitting.organiser).post(address, {"key": str(uuid7()), **data})


def test_a_whole_meeting_through_its_pages() -> None:
    sitting = a_sitting()
    first, second = sitting.items
    assert "到时由主持人或会务人员开始" in text(page(sitting, "running"))
    assert send(sitting, "do", "begin").status_code == 302
    assert send(sitting, "do", "begin-item", item=first.uid).status_code == 302
    shown = text(page(sitting, "running"))
    assert "第1项 第1个议题" in shown
    assert "财务科" in shown
    assert send(sitting, "do", "call-in", item=second.uid).status_code == 302
    assert "已请进场" in text(page(sitting, "running"))
    assert page(sitting, "record").url == reverse("proceedings:item", args=[sitting.uid, first.uid])
    assert send(sitting, "item", first.uid, text="汇报。", revision=0).status_code == 302
    assert send(sitting, "write", "speak", item=first.uid, speaker="程远山", text="抓紧。").status_code == 302
    unit = sitting.unit_head.department.uid
    given: dict[str, Any] = {"item": first.uid, "text": "修好堤防。", "lead": unit, "due_on": "2090-01-05"}
    assert send(sitting, "write", "decide", **given).status_code == 302
    decision = Decision.objects.get()
    changed: dict[str, Any] = {**given, "decision": decision.uid, "text": "汛期前修好堤防。"}
    assert send(sitting, "write", "change", **changed).status_code == 302
    shown = text(page(sitting, "item", None, first.uid))
    assert "汛期前修好堤防。" in shown
    assert "水利科牵头" in shown
    assert send(sitting, "do", "open-ballot", item=first.uid, manner="hands", question="同意修复").status_code == 302
    ballot = Meeting.objects.get(uid=sitting.uid).ballots.get()
    closing = send(sitting, "do", "close-ballot", ballot=ballot.uid, agree=4, against=0, abstain=0)
    assert closing.status_code == 302
    assert "同意4票" in text(page(sitting, "votes", sitting.gathering.guests[0]))
    assert send(sitting, "do", "end").status_code == 302
    assert "会议议定，汛期前修好堤防" in text(page(sitting, "minutes"))
    made = send(sitting, "draft", code=sitting.code.uid)
    assert made.url.startswith("/documents/") or "draft" in made.url
    choice: dict[str, Any] = {
        "decision": [decision.uid],
        f"lead-{decision.uid}": unit,
        f"due-{decision.uid}": "2090-01-05",
    }
    assert send(sitting, "open_matters", **choice).status_code == 302
    shown = text(page(sitting, "minutes"))
    assert Matter.objects.get().number in shown
    sitting.issued()
    assert send(sitting, "write", "correct", item=first.uid, text="“堤防”应为“堤坝”。").status_code == 302
    assert "“堤防”应为“堤坝”。" in text(page(sitting, "item", None, first.uid))
    excerpt = Excerpt.objects.get()
    answer = client_of(sitting.unit_head).get(excerpt.get_absolute_url())
    assert "汛期前修好堤防。" in text(answer)
    assert Matter.objects.get().number in text(answer)
    assert Correction.objects.count() == 1


def test_the_page_of_a_matter_leads_back_to_the_excerpt() -> None:
    sitting = a_sitting().begun()
    decision = sitting.decided()
    sitting.ended().issued()
    choice: dict[str, Any] = {
        "decision": [decision.uid],
        f"lead-{decision.uid}": decision.lead_uid,
        f"due-{decision.uid}": decision.due_on,
    }
    assert send(sitting, "open_matters", **choice).status_code == 302
    shown = client_of(sitting.unit_head).get(Matter.objects.get().get_absolute_url()).content.decode()
    assert Excerpt.objects.get().get_absolute_url() in shown


def test_saving_answers_the_pages_script_in_json() -> None:
    sitting = a_sitting().begun()
    address = reverse("proceedings:item", args=[sitting.uid, sitting.items[0].uid])
    client, accept = client_of(sitting.organiser), {"Accept": "application/json"}
    saved = client.post(address, {"text": "一", "revision": 0}, headers=accept)
    assert saved.json()["fields"] == {"revision": 1}
    late = client.post(address, {"text": "二", "revision": 0}, headers=accept)
    assert (late.status_code, "已先改了这一段" in late.json()["said"]) == (409, True)
    plain = client.post(address, {"text": "我写的这一段", "revision": 0})
    assert plain.status_code == 409
    assert "我写的这一段" in plain.content.decode()
    assert Proceedings.objects.get().text == "一"
    assert client.post(address, {"text": "二"}).status_code == 422


def test_a_refused_form_comes_back_as_it_was_filled() -> None:
    sitting = a_sitting().begun().moved("begin", 1)
    item = sitting.items[0].uid
    answer = send(sitting, "write", "decide", item=item, text="修好堤防。", lead=uuid7(), due_on="2090-01-05")
    assert answer.status_code == 422
    assert "修好堤防。" in answer.content.decode()
    assert 'value="2090-01-05"' in answer.content.decode()
    assert "牵头单位不在本机关" in text(answer)
    assert send(sitting, "write", "speak", item=item, speaker="", text="甲说").status_code == 422
    assert send(sitting, "do", "open-ballot", item=item, manner="nothing").status_code == 422
    assert send(sitting, "do", "begin-item").status_code == 422
    assert not Decision.objects.exists()
    decision = sitting.decided()
    sitting.ended()
    choice: dict[str, Any] = {
        "decision": [decision.uid],
        f"lead-{decision.uid}": decision.lead_uid,
        f"due-{decision.uid}": "",
    }
    answer = send(sitting, "open_matters", **choice)
    assert answer.status_code == 422
    assert "都没有立项。第1.1条：请定办理时限" in text(answer)
    assert send(sitting, "open_matters", decision=["x"]).status_code == 422
    assert send(sitting, "draft", code="x").status_code == 422


def test_the_pages_of_who_runs_it_are_not_there_for_others() -> None:
    sitting = a_sitting().begun().moved("begin", 1)
    save_record(sitting.uid, sitting.items[0].uid, "只给会务看", revision=0, by=sitting.by())
    item = sitting.items[0].uid
    more: tuple[Any, ...]
    for who in (sitting.gathering.guests[0], sitting.gathering.stranger, sitting.unit_head):
        for name, more in (("running", ()), ("record", ()), ("item", (item,)), ("minutes", ())):
            assert page(sitting, name, who, *more).status_code == 404, (who, name)
        for name, more in (
            ("do", ("end",)),
            ("write", ("decide",)),
            ("new_screen", ()),
            ("draft", ()),
            ("open_matters", ()),
        ):
            assert send(sitting, name, *more, who=who, item=item).status_code == 404, (who, name)
    assert page(sitting, "votes", sitting.gathering.guests[0]).status_code == 200
    assert page(sitting, "votes", sitting.gathering.stranger).status_code == 404
    for who in (sitting.gathering.host, sitting.gathering.second):
        assert "只给会务看" in text(page(sitting, "item", who, item))


def test_votes_are_cast_on_the_phone() -> None:
    sitting = a_sitting().begun().moved("begin", 1)
    ballot = open_ballot(sitting.uid, sitting.items[0].uid, manner="secret", by=sitting.by(), key=uuid7())
    who = sitting.gathering.guests[0]
    assert "只记您投过" in text(page(sitting, "votes", who))
    assert send(sitting, "cast", ballot.uid, who=who, choice="against").status_code == 302
    assert "您已投票" in text(page(sitting, "votes", who))
    assert send(sitting, "cast", ballot.uid, who=who, choice="agree").status_code == 409
    assert send(sitting, "cast", ballot.uid, who=sitting.sitting_in, choice="agree").status_code == 403
    assert send(sitting, "cast", uuid7(), who=who, choice="agree").status_code == 404
    assert "反对" not in text(page(sitting, "running"))
    assert Voter.objects.filter(has_voted=True).count() == 1


def test_many_items_are_asked_for_in_as_many_questions_as_few() -> None:
    def grown(sitting: Sitting, more: int) -> None:
        for _ in range(more):
            place = AgendaItem.objects.filter(meeting=sitting.gathering.meeting).count() + 1
            AgendaItem.objects.create(
                meeting=sitting.gathering.meeting, place=place, title="添", organ=sitting.gathering.organ
            )
            ItemRun.objects.create(meeting=sitting.gathering.meeting, item=sitting.items[-1])
            for n in range(3):
                sitting.decided(place, f"第{n}条", co_units=[sitting.sitting_in.department.uid])
                note_speech(sitting.uid, sitting.items[-1].uid, "甲", "乙", by=sitting.by(), key=uuid7())

    sitting = a_sitting(guests=4).begun().moved("begin", 1)
    grown(sitting, 1)
    for who in sitting.gathering.guests:
        ballot = open_ballot(sitting.uid, sitting.items[0].uid, manner="named", by=sitting.by(), key=uuid7())
        vote(sitting.uid, ballot.uid, "agree", by=sitting.by(who), key=uuid7())
        send(sitting, "do", "close-ballot", ballot=ballot.uid)
    asked: list[dict[str, int]] = []
    for _ in range(2):
        asked.append({})
        for name, more in (("running", ()), ("item", (sitting.items[2].uid,)), ("votes", ()), ("minutes", ())):
            client = client_of(sitting.organiser)
            address = reverse(f"proceedings:{name}", args=[sitting.uid, *more])
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address)
            asked[-1][name] = len(queries)
        grown(sitting, 5)
    assert asked[0] == asked[1]
    assert Speech.objects.count() == 33


def test_what_is_no_verb_is_not_there() -> None:
    sitting = a_sitting().begun()
    assert send(sitting, "do", "explode").status_code == 404
    assert send(sitting, "write", "explode").status_code == 404
    assert not AgendaScreen.objects.exists()
