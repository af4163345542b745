"""登录：the right ones come in, the wrong ones learn nothing, and after five wrong tries the door rests."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, TestCase
from pytest_django import Settings

from office.accounts import AccountAdapter
from office.models.people import Person
from office.sign_in import ending, lock
from tests.face.people import PASSWORD, clerk

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 19, 1, 0, tzinfo=UTC)  # 09:00 in the office's zone


@pytest.fixture(autouse=True)
def _this_houses_count_alone(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def person() -> Person:
    return clerk()


def try_with(login: str, password: str, **kwargs: Any) -> Any:
    return Client().post("/accounts/login/", {"login": login, "password": password}, **kwargs)


def said(answer: Any) -> list[str]:
    return list(answer.context["form"].non_field_errors())


def test_the_right_password_opens(person: Person) -> None:
    answer = try_with("hemin", PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_he_comes_to_the_page_he_wanted(person: Person) -> None:
    answer = Client().get("/me/")
    assert answer.headers["Location"] == "/accounts/login/?next=/me/"
    answer = Client().post("/accounts/login/?next=/me/", {"login": "hemin", "password": PASSWORD, "next": "/me/"})
    assert answer.headers["Location"] == "/me/"


def test_signing_in_gives_a_new_session(person: Person) -> None:
    browser = Client()
    browser.get("/accounts/login/")
    browser.session.save()
    browser.cookies["sessionid"] = before = "a" * 32
    browser.post("/accounts/login/", {"login": "hemin", "password": PASSWORD})
    assert browser.cookies["sessionid"].value != before


def test_known_and_unknown_logins_get_the_same_words(person: Person) -> None:
    known, unknown = try_with("hemin", "not-the-one-1"), try_with("nobody", "not-the-one-1")
    assert known.status_code == unknown.status_code == 200
    assert said(known) == said(unknown) == ["登录名或密码不对。请核对后再试；忘记密码请联系本机关管理员。"]


def test_an_inactive_person_with_a_wrong_password_gets_the_same_words(person: Person) -> None:
    Person.objects.update(is_active=False)
    assert said(try_with("hemin", "not-the-one-1")) == said(try_with("nobody", "not-the-one-1"))


def test_an_inactive_person_does_not_come_in(person: Person) -> None:
    Person.objects.update(is_active=False)
    browser = Client()
    browser.post("/accounts/login/", {"login": "hemin", "password": PASSWORD})
    assert browser.get("/me/").status_code == 302


def test_each_refused_try_costs_one_password_check_whoever_is_named(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow part of a try is the hash; the same number of hashes is the same time."""
    from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: PLC0415 - patched below

    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify

    def counting_encode(self: Any, *args: Any, **kwargs: Any) -> Any:
        hashed.append("encode")
        return encode(self, *args, **kwargs)

    def counting_verify(self: Any, *args: Any, **kwargs: Any) -> Any:
        hashed.append("verify")
        return verify(self, *args, **kwargs)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counting_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counting_verify)
    costs = []
    for login in ("hemin", "nobody"):
        hashed.clear()
        try_with(login, "not-the-one-1")
        costs.append(len(hashed))
    assert costs == [1, 1]


@pytest.mark.parametrize("login", ["hemin", "nobody"])
def test_after_five_wrong_tries_the_door_rests_for_a_quarter_of_an_hour(person: Person, login: str) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(5):
            assert "登录名或密码不对" in said(try_with(login, "not-the-one-1"))[0]
        clock.shift(timedelta(minutes=5))
        assert said(try_with(login, PASSWORD)) == [
            "连续输错多次，登录已暂停。请在09:15以后再试；忘记密码请联系本机关管理员。"
        ]
        assert "09:15" in said(try_with(login.upper(), PASSWORD))[0]
        clock.shift(timedelta(minutes=10, seconds=1))
        answer = try_with(login, PASSWORD)
        assert answer.status_code == (302 if login == "hemin" else 200)


def test_the_right_password_forgives_what_was_wrong_before(person: Person) -> None:
    for _ in range(2):
        for _ in range(4):
            try_with("hemin", "not-the-one-1")
        assert try_with("hemin", PASSWORD).status_code == 302


def test_other_people_of_the_office_are_not_locked_out_by_one(person: Person) -> None:
    for _ in range(9):
        try_with("somebody", "not-the-one-1")
    assert try_with("hemin", PASSWORD).status_code == 302


def test_an_address_that_tries_many_logins_rests_too(person: Person) -> None:
    for number in range(lock.TRIES["address"]):
        assert lock.take_try(f"guess{number}", "127.0.0.1") is None
    assert "登录已暂停" in said(try_with("hemin", PASSWORD))[0]
    assert try_with("hemin", PASSWORD, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_many_tries_at_once_do_not_slip_through() -> None:
    answers = [lock.take_try("hemin", "10.0.0.1") for _ in range(8)]
    assert [answer is None for answer in answers] == [True] * 5 + [False] * 3


def test_an_empty_form_says_what_is_missing_and_costs_no_try(person: Person) -> None:
    for _ in range(7):
        answer = try_with("", "")
        assert answer.context["form"].errors == {"login": ["请填写登录名。"], "password": ["请填写密码。"]}
    assert try_with("hemin", PASSWORD).status_code == 302


@pytest.mark.parametrize("login", ["ｈｅｍｉｎ", "hеmin", "hemin\u0301", "hemın", "he\x00min", "'; --", "x" * 10_000])
def test_look_alike_and_broken_logins_are_refused_and_break_nothing(person: Person, login: str) -> None:
    answer = try_with(login, PASSWORD)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_the_first_field_has_focus_and_the_labels_are_ours() -> None:
    html = Client().get("/accounts/login/").content.decode()
    assert "登录名</label>" in html
    assert "密码</label>" in html
    assert html.count("autofocus") == 1
    assert html.index('name="login"') < html.index("autofocus") < html.index('name="password"')
    assert "管理员重设" in html


def test_nobody_opens_an_account_for_himself() -> None:
    assert AccountAdapter().is_open_for_signup(None) is False  # type: ignore[arg-type] # whoever asks
    assert Client().get("/accounts/signup/").status_code == 404


def test_signing_out_needs_a_post_and_ends_the_session(person: Person) -> None:
    browser = Client()
    browser.force_login(person)
    assert browser.get("/accounts/logout/").status_code == 200
    assert browser.get("/me/").status_code == 200
    assert browser.post("/accounts/logout/").headers["Location"] == "/accounts/login/"
    assert browser.get("/me/").status_code == 302


def test_a_new_password_ends_the_other_sessions(person: Person) -> None:
    here, elsewhere = Client(), Client()
    here.force_login(person)
    elsewhere.force_login(person)
    new = "qing-shi-4-yue-2"
    answer = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/me/"
    assert "密码已修改" in here.get("/me/").content.decode()
    assert elsewhere.get("/me/").status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)


def test_what_listens_is_told_when_a_password_changes_and_when_he_leaves(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(ending, "_listeners", [told.append])
    browser, new = Client(), "qing-shi-4-yue-2"
    browser.force_login(person)
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": new, "password2": new})
    assert told == []
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert told == [person.pk]
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post("/accounts/logout/")
        browser.post("/accounts/logout/")  # nobody is signed in any more
    assert told == [person.pk, person.pk]


def test_a_refused_new_password_leaves_the_old_one(person: Person) -> None:
    browser = Client()
    browser.force_login(person)
    answer = browser.post(
        "/accounts/password/change/", {"oldpassword": "wrong", "password1": "12345", "password2": "12345"}
    )
    assert set(answer.context["form"].errors) == {"oldpassword", "password1"}
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
