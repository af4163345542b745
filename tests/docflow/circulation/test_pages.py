"""The pages of circulation through the front door: what they show to whom, what a form does, what comes back when it is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.circulation.models import Circulation, Reading
from docflow.circulation.selectors.sheet import circulation_sections
from docflow.sheets.sheet import Listing
from office.api import appointment_key, counts_waiting, grant
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import AccessEntry, Appointment, Person
from office.site.navigation import CIRCULATIONS
from tests.docflow.circulation.sending import has_read, reading_of, sent_round
from tests.docflow.world import Office, Paper, a_draft, a_signed, an_office
from tests.factories import appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Paper:
    return a_signed()


def browser(who: Appointment) -> Client:
    made = ReadingClient()
    made.force_login(who.person)
    return made


def page(who: Appointment, address: str) -> str:
    answer = browser(who).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def posted(who: Appointment, address: str, status: int = 302, **given: Any) -> str:
    answer = browser(who).post(address, {"key": str(uuid7())} | given)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def act(circulation: Circulation, verb: str) -> str:
    return reverse("circulation:act", args=[circulation.uid, verb])


def test_from_the_paper_to_all_have_read(paper: Paper) -> None:
    office = paper.office
    first, second, _ = office.consulted
    new = reverse("circulation:new", args=[paper.uid])
    assert f'href="{new}"' in page(office.drafter, paper.document.get_absolute_url())
    html = page(office.drafter, new)
    assert f'value="{first.uid}"' in html
    assert f'value="{first.post.uid}"' in html
    posted(office.drafter, new, purpose="请阅知", order="at_once", readers=[first.uid, second.uid, first.uid])
    circulation = Circulation.objects.get()
    assert circulation.readings.count() == 2
    address = circulation.get_absolute_url()
    assert "现在请您阅" in page(first, address)
    assert "等您阅" not in page(office.drafter, address)
    posted(first, act(circulation, "read"), reading=reading_of(circulation, first).uid, opinion="同意。")
    html = page(office.drafter, address)
    assert "已阅1人，共2人" in html
    assert '<p class="kai">同意。' in html
    assert "已阅 1/2" in page(office.drafter, paper.document.get_absolute_url())
    posted(first, act(circulation, "opinion"), reading=reading_of(circulation, first).uid, opinion="另请附表。")
    posted(second, act(circulation, "read"), reading=reading_of(circulation, second).uid)
    html = page(first, address)
    assert "传阅已结束" in html
    assert html.index("同意。") < html.index("另请附表。")
    assert AccessEntry.objects.filter(kind="read", about=paper.uid, person=first.person.uid).exists()


def test_what_is_added_later_says_when_also_after_a_reading_without_words(paper: Paper) -> None:
    office = paper.office
    silent, speaking = office.consulted[:2]
    circulation = sent_round(paper, silent, speaking)
    has_read(circulation, office, silent)
    has_read(circulation, office, speaking, opinion="当时所说。")
    posted(
        silent,
        act(circulation, "opinion"),
        reading=str(reading_of(circulation, silent).uid),
        opinion="后来所说。",
    )
    html = page(office.drafter, circulation.get_absolute_url())
    assert re.search('后来所说。 <span class="faint">.*?补充</span>', html)
    assert not re.search("当时所说。 <span", html)
    (listing,) = (one for one in circulation_sections(paper.uid) if isinstance(one, Listing))
    said = {row[0].split("\n")[0]: row[1] for row in listing.rows}
    assert said[speaking.person.name] == "当时所说。"
    assert re.fullmatch("后来所说。（.*补充）", said[silent.person.name])


def test_in_order_the_order_is_asked_for(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    new = reverse("circulation:new", args=[paper.uid])
    given: dict[str, Any] = {"purpose": "请阅", "order": "in_order", "readers": [first.uid, second.uid, third.uid]}
    html = posted(office.drafter, new, 200, **given)
    assert "排定先后" in html
    assert not Circulation.objects.exists()
    html = posted(office.drafter, new, 422, **given, place=["3", "甲", "1"])
    assert "次序要写成1、2、3这样的数" in html
    assert 'value="甲"' in html
    posted(office.drafter, new, **given, place=["3", "2", "1"])
    assert [one.appointment for one in Circulation.objects.get().readings.all()] == [third, second, first]


def test_the_search_keeps_what_was_filled_and_sends_nothing(paper: Paper) -> None:
    office = paper.office
    Person.objects.filter(pk=office.leader.person_id).update(pinyin="lxq")
    new = reverse("circulation:new", args=[paper.uid])
    given: dict[str, Any] = {"do": "find", "find": "LX", "purpose": "请<b>阅", "readers": [office.consulted[0].uid]}
    html = posted(office.drafter, new, 200, **given)
    assert "已选1位" in html
    assert "与“LX”相符的" in html
    assert html.count(f'value="{office.leader.uid}"') == 1
    assert "请&lt;b&gt;阅" in html
    assert "没有找到" in posted(office.drafter, new, 200, do="find", find="没有这个人")
    assert not Circulation.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"purpose": "", "order": "at_once"}, "请写明传阅事由"),
        ({"purpose": "请阅", "order": "at_once", "readers": []}, "请选择送给谁阅"),
        ({"purpose": "请\x00阅", "order": "at_once"}, "没有送出"),
        ({"purpose": "请阅", "order": "zigzag"}, "没有送出"),
        ({"purpose": "请阅", "due_on": "2001-02-30"}, "没有送出"),
        ({"purpose": "请阅", "due_on": "2001-02-03"}, "已经过去"),
        ({"purpose": "请阅", "readers": ["x"]}, "没有送出"),
        ({"purpose": "请阅", "key": "x"}, "没有送出"),
        ({"purpose": "一" * 401}, "没有送出"),
    ],
)
def test_a_refused_form_comes_back_filled(paper: Paper, given: dict[str, Any], words: str) -> None:
    office = paper.office
    new = reverse("circulation:new", args=[paper.uid])
    html = posted(office.drafter, new, 422, **({"readers": [office.leader.uid]} | given))
    assert words in html
    assert "已选1位" in html or given.get("readers") is not None
    assert not Circulation.objects.exists()


def test_more_readers_by_a_head(paper: Paper) -> None:
    office = paper.office
    head, other, _ = office.consulted
    own = appointed(head.department)
    circulation = sent_round(paper, head, other)
    more = reverse("circulation:add", args=[circulation.uid])
    html = page(head, more)
    assert f'value="{own.uid}"' in html
    assert f'value="{office.leader.uid}"' not in html
    assert f'value="{head.uid}"' not in html
    assert "请选择送给谁阅" in posted(head, more, 422)
    assert browser(head).post(more).status_code == 422  # not even a key
    assert "已选1位" in posted(head, more, 200, do="find", find="张", readers=[own.uid])
    posted(head, more, readers=[own.uid])
    assert f"{head.person.name}加阅" in page(office.drafter, circulation.get_absolute_url())
    assert browser(own).get(more).status_code == 403


def test_urging_withdrawing_skipping_and_ending(paper: Paper) -> None:
    office = paper.office
    first, second, third = office.consulted
    circulation = sent_round(paper, first, second, third, order="in_order")
    address, starter = circulation.get_absolute_url(), browser(office.drafter)
    html = page(office.drafter, address)
    assert "催未阅的1人" in html
    assert f"跳过{first.person.name}" in html
    answer = starter.post(act(circulation, "remind"), {"key": uuid7()}, follow=True)
    assert "已催阅1人。" in answer.content.decode()
    html = posted(office.drafter, act(circulation, "skip"), 422, reading=reading_of(circulation, first).uid)
    assert f"请写明为什么跳过{first.person.name}" in html
    posted(office.drafter, act(circulation, "skip"), reading=reading_of(circulation, first).uid, reason="出差")
    assert "跳过：出差" in page(office.drafter, address)
    posted(office.drafter, act(circulation, "withdraw"), reading=[reading_of(circulation, third).uid], reason="不分管")
    html = posted(office.drafter, act(circulation, "end"), 422, reason="")
    assert "还有2人未阅" in html
    posted(office.drafter, act(circulation, "end"), reason="已印发")
    html = posted(first, act(circulation, "read"), 409, reading=reading_of(circulation, first).uid, opinion="我的话。")
    assert "我的话。" in html  # nothing is lost
    assert f"由{office.drafter.person.name}结束：已印发" in html
    assert "撤回送阅" not in page(office.drafter, address)


def test_what_is_no_act_or_of_another_circulation(paper: Paper) -> None:
    office = paper.office
    circulation, other = sent_round(paper, office.leader), sent_round(paper, office.leader, office.clerk)
    assert browser(office.leader).post(act(circulation, "burn"), {"key": uuid7()}).status_code == 404
    assert browser(office.leader).get(act(circulation, "read")).status_code == 405
    posted(office.leader, act(circulation, "read"), 422, reading=reading_of(other, office.leader).uid)
    posted(office.leader, act(circulation, "read"), 422)
    posted(office.leader, act(circulation, "read"), 422, key="x", reading=reading_of(circulation, office.leader).uid)
    posted(office.leader, act(circulation, "read"), 422, reading="x\x00")
    posted(office.drafter, act(circulation, "withdraw"), 422, reading=[reading_of(other, office.clerk).uid])
    assert not Reading.objects.filter(read_at__isnull=False).exists()


def test_every_address_answers_a_stranger_as_if_it_were_not_there(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.leader)
    strangers = (office.colleague, an_office().leader)
    of_circulation = ["circulation:circulation", "circulation:now", "circulation:add"]
    of_paper = ["circulation:of_paper", "circulation:new"]
    for who in strangers:
        there = [reverse(name, args=[circulation.uid]) for name in of_circulation]
        there += [reverse(name, args=[paper.uid]) for name in of_paper]
        absent = [reverse(name, args=[uuid7()]) for name in (*of_circulation, *of_paper)]
        for one, other in zip(there, absent, strict=True):
            answers = [browser(who).get(address) for address in (one, other)]
            assert [answer.status_code for answer in answers] == [404, 404]
            texts = [
                re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[^\"]*\"|X-CSRFToken[^}]*", "", a.content.decode())
                for a in answers
            ]
            assert texts[0] == texts[1]
        for verb in ("read", "opinion", "remind", "withdraw", "skip", "end", "none"):
            given = {"key": uuid7(), "reading": reading_of(circulation, office.leader).uid, "reason": "试"}
            assert browser(who).post(act(circulation, verb), given).status_code == 404
    assert circulation.readings.filter(read_at__isnull=False).count() == 0


def test_the_lists_and_the_number_beside_the_entry(paper: Paper) -> None:
    office = paper.office
    first = office.consulted[0]
    listing = reverse("circulation:circulations")
    late = sent_round(paper, first, first.post, office.leader, due_on=today())
    Circulation.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=3))
    html = page(first, listing)
    assert "待我阅<small>1</small>" in html
    assert counts_waiting(office.actor(first), {"circulations": CIRCULATIONS}) == {"circulations": 1}
    assert "逾期" in html
    assert re.search(r"逾期(不足)?\d个工作日", page(first, late.get_absolute_url()))
    assert "我发起的<small>1</small>" in page(office.drafter, f"{listing}?view=started")
    has_read(late, office, first)
    assert "我阅过的<small>1</small>" in page(first, f"{listing}?view=read")
    assert "待我阅<small>1</small>" in page(first, listing)  # for his post
    assert "现在没有等您阅的" in page(office.drafter, f"{listing}?view=nonsense&page=99")
    assert "已阅 1/3" in page(office.drafter, reverse("circulation:of_paper", args=[paper.uid]))


def test_a_fragment_is_what_the_page_has(paper: Paper) -> None:
    office = paper.office
    circulation = sent_round(paper, office.leader, *office.consulted)
    has_read(circulation, office, office.leader, opinion="甲。")
    fragment = page(office.drafter, reverse("circulation:now", args=[circulation.uid])).strip()
    assert fragment.startswith('<section id="matrix"')
    assert fragment in page(office.drafter, circulation.get_absolute_url())


def test_a_paper_without_circulation_says_so() -> None:
    draft = a_draft()
    office = draft.office
    html = page(office.drafter, draft.document.get_absolute_url())
    assert 'id="circulation"' in html
    assert "发起传阅" not in html  # nothing to send round yet
    draft.sent()
    assert "发起传阅" in page(office.drafter, draft.document.get_absolute_url())
    with transaction.atomic():
        grant(draft.uid, appointment_key(office.colleague), why="测试")
    assert "发起传阅" not in page(office.colleague, draft.document.get_absolute_url())
    assert "还没有传阅过" in page(office.colleague, reverse("circulation:of_paper", args=[draft.uid]))


# 问多少次数据库 --------------------------------------------------------------------------------------------------------


def crowd(office: Office, count: int) -> list[Appointment]:
    return [appointed(office.units[n % 3]) for n in range(count)]


def questions(who: Appointment, address: str) -> int:
    client = browser(who)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_three_hundred_readers_cost_no_more_questions_than_three(paper: Paper) -> None:
    office = paper.office
    small = sent_round(paper, *crowd(office, 3), office.leader)
    listing, new = reverse("circulation:circulations"), reverse("circulation:new", args=[paper.uid])
    addresses = [f"{listing}?view=started", new, paper.document.get_absolute_url(), f"{listing}?view=waiting"]
    few = {one: questions(office.drafter, one) for one in addresses}
    few["page"] = questions(office.drafter, small.get_absolute_url())
    few["leader"] = questions(office.leader, listing)
    large = sent_round(paper, *crowd(office, 300), office.leader)
    has_read(large, office, *[one.appointment for one in large.readings.all()[:40] if one.appointment], opinion="好。")
    for _ in range(10):
        sent_round(paper, office.leader)
    many = {one: questions(office.drafter, one) for one in addresses}
    many["page"] = questions(office.drafter, large.get_absolute_url())
    many["leader"] = questions(office.leader, listing)
    assert many == few
    assert max(many.values()) < 60
