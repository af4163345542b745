"""The bell and the page of notifications: what they show, that looking writes nothing, and that only one's own are there."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office.actor import actor_of
from office.kernel.refusals import NotThere
from office.models import Person
from realtime.actions.reading import mark_all_read, mark_read, undo_reading
from realtime.api import notify, unread_count
from realtime.models import Notification
from tests.realtime.people import somebody

pytestmark = pytest.mark.django_db

PAGE = "/notifications/"


@pytest.fixture
def person() -> Person:
    return somebody()


@pytest.fixture
def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def tell(*whom: Person, title: str = "请核稿", url: str = "/documents/1/", times: int = 1) -> Notification:
    with transaction.atomic():
        for _ in range(times):
            notify(whom, kind="文", title=title, url=url)
    return Notification.objects.filter(person=whom[0]).latest("id")


def html(browser: Client, path: str = PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def read(browser: Client, one: Notification, **fields: Any) -> Any:
    return browser.post(reverse("realtime:read", args=[one.uid]), {"key": uuid4(), **fields})


def test_the_bell_says_the_number_in_words(browser: Client, person: Person) -> None:
    assert 'aria-label="通知，没有未读"' in html(browser, "/notifications/bell/")
    assert 'class="count"' not in html(browser, "/notifications/bell/")
    tell(person, times=5)
    assert 'aria-label="通知，5条未读"' in html(browser, "/notifications/bell/")
    tell(person, times=100)
    bell = html(browser, "/notifications/bell/")
    assert 'aria-label="通知，105条未读"' in bell
    assert '<span class="count">99+</span>' in bell


def test_the_bell_of_the_frame_equals_its_fragment(browser: Client, person: Person) -> None:
    tell(person, times=3)
    fragment = html(browser, "/notifications/bell/").strip()
    frame = html(browser)
    assert fragment.startswith('<a id="bell"')
    element = frame.partition('<office-bell data-socket="/ws/bell/">')[2].partition("</office-bell>")[0]
    assert fragment in element
    assert '<span class="sr" role="status"></span>' in element


def test_the_widget_is_small() -> None:
    widget = finders.find("realtime/bell.js")
    assert widget
    assert Path(widget).stat().st_size <= 4096


def test_who_has_not_signed_in_is_sent_to_the_sign_in_page() -> None:
    for path in (PAGE, "/notifications/bell/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


def test_unread_ones_stand_first_and_all_of_them_in_the_other_view(browser: Client, person: Person) -> None:
    old, new = tell(person, title="旧的一条"), tell(person, title="新的一条")
    read(browser, old, then="back")
    assert "旧的一条" not in html(browser)
    assert "新的一条" in html(browser)
    everything = html(browser, f"{PAGE}?show=all")
    assert everything.index("新的一条") < everything.index("旧的一条")
    assert new.title in everything


def test_a_read_one_is_a_link_and_an_unread_one_a_form(browser: Client, person: Person) -> None:
    one = tell(person, url="/documents/7/")
    assert '<a href="/documents/7/">' not in html(browser, f"{PAGE}?show=all")
    read(browser, one, then="back")
    assert '<a href="/documents/7/">' in html(browser, f"{PAGE}?show=all")


def test_to_open_one_marks_it_and_leads_there(browser: Client, person: Person) -> None:
    one = tell(person, url="/documents/7/")
    answer = read(browser, one, then="open")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/documents/7/")
    assert unread_count(person) == 0


def test_back_leads_back_into_this_site_only(browser: Client, person: Person) -> None:
    back = f"{PAGE}?show=all&page=2"
    assert read(browser, tell(person), then="back", back=back).headers["Location"] == back
    for evil in ("https://host.evil/", "//host.evil/", "javascript:alert(1)", "", "-1", "realtime:nothing", "a\u202eb"):
        assert read(browser, tell(person), then="back", back=evil).headers["Location"] == PAGE


def test_fifty_a_page(browser: Client, person: Person) -> None:
    tell(person, times=51)
    assert html(browser).count('<li class="new">') == 50
    assert html(browser, f"{PAGE}?page=2").count('<li class="new">') == 1
    assert html(browser, f"{PAGE}?page=nonsense").count('<li class="new">') == 50


def test_looking_writes_nothing_and_costs_the_same_for_one_and_for_fifty(browser: Client, person: Person) -> None:
    costs = []
    for times in (1, 49):
        tell(person, times=times)
        with CaptureQueriesContext(connection) as asked:
            html(browser)
        words = [query["sql"].split()[0].upper() for query in asked.captured_queries]
        assert {word for word in words if word in {"INSERT", "UPDATE", "DELETE"}} == set()
        costs.append(len(words))
    assert costs[0] == costs[1]


def test_a_get_marks_nothing(browser: Client, person: Person) -> None:
    one = tell(person)
    for path in (reverse("realtime:read", args=[one.uid]), reverse("realtime:read_all"), reverse("realtime:undo")):
        assert browser.get(path).status_code == 405
    assert unread_count(person) == 1


def test_all_are_marked_and_unmarked_again(browser: Client, person: Person) -> None:
    early = tell(person, title="早就读了")
    read(browser, early, then="back")
    tell(person, times=3)
    answer = browser.post(reverse("realtime:read_all"), {"key": uuid4()})
    assert unread_count(person) == 0
    page = html(browser, answer.headers["Location"])
    assert "已将3条标为已读。" in page
    reading = re.search(r'name="reading" value="([^"]+)"', page)
    assert reading
    browser.post(reverse("realtime:undo"), {"key": uuid4(), "reading": reading[1]})
    assert unread_count(person) == 3, "the one that was read before stays read"
    assert "已将" not in html(browser, answer.headers["Location"])


def test_marking_twice_keeps_the_first_time(person: Person) -> None:
    one = tell(person)
    by, key = actor_of(person), uuid4()
    first = mark_read(one.uid, by=by, key=key).read_at
    assert mark_read(one.uid, by=by, key=key).read_at == first
    again = mark_read(one.uid, by=by, key=uuid4())
    assert (again.read_at, again.read_in) == (first, key)


def test_an_undone_marking_is_not_repeated_by_its_key(person: Person) -> None:
    one = tell(person)
    by, key = actor_of(person), uuid4()
    mark_read(one.uid, by=by, key=key)
    undo_reading(key, by=by, key=uuid4())
    mark_read(one.uid, by=by, key=key)
    assert unread_count(person) == 1


def test_nobody_reads_marks_or_undoes_anothers(person: Person, browser: Client) -> None:
    other = somebody()
    theirs = tell(other, title="别人的一条")
    assert "别人的一条" not in html(browser, f"{PAGE}?show=all")
    key = uuid4()
    mark_all_read(by=actor_of(person), key=uuid4())
    assert unread_count(other) == 1
    mark_read(theirs.uid, by=actor_of(other), key=key)
    undo_reading(key, by=actor_of(person), key=uuid4())
    assert unread_count(other) == 0


def test_anothers_and_none_read_the_same(person: Person) -> None:
    theirs = tell(somebody())
    sentences = set()
    for uid in (theirs.uid, UUID(int=7)):
        with pytest.raises(NotThere) as refused:
            mark_read(uid, by=actor_of(person), key=uuid4())
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1
    assert Notification.objects.unread().count() == 1


def test_empty_views_say_so(browser: Client, person: Person) -> None:
    assert "还没有通知" in html(browser, f"{PAGE}?show=all")
    assert "没有未读的通知" in html(browser)


def test_what_was_told_is_shown_as_text(browser: Client, person: Person) -> None:
    tell(person, title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in html(browser)
