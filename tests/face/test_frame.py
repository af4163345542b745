"""The frame of every page: who acts, where he can go, how it looks; and the pages for what is not there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from office.actor import actor_of
from office.models.people import Appointment, Person
from office.site import navigation as places
from office.site.navigation import Entry
from office.site.views import broken
from tests.face.people import clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return clerk()


@pytest.fixture
def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def page(browser: Client, path: str = "/me/") -> str:
    return browser.get(path).content.decode()


def test_the_page_says_as_whom_he_acts(signed_in: Client) -> None:
    html = page(signed_in)
    assert "何敏" in html
    assert "综合一处·四级主任科员" in html
    assert 'lang="zh-Hans"' in html


def test_somebody_without_a_post_can_still_see_his_own_page(person: Person, signed_in: Client) -> None:
    Appointment.objects.all().delete()
    html = page(signed_in)
    assert "今天没有任职" in html
    assert "请与本机关管理员联系" in html


def test_landmarks_and_the_skip_link(signed_in: Client) -> None:
    html = page(signed_in)
    assert html.index('class="skip" href="#main"') < html.index("<header") < html.index('<main class="main" id="main"')
    assert html.count("<h1") == 1


def test_an_entry_without_a_page_is_not_shown(person: Person) -> None:
    entries = (Entry("我的", "office:me", "person", "机关"), Entry("会议", "meetings:list", "meet", "办会"))
    groups = places.navigation(actor_of(person), "/me/", entries)
    assert [(group.label, [one.entry.label for one in group.entries]) for group in groups] == [("机关", ["我的"])]


def test_an_entry_is_shown_to_those_it_is_for_with_its_count(person: Person) -> None:
    entries = (
        Entry("甲", "office:me", "person", count=lambda _: 9),
        Entry("乙", "account_change_password", "lock", visible=lambda _: False),
    )
    (group,) = places.navigation(actor_of(person), "/elsewhere/", entries)
    assert [(one.entry.label, one.count, one.current) for one in group.entries] == [("甲", 9, False)]
    assert places.navigation(None, "/", entries) == ()


def test_all_todos_are_counted_in_one_statement_for_the_left_and_the_tabs(
    signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(signed_in)
    with django_assert_max_num_queries(13) as asked:
        page(signed_in)
    counts = [one["sql"] for one in asked.captured_queries if "COUNT" in one["sql"] and "office_todo" in one["sql"]]
    assert len(counts) == 1


def test_the_nearest_entry_is_the_current_one(person: Person) -> None:
    entries = (Entry("甲", "office:me", "person", thumb=True), Entry("乙", "office:appearance", "theme", thumb=True))
    tabs = places.thumbs(actor_of(person), reverse("office:appearance"), entries)
    assert [one.current for one in tabs] == [False, True]


def test_a_page_beside_an_entry_belongs_to_it(person: Person) -> None:
    entries = (Entry("甲", "office:me", "person"), Entry("乙", "desk", "desk", beside=("office:appearance",)))
    (group,) = places.navigation(actor_of(person), reverse("office:appearance"), entries)
    assert [(one.entry.label, one.current) for one in group.entries] == [("甲", False), ("乙", True)]


def test_the_phone_has_five_tabs() -> None:
    assert [entry.label for entry in places.ENTRIES if entry.thumb] == ["工作台", "公文", "会议", "值班", "我的"]


def test_every_page_can_be_reached_on_the_phone(person: Person, signed_in: Client) -> None:
    html = page(signed_in)
    listed = html[html.index('aria-labelledby="h-others"') :]
    listed = listed[: listed.index("</nav>")]
    actor = actor_of(person)
    tabs = {one.address for one in places.thumbs(actor, "/me/")}
    left = {one.address for group in places.navigation(actor, "/me/") for one in group.entries}
    assert left - tabs
    assert {address for address in left - tabs if f'href="{address}"' not in listed} == set()


def test_a_person_keeps_his_choice_in_his_account(person: Person, signed_in: Client) -> None:
    answer = signed_in.post("/me/appearance", {"theme": "dark", "next": "/me/"})
    assert answer.headers["Location"] == "/me/"
    signed_in.post("/me/appearance", {"type": "large", "next": "/me/"})
    person.refresh_from_db()
    assert (person.theme, person.large_type) == ("dark", True)
    assert 'data-theme="dark" data-type="large"' in page(signed_in)


def test_a_visitor_keeps_it_in_a_cookie() -> None:
    visitor = Client()
    visitor.post("/me/appearance", {"type": "large"})
    assert 'data-theme="auto" data-type="large"' in page(visitor, "/accounts/login/")


def test_what_is_no_choice_changes_nothing(person: Person, signed_in: Client) -> None:
    signed_in.post("/me/appearance", {"theme": '"><script>', "type": "huge"})
    person.refresh_from_db()
    assert (person.theme, person.large_type) == ("auto", False)


def test_a_forged_cookie_is_not_printed() -> None:
    visitor = Client()
    visitor.cookies["appearance"] = '"onload=x.large'
    assert 'data-theme="auto" data-type="large"' in page(visitor, "/accounts/login/")


def test_the_way_back_stays_in_this_house(signed_in: Client) -> None:
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", ""):
        answer = signed_in.post("/me/appearance", {"theme": "light", "next": elsewhere})
        assert answer.headers["Location"] == "/"


def test_the_switch_answers_a_script_without_a_page(signed_in: Client) -> None:
    answer = signed_in.post("/me/appearance", {"theme": "light"}, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.content) == (204, b"")


def test_looking_does_not_choose(signed_in: Client) -> None:
    assert signed_in.get("/me/appearance?theme=dark").status_code == 405


def test_not_there_looks_like_this_house_for_both(signed_in: Client) -> None:
    for browser, frame in ((signed_in, 'class="nav"'), (Client(), 'class="public"')):
        answer = browser.get("/no-such-page/")
        assert answer.status_code == 404
        assert "可能已撤回、地址有误，或不在您的阅读范围。" in answer.content.decode()
        assert frame in answer.content.decode()


def test_a_page_that_broke_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    request: HttpRequest = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):  # type: ignore[operator] # a fixture that pytest-django leaves untyped
        answer = broken(request)
    assert answer.status_code == 500
    assert "编号" in answer.content.decode()


def test_a_form_that_lay_too_long_is_refused_in_words(person: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    answer = browser.post("/me/appearance", {"theme": "dark"})
    assert answer.status_code == 403
    assert "这一页放得太久了" in answer.content.decode()
