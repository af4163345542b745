"""Every page of administration: who finds it, what it costs, what a refused form keeps."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from office.administration import urls
from office.administration.actions.appointments import end_appointment
from office.models import AccessEntry, Appointment, Department, Organ, Person, Post, TrailEntry
from tests.office.administration.world import City, a_city, a_post, an_account, another_city, day, put, signed_in

pytestmark = pytest.mark.django_db

ROUTES = [str(one.name) for one in urls.urlpatterns]
LISTS = ["organs", "people"]
READ = ["organ", "person", "handover"]


@pytest.fixture
def city() -> City:
    return a_city()


def uids(city: City) -> dict[str, UUID]:
    """An object of each kind below the bureau."""
    post = a_post(city)
    person = an_account(city)
    appointment = put(city, post, person)
    return {
        "organ": city.bureau.uid,
        "department": city.division.uid,
        "post": post.uid,
        "person": person.uid,
        "appointment": appointment.uid,
    }


KINDS = {
    "organs": "organ",
    "departments": "department",
    "posts": "post",
    "people": "person",
    "appointments": "appointment",
    "handovers": "appointment",
}


def address(route: str, made: dict[str, UUID]) -> str:
    if route in LISTS:
        return reverse(f"administration:{route}")
    pattern = next(str(one.pattern) for one in urls.urlpatterns if getattr(one, "name", "") == route)
    return reverse(f"administration:{route}", args=[made[KINDS[pattern.partition("/")[0]]]])


def everything() -> list[Any]:
    rows = [list(model.objects.order_by("pk").values()) for model in (Organ, Department, Post, Person, Appointment)]
    for one in rows[3]:
        one.pop("last_login")  # signing in is no part of it
    return [rows, TrailEntry.objects.count()]


def strip(answer: Any) -> str:
    """The page without what differs from one drawing to the next, and without its own address."""
    plain = re.sub(r'(name="(?:key|csrfmiddlewaretoken)" value=")[^"]*|X-CSRFToken[^}]*', "", answer.content.decode())
    return re.sub(r"[0-9a-f-]{36}", "", plain)


@pytest.mark.parametrize("route", ROUTES)
def test_to_strangers_and_plain_clerks_nothing_is_there(city: City, route: str) -> None:
    made = uids(city)
    foreign = another_city()
    before = everything()
    for person in (foreign.system, foreign.security, foreign.auditor, city.clerk, foreign.clerk):
        client = signed_in(person)
        asked = client.get(address(route, made))
        sent = client.post(address(route, made), {"key": str(uuid4()), "reason": "试试"})
        own_list = route in LISTS and person in (foreign.system, foreign.security, foreign.auditor)
        assert asked.status_code == (200 if own_list else 404), (route, person)
        assert sent.status_code == (405 if route in [*LISTS, *READ] else 404), (route, person)
        assert city.bureau.name not in asked.content.decode() + sent.content.decode()
    assert Client().get(address(route, made)).status_code == 302
    assert everything() == before


@pytest.mark.parametrize("route", [one for one in ROUTES if one not in LISTS])
def test_foreign_and_missing_answer_alike(city: City, route: str) -> None:
    made = uids(city)
    foreign = another_city()
    client = signed_in(foreign.system)
    there, missing = client.get(address(route, made)), client.get(address(route, {kind: uuid4() for kind in made}))
    assert there.status_code == missing.status_code == 404
    assert strip(there) == strip(missing)


@pytest.mark.parametrize("route", [one for one in ROUTES if one not in [*LISTS, "handover"]])
def test_the_administrator_finds_every_page_and_the_auditor_only_looks(city: City, route: str) -> None:
    made = uids(city)
    secure = route in {"give_role", "take_role"}
    answer = city.browser("security" if secure else "system").get(address(route, made))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count("<h1") == 1
    looked = city.browser("auditor").get(address(route, made))
    assert looked.status_code == (200 if route in READ else 403)
    if route in READ:
        assert "登记人员</a>" not in looked.content.decode()
        assert "免职</a>" not in looked.content.decode()
    other = city.browser("system" if secure else "security").get(address(route, made))
    assert other.status_code == (200 if route in READ else 403)


def test_the_lower_administrator_sees_his_own_subtree_only(city: City) -> None:
    html = city.browser("lower").get(reverse("administration:organs")).content.decode()
    assert city.bureau.name in html
    assert f">{city.root.name}<" not in html
    assert city.browser("lower").get(reverse("administration:organ", args=[city.root.uid])).status_code == 404


def test_a_refused_attempt_is_in_the_access_log(city: City) -> None:
    city.browser("auditor").post(
        reverse("administration:open_department", args=[city.bureau.uid]), {"key": uuid4(), "name": "新科"}
    )
    entry = AccessEntry.objects.latest("pk")
    assert (entry.kind, entry.status, entry.person) == ("refused", 403, city.auditor.uid)
    assert "系统管理员" in entry.sentence


def test_the_navigation_shows_the_group_to_the_three_alone(city: City) -> None:
    for who, seen in (("system", True), ("security", True), ("auditor", True), ("clerk", False)):
        page = city.browser(who).get("/me/").content.decode()
        assert ("<h2><span>机关管理</span></h2>" in page) is seen
        listed = page[page.index('<h2 id="h-others">') :]  # on the phone, where there is no navigation
        assert (reverse("administration:organs") in listed) is seen


def test_a_refused_form_comes_back_filled_with_a_summary(city: City) -> None:
    address = reverse("administration:found_organ", args=[city.root.uid])
    given = {
        "key": uuid4(),
        "name": "云州市统计局",
        "short_name": "",
        "level": "2",
        "code": "12100000400001234A",
        "since": "2026-13-01",
    }
    answer = city.browser().post(address, given)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="云州市统计局"' in html
    assert "请填写简称。" in html
    assert "日期写成2026-03-16这样。" in html
    assert "没有办成：请改正标出的地方。" in html
    answer = city.browser().post(address, {**given, "short_name": "市统计局", "since": "2026-01-01"})
    assert answer.status_code == 422
    assert "校验位对不上" in answer.content.decode()
    assert not Organ.objects.filter(name="云州市统计局").exists()


@pytest.mark.parametrize("bad", ["\x00", "甲\x00乙", "x" * 5000, "\u202e反", "甲\n乙"])
def test_hostile_text_is_refused_in_words(city: City, bad: str) -> None:
    answer = city.browser().post(
        reverse("administration:open_department", args=[city.bureau.uid]), {"key": uuid4(), "name": bad}
    )
    assert answer.status_code == 422
    assert city.browser().get(reverse("administration:organs"), {"q": bad}).status_code == 200
    assert city.browser().get(reverse("administration:people"), {"q": bad}).status_code == 200


def test_markup_is_shown_as_typed(city: City) -> None:
    bad = "<script>alert(1)</script>{{ 7 }}"
    client = city.browser()
    client.post(reverse("administration:open_department", args=[city.bureau.uid]), {"key": uuid4(), "name": bad})
    html = client.get(reverse("administration:organ", args=[city.bureau.uid])).content.decode()
    assert escape(bad) in html
    assert bad not in html


def test_queries_do_not_grow(city: City, django_assert_max_num_queries: Callable[..., Any]) -> None:
    pages = [
        reverse("administration:organs"),
        reverse("administration:organs") + "?q=局",
        reverse("administration:people"),
        reverse("administration:organ", args=[city.bureau.uid]),
        reverse("administration:organ", args=[city.root.uid]),
    ]
    client = city.browser()
    asked = []
    for page in pages:
        with django_assert_max_num_queries(60) as counted:
            client.get(page)
        asked.append(len(counted))
    for _ in range(6):
        post = a_post(city, "document_clerk")
        put(city, post, an_account(city))
        other = an_account(city)
        end_appointment(put(city, a_post(city), other).uid, by=city.by(), key=uuid4(), until=day(0), reason="借调期满")
    from tests.factories import an_organ  # noqa: PLC0415 - beside its one use

    for _ in range(5):
        an_organ(city.bureau)
        an_organ(city.root)
    for page, before in zip(pages, asked, strict=True):
        with django_assert_max_num_queries(before):
            client.get(page)


def test_a_persons_page_costs_the_same_with_many_appointments(
    city: City, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    person = an_account(city)
    put(city, a_post(city), person)
    page = reverse("administration:person", args=[person.uid])
    client = city.browser()
    with django_assert_max_num_queries(60) as counted:
        client.get(page)
    for _ in range(5):
        put(city, a_post(city), person)
    with django_assert_max_num_queries(len(counted)):
        client.get(page)
