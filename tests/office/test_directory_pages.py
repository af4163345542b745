"""The pages of the directory, through the front door."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from office.demo.load import load_city
from office.models import Organ, Person
from office.models.people import Appointment


@pytest.fixture
def browser(db: None, settings: Any, tmp_path: Any) -> Client:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_city()
    client = Client()
    client.force_login(Person.objects.get(login="leitingyu"))
    return client


def html(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_organs_are_listed_and_lead_on(browser: Client) -> None:
    page = html(browser, reverse("office:directory"))
    for organ in Organ.objects.all():
        assert f'<a href="/organs/{organ.uid}/">{organ.name}</a>' in page
    assert 'aria-current="page"' in page, "the navigation knows the place"
    assert '<table class="table" data-keys>' in page, "rows are gone through by keys, and become cards on a phone"


def test_the_search_shows_people_and_can_be_taken_away(browser: Client) -> None:
    page = html(browser, f"{reverse('office:directory')}?q=sk")
    assert "沈可宁" in page
    assert "市财政局 局领导 局长" in page
    assert "云州市教育局" not in page
    assert "去掉此条件" in page
    assert '<table class="table" data-keys>' in page


def test_a_search_without_hits_says_what_can_be_searched(browser: Client) -> None:
    page = html(browser, f"{reverse('office:directory')}?q=<b>")
    assert "没有找到“&lt;b&gt;”" in page
    assert "拼音首字母" in page


def test_an_organs_page_shows_its_own_peoples_numbers_in_full(browser: Client) -> None:
    own = Organ.objects.get(name="云州市财政局")
    other = Organ.objects.get(name="云州市教育局")
    assert "1290000" in html(browser, reverse("office:organ", args=[own.uid]))
    foreign = html(browser, reverse("office:organ", args=[other.uid]))
    assert "1290000" not in foreign
    assert "129****" in foreign


def test_a_vacant_post_says_so(browser: Client) -> None:
    Appointment.objects.filter(person__login="quchenxi").delete()
    page = html(browser, reverse("office:organ", args=[Organ.objects.get(name="云州市教育局").uid]))
    assert "空缺" in page
    assert "屈晨曦" not in page


def test_a_person_has_a_page_with_what_he_did_before(browser: Client) -> None:
    moved = Person.objects.get(login="xushouyi")
    page = html(browser, moved.get_absolute_url())
    assert "云州市发展和改革委员会" in page
    assert "2018年8月1日" in page
    assert "曾任" in page


def test_the_pages_are_read_only(browser: Client) -> None:
    for path in (reverse("office:directory"), Person.objects.get(login="outsider").get_absolute_url()):
        assert browser.post(path).status_code == 405


def test_only_people_who_signed_in_look_at_it(browser: Client) -> None:
    person = Person.objects.get(login="outsider")
    for path in (reverse("office:directory"), person.get_absolute_url(), reverse("office:organ", args=[uuid4()])):
        assert Client().get(path).status_code == 302
