"""Accounts and appointments: a first password shown once, sign-ins that end at once, terms that begin and end by themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from office.administration.actions import people
from office.administration.actions.appointments import (
    TRANSFER,
    appoint,
    cancel_appointment,
    end_appointment,
    make_primary,
)
from office.administration.taking import mark
from office.api import actor_of
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import Appointment, Person, TrailEntry
from tests.factories import a_department, an_organ
from tests.office.administration.world import City, a_city, a_post, an_account, another_city, day, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def city() -> City:
    return a_city()


def entered(city: City, **changed: str) -> Any:
    given = {"key": str(uuid4()), "name": "陆清和", "login": "luqinghe", "pinyin": "", "phone": "0571-8523 1234"}
    address = reverse("administration:enter_person", args=[city.bureau.uid])
    return city.browser().post(address, {**given, **changed})


def password_in(answer: Any) -> str:
    return str(answer.context["password"])


def signs_in(login: str, password: str) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": login, "password": password})
    return client


class TestEntering:
    def test_the_first_password_is_shown_once_and_kept_nowhere(self, city: City) -> None:
        key = str(uuid4())
        answer = entered(city, key=key)
        shown = password_in(answer)
        assert shown in answer.content.decode()
        person = Person.objects.get(login="luqinghe")
        assert (person.pinyin, person.enrolled_in, person.password_is_first) == ("lqh", city.bureau, True)
        again = entered(city, key=key)
        assert again.status_code == 200
        assert password_in(again) == ""
        assert "显示过一次" in again.content.decode()
        assert Person.objects.filter(login="luqinghe").count() == 1
        assert shown not in str(TrailEntry.objects.values_list("detail", "title"))
        page = city.browser().get(reverse("administration:person", args=[person.uid])).content.decode()
        assert shown not in page
        assert person.password not in page

    def test_nothing_is_done_before_it_is_changed(self, city: City) -> None:
        first = password_in(entered(city))
        put(city, a_post(city), Person.objects.get(login="luqinghe"))
        client = signs_in("luqinghe", first)
        change = "/accounts/password/change/"
        for path in ("/", "/me/", "/documents/", "/organs/"):
            assert client.get(path).headers["Location"] == change
        assert client.post("/documents/new/", {"kind": "通知"}).status_code == 403
        assert client.get("/desk/now/", headers={"HX-Request": "true", "X-Refresh": "desk"}).status_code == 204
        assert client.get("/desk/now/", headers={"HX-Request": "true"}).status_code == 403
        assert "初始密码" in client.get(change).content.decode()
        refused = client.post(change, {"oldpassword": first, "password1": first, "password2": first})
        assert "不能与初始密码相同" in refused.content.decode()
        own = "qing-shi-4-yue-2"
        client.post(change, {"oldpassword": first, "password1": own, "password2": own})
        assert client.get("/me/").status_code == 200
        assert Person.objects.get(login="luqinghe").password_is_first is False
        assert signs_in("luqinghe", first).get("/me/").status_code == 302

    def test_public_pages_and_leaving_stay_open(self, city: City) -> None:
        client = signs_in("luqinghe", password_in(entered(city)))
        assert client.get("/verify/").status_code == 200
        assert client.post("/me/appearance", {"theme": "dark"}).status_code == 302
        assert client.post("/accounts/logout/").headers["Location"] == "/accounts/login/"

    @pytest.mark.parametrize("login", ["ｌｕｑｉｎｇｈｅ", "luqinghе", "luqinghe\u0301", "LuQingHe", "luqinghe"])
    def test_look_alike_and_taken_logins_are_refused_with_the_form_as_it_was(self, city: City, login: str) -> None:
        entered(city)
        answer = entered(city, login=login, name="陆青禾")
        assert answer.status_code == 422
        assert 'value="陆青禾"' in answer.content.decode()
        assert Person.objects.filter(name="陆青禾").count() == 0

    def test_a_login_that_was_made_in_capitals_is_taken_too(self, city: City) -> None:
        Person.objects.create(login="LuQingHe", name="旧")
        assert "已有人用" in entered(city).content.decode()


class TestAccounts:
    def test_a_stopped_account_is_out_at_once_and_for_good(self, city: City) -> None:
        client = city.browser("clerk")
        assert client.get("/me/").status_code == 200
        people.deactivate(city.clerk.uid, by=city.by(), key=uuid4(), reason="辞职")
        assert client.get("/me/").status_code == 302
        with pytest.raises(NotAllowed):
            people.reset_password(city.clerk.uid, by=city.by(), key=uuid4(), digest="!")
        answer = city.browser().post(reverse("administration:reactivate", args=[city.clerk.uid]), {"key": str(uuid4())})
        assert password_in(answer)
        assert client.get("/me/").status_code == 302  # the old session does not come to life again
        city.clerk.refresh_from_db()
        assert (city.clerk.is_active, city.clerk.password_is_first) == (True, True)

    def test_a_reset_ends_every_sign_in(self, city: City) -> None:
        client = city.browser("clerk")
        answer = city.browser().post(
            reverse("administration:new_password", args=[city.clerk.uid]), {"key": str(uuid4())}
        )
        assert client.get("/me/").status_code == 302
        assert signs_in(city.clerk.login, password_in(answer)).get("/me/").status_code == 302
        entry = TrailEntry.objects.latest("pk")
        assert (entry.act, entry.about) == ("administration.password_reset", city.clerk.uid)

    def test_whoever_only_holds_a_second_post_is_anothers_to_keep(self, city: City) -> None:
        person = an_account(city, city.root)
        put(city, a_post(city), person)
        for by in (city.by("lower"),):
            with pytest.raises(NotAllowed, match="登记机关"):
                people.reset_password(person.uid, by=by, key=uuid4(), digest="!")
        with pytest.raises(NotThere):
            people.reset_password(person.uid, by=another_city().by(), key=uuid4(), digest="!")
        people.reset_password(person.uid, by=city.by(), key=uuid4(), digest="!y")

    def test_who_is_enrolled_nowhere_belongs_to_where_all_his_posts_are(self, city: City) -> None:
        people.reset_password(city.clerk.uid, by=city.by("lower"), key=uuid4(), digest="!y")
        Appointment.objects.create(
            person=city.clerk, post=a_post(city, department=a_department(city.root)), since=day(-1), primary=False
        )
        with pytest.raises(NotAllowed):
            people.reset_password(city.clerk.uid, by=city.by("lower"), key=uuid4(), digest="!z")

    def test_a_changed_name_stays_in_history_and_a_telephone_does_not(self, city: City) -> None:
        person = an_account(city)
        people.edit_person(
            person.uid,
            by=city.by(),
            key=uuid4(),
            seen=mark(person, *people.FIELDS),
            name="陆青禾",
            phone="0571-8523 9999",
            enrolled_in=city.root.uid,
        )
        said = TrailEntry.objects.latest("pk").detail["reason"]
        assert "姓名由“陆清和”改为“陆青禾”" in said
        assert "登记机关由" in said
        assert "电话已改" in said
        assert "9999" not in said

    def test_he_is_not_moved_to_where_the_administrator_does_not_reach(self, city: City) -> None:
        person = an_account(city)
        with pytest.raises(NotThere):
            people.edit_person(
                person.uid,
                by=city.by("lower"),
                key=uuid4(),
                seen=mark(person, *people.FIELDS),
                name=person.name,
                enrolled_in=city.root.uid,
            )


class TestAppointments:
    def test_a_term_ahead_begins_and_ends_by_itself(self, city: City) -> None:
        person = an_account(city)
        put(city, a_post(city), person, since=day(2), until=day(4))
        for ahead, holds in ((0, False), (1, False), (2, True), (4, True), (5, False)):
            with time_machine.travel(datetime.now(UTC) + timedelta(days=ahead)):
                if holds:
                    assert actor_of(person).person == person
                else:
                    with pytest.raises(NotAllowed):
                        actor_of(person)

    def test_the_first_is_the_main_one_and_the_second_is_beside_it(self, city: City) -> None:
        person = an_account(city)
        first, second = put(city, a_post(city), person), put(city, a_post(city), person)
        assert (first.primary, second.primary) == (True, False)
        make_primary(second.uid, by=city.by(), key=uuid4())
        assert actor_of(person).appointment == second
        assert Appointment.objects.filter(person=person, primary=True).count() == 1

    def test_a_transfer_ends_the_main_post_the_day_before(self, city: City) -> None:
        person = an_account(city)
        first = put(city, a_post(city), person, since=day(-30))
        second = put(city, a_post(city, department=a_department(city.root)), person, since=day(7), manner=TRANSFER)
        first.refresh_from_db()
        person.refresh_from_db()
        assert (first.until, second.primary, person.enrolled_in) == (day(6), True, city.root)

    def test_a_transfer_out_of_anothers_organ_is_not_his(self, city: City) -> None:
        person = an_account(city, city.bureau)
        put(city, a_post(city, department=a_department(city.root)), person, since=day(-3))
        with pytest.raises(NotAllowed, match="兼任"):
            put(city, a_post(city), person, by="lower", manner=TRANSFER)

    def test_the_same_post_twice_on_one_day_is_refused(self, city: City) -> None:
        post, person = a_post(city), an_account(city)
        put(city, post, person, since=day(5), until=day(9))
        for since, until in ((day(9), None), (day(0), day(5)), (day(6), day(7))):
            with pytest.raises(Invalid, match="相重"):
                put(city, post, person, since=since, until=until)
        put(city, post, person, since=day(10))

    @pytest.mark.parametrize(("since", "until"), [(5, 4), (-9, -3)])
    def test_days_that_make_no_sense_are_refused(self, city: City, since: int, until: int) -> None:
        with pytest.raises(Invalid) as refused:
            put(city, a_post(city), an_account(city), since=day(since), until=day(until))
        assert refused.value.field == "until"

    def test_it_is_ended_on_a_day_and_not_twice_and_not_later(self, city: City) -> None:
        made = put(city, a_post(city), an_account(city), since=day(-30))
        for until, wrong in (
            (day(-31), Invalid),
            (day(9), None),
            (day(9), SomebodyWasFirst),
            (day(10), Invalid),
            (day(-1), None),
            (day(-1), NotAllowed),
        ):
            if wrong is None:
                end_appointment(made.uid, by=city.by(), key=uuid4(), until=until, reason="任免〔2026〕3号")
            else:
                with pytest.raises(wrong):
                    end_appointment(made.uid, by=city.by(), key=uuid4(), until=until, reason="任免〔2026〕3号")

    def test_what_has_not_begun_is_taken_back(self, city: City) -> None:
        ahead = put(city, a_post(city), an_account(city), since=day(3))
        cancel_appointment(ahead.uid, by=city.by(), key=uuid4())
        assert not Appointment.objects.filter(pk=ahead.pk).exists()
        begun = put(city, a_post(city), an_account(city))
        with pytest.raises(NotAllowed):
            cancel_appointment(begun.uid, by=city.by(), key=uuid4())

    def test_people_outside_are_not_there(self, city: City) -> None:
        post, foreign = a_post(city), another_city()
        with pytest.raises(NotThere):
            put(city, post, foreign.clerk)
        with pytest.raises(NotThere):
            appoint(
                post.uid,
                by=city.by("lower"),
                key=uuid4(),
                person=an_account(city, an_organ(city.root)).uid,
                since=day(0),
            )

    def test_a_stopped_account_is_not_appointed(self, city: City) -> None:
        person = an_account(city)
        people.deactivate(person.uid, by=city.by(), key=uuid4(), reason="误登记")
        with pytest.raises(Invalid) as refused:
            put(city, a_post(city), person)
        assert refused.value.field == "person"


def test_choosing_and_appointing_through_the_front_door(city: City) -> None:
    post, person = a_post(city), an_account(city)
    address = reverse("administration:appoint", args=[post.uid])
    client = city.browser()
    assert f"?person={person.uid}" in client.get(address).content.decode()
    assert f"?person={person.uid}" in client.get(address, {"q": "lqh"}).content.decode()
    answer = client.post(f"{address}?person={person.uid}", {"key": str(uuid4()), "since": f"{day(0)}"}, follow=True)
    assert "已任命陆清和" in answer.content.decode()
    assert client.get(address, {"person": "1; DROP"}).status_code == 404
    assert client.get(address, {"person": str(another_city().clerk.uid)}).status_code == 404


def test_a_refused_appointment_comes_back_with_its_days(city: City) -> None:
    person = an_account(city)
    put(city, a_post(city), person)
    address = f"{reverse('administration:appoint', args=[a_post(city).uid])}?person={person.uid}"
    answer = city.browser().post(
        address, {"key": str(uuid4()), "since": f"{day(3)}", "until": f"{day(1)}", "manner": "beside"}
    )
    assert answer.status_code == 422
    assert f'value="{day(3)}"' in answer.content.decode()
