"""The page of the search: as it is loaded and as one types, its conditions in the address, its pages stable, its queries constant."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from archive.search.actions.save_search import save_search
from archive.search.catching_up import tend_index
from archive.search.models import SavedSearch
from archive.search.selectors import finding
from office.api import Actor
from office.kernel.ids import uuid7
from office.models import AccessEntry
from tests.archive.search.room.shelf import a_record
from tests.factories import an_actor, an_organ
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client: ReadingClient) -> Actor:
    by = an_actor()
    client.force_login(by.person)
    return by


def body(client: ReadingClient, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def bare(html: str) -> str:
    """Without what is drawn anew each time."""
    return re.sub(r'name="(key|csrfmiddlewaretoken)" value="[^"]*"', "", html)


def titles(html: str) -> list[str]:
    return [re.sub("<[^>]*>", "", title) for title in re.findall(r'<p class="t"><a href="[^"]*">(.*?)</a>', html)]


def test_it_shows_what_was_found_and_marks_the_words(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于<春运>的通知", body=("加强春运值守。",))
    tend_index()
    page = body(client, "/search/?q=春运")
    assert "找到1件" in page
    assert "关于&lt;<mark>春运</mark>&gt;的通知" in page
    assert "加强<mark>春运</mark>值守。" in page
    assert AccessEntry.objects.filter(kind="search", title="春运").exists()


def test_what_one_types_is_answered_by_the_same_part_that_a_reload_shows(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于春运的通知")
    a_record(by.organ, "关于春运的决定", kind="决定", year=2020)
    tend_index()
    for address in ("/search/?q=春运", "/search/?q=春运&year=2020", "/search/?q=没有的", "/search/"):
        part = bare(body(client, address, HX_Request="true"))
        assert part.strip() in bare(body(client, address))
        assert "<html" not in part
    answer = client.get("/search/?q=春运&since=&until=&order=relevance&year=2020", headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"] == "/search/?q=%E6%98%A5%E8%BF%90&year=2020"


def test_conditions_narrow_and_can_be_taken_away(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于春运的通知", retention="Y")
    a_record(by.organ, "关于春运的决定", kind="决定", year=2020, retention="D30")
    tend_index()
    assert "文种" in body(client, "/search/?q=春运")
    narrowed = body(client, "/search/?q=春运&year=2020&retention=D30")
    assert titles(narrowed) == ["关于春运的决定"]
    assert "保管期限：30年" in narrowed
    assert "?q=%E6%98%A5%E8%BF%90&amp;retention=D30" in narrowed
    assert 'name="year" value="2020"' in narrowed
    assert titles(body(client, "/search/?q=春运&since=2099-01-01")) == []
    assert titles(body(client, "/search/?q=春运&until=2099-01-01&kind=record")) != []
    assert titles(body(client, "/search/?year=2020")) == ["关于春运的决定"]


def test_hostile_addresses_are_answered(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于春运的通知")
    tend_index()
    for address in (
        "q=%00", "q=" + "供" * 5000, "since=x&until=9999-99-99&q=春运", "order=x&q=春运", "organ=x&organ=%00&q=春运",
        "q=" + "%22" * 30, "q=-&year=" + "9" * 400, "q=春运&" + "&".join(f"year={n}" for n in range(300)), "q=:&after=%F0",
        "q=%ED%A0%80", "q=*&q=?", "q=AND OR NOT ( ) [ ] \\", "nonsense=1",
    ):  # fmt: skip
        assert client.get(f"/search/?{address}").status_code == 200, address[:40]


def test_what_is_not_understood_is_said_and_left_out(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于春运的通知")
    tend_index()
    page = body(client, "/search/?q=春运&since=去年&until=2026-02-31")
    assert titles(page) == ["关于春运的通知"]
    assert "“自何日”里的“去年”不是日期，没有按它检索" in page
    assert "“至何日”里的“2026-02-31”不是日期" in page
    page = body(client, "/search/?q=春运&since=2026-05-01&until=2026-04-01")
    assert "“自何日”在“至何日”之后" in page
    assert "&lt;b&gt;" in body(client, "/search/?since=<b>")
    assert "只按前300个字" in body(client, "/search/?q=" + "春" * 301)
    assert "前20段检索" in body(client, "/search/?q=" + "+".join("春运" for _ in range(21)))
    assert 'class="note warn"' not in body(client, "/search/?q=春运&since=2026-01-01&until=2026-12-31")


def test_a_question_of_ten_thousand_characters_and_signs_as_text(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, '关于"AND OR *"(试行)\\?的通知')
    tend_index()
    assert client.get("/search/", {"q": "供" * 10_000}).status_code == 200
    assert (
        client.get("/search/", {"q": "供 " * 10_000, "since": "x" * 10_000, "after": "y" * 10_000}).status_code == 200
    )
    for typed in ("AND OR", "and", "*", '"', "\\", "?", "(", ")", 'OR *"', '*"(试行)'):
        assert titles(client.get("/search/", {"q": typed}).content.decode()) == [
            "关于&quot;AND OR *&quot;(试行)\\?的通知"
        ], typed
    for typed in ("关于*", "NOT", "A?D", "(供 OR 关于)", "关于~1", "关于^8", "title:关于"):
        assert titles(client.get("/search/", {"q": typed}).content.decode().split("相近结果")[0]) == [], typed


def test_pages_follow_one_another_and_none_comes_twice(client: ReadingClient, by: Actor) -> None:
    for n in range(finding.A_PAGE * 2 + 3):
        a_record(by.organ, f"关于春运的第{n}号通知", number=f"云政发〔2026〕{n}号")
    tend_index()
    for order in ("relevance", "newest", "oldest", "number"):
        seen: list[str] = []
        address = f"/search/?q=春运&order={order}"
        for _ in range(5):
            page = body(client, address)
            seen += titles(page)
            following = re.search(r'rel="next" href="([^"]*)"', page)
            if following is None:
                break
            address = "/search/" + following[1].replace("&amp;", "&")
            a_record(by.organ, "关于春运的新来的通知", number="云政发〔2025〕1号")  # nobody has asked the index yet
        assert len(seen) == len(set(seen)) == finding.A_PAGE * 2 + 3, order


def test_nothing_found_helps(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于做好冬季供热保障工作的通知")
    a_record(an_organ(), "关于密件防汛的通知")
    tend_index()
    page = body(client, "/search/?q=供热 防汛")
    assert "没有找到" in page
    assert "<b>供热</b> 1件" in page
    assert "<b>防汛</b> 0件" in page
    assert 'href="?q=%E4%BE%9B%E7%83%AD"' in page
    assert "去掉条件，看1件" in body(client, "/search/?q=供热&year=1999")
    alike = body(client, "/search/?q=冬季供热保证工作")
    assert "相近结果" in alike
    assert titles(alike) == ["关于做好冬季供热保障工作的通知"]
    spelt = body(client, "/search/?q=gyzhdj")
    assert "您要找的是不是" in spelt
    assert "关于做好冬季供热保障工作的通知" in spelt
    assert "密件" not in page + alike + spelt


def test_titles_are_offered_to_who_types(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于做好冬季供热保障工作的通知")
    tend_index()
    assert '<option value="关于做好冬季供热保障工作的通知">' in body(client, "/search/?q=关于做好", HX_Request="true")


def test_a_search_is_kept_opened_and_removed(client: ReadingClient, by: Actor) -> None:
    a_record(by.organ, "关于春运的通知")
    tend_index()
    asked = "q=%E6%98%A5%E8%BF%90"
    answer = client.post("/search/saved/", {"asked": asked, "key": str(uuid7())})
    assert answer["Location"] == f"/search/?{asked}"
    kept = SavedSearch.objects.get()
    assert f'href="?{asked}"' in body(client, "/search/")
    assert client.get(f"/search/saved/{kept.uid}/")["Location"] == f"/search/?{asked}"
    client.post(f"/search/saved/{kept.uid}/tell/", {"tells": "0", "key": str(uuid7())})
    assert not SavedSearch.objects.get().tells
    client.post(f"/search/saved/{kept.uid}/forget/", {"key": str(uuid7()), "asked": "q=x&after=y"})
    assert not SavedSearch.objects.exists()


def test_anothers_search_is_not_there(client: ReadingClient, by: Actor) -> None:
    kept = save_search("q=密件", "", by=an_actor(), key=uuid7())
    assert client.get(f"/search/saved/{kept.uid}/").status_code == 404
    for act in ("tell", "forget"):
        assert client.post(f"/search/saved/{kept.uid}/{act}/", {"key": str(uuid7())}).status_code == 404
    assert "密件" not in body(client, "/search/")


def test_the_first_page_asks_as_often_for_many_as_for_few(client: ReadingClient, by: Actor) -> None:
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = (
        "/search/?q=春运",
        "/search/?q=春运 防汛",
        "/search/?q=供热 春运 没有",
        "/search/?order=newest&kind=record",
    )
    for n in range(2):
        a_record(by.organ, f"关于春运的通知{n}", body=("防汛",))
        save_search(f"q={n}", "", by=by, key=uuid7())
    tend_index()
    few = [asked(address) for address in addresses]
    for n in range(40):
        a_record(an_organ() if n % 3 else by.organ, f"关于春运的决定{n}", body=("防汛",), kind="决定", year=2000 + n)
        save_search(f"q=甲{n}", "", by=by, key=uuid7()) if n < 20 else None
    tend_index()
    assert [asked(address) for address in addresses] == few
    assert max(few) <= 40


def test_the_frame_leads_to_it(client: ReadingClient, by: Actor, settings: Settings) -> None:
    page = body(client, "/me/")
    assert 'action="/search/" role="search"' in page
    assert 'href="/search/"' in page
