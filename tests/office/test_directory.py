"""机构人员：who is listed where, to whom a telephone number is shown, and how many questions that costs."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.actor import Actor, actor_of
from office.demo.load import load_city
from office.kernel.clock import today
from office.kernel.refusals import NotThere
from office.models import Appointment, Department, Organ, Person, Post
from office.models.organs import plant
from office.selectors import directory
from office.telephone import masked


def person(login: str) -> Person:
    return Person.objects.get(login=login)


def reader(login: str) -> Actor:
    return actor_of(person(login))


def organ(name: str) -> Organ:
    return Organ.objects.get(name=name)


@pytest.fixture
def city(db: None, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_city()


@given(st.text(st.sampled_from("0123456789-+ （）"), max_size=20))
def test_a_masked_number_hides_four_digits_or_all(phone: str) -> None:
    digits = [c for c in phone if c.isdigit()]
    shown = masked(phone)
    assert len(shown) == len(digits)
    assert shown.count("*") == min(4, len(digits))
    assert all(there in (digit, "*") for there, digit in zip(shown, digits, strict=True))


def test_a_mobile_number_keeps_three_and_four() -> None:
    assert masked("129 0000 0001") == "129****0001"


def test_the_tree_goes_down_before_it_goes_on(city: None) -> None:
    branches = directory.organ_tree()
    names = [(one.organ.short_name, one.superior.short_name if one.superior else "") for one in branches]
    assert names[0] == ("市政府", "")
    county = names.index(("东屏县政府", "市政府"))
    assert names[county + 1 : county + 4] == [
        ("柳溪镇政府", "东屏县政府"),
        ("桐坞村", "柳溪镇政府"),
        ("西屏区政府", "市政府"),
    ]
    assert {one.organ.short_name: one.people for one in branches}["桐坞村"] == 2


def test_somebody_with_two_posts_in_an_organ_is_one_person(city: None) -> None:
    before = {one.organ.pk: one.people for one in directory.organ_tree()}
    home = organ("柳溪镇人民政府")
    post = Post.objects.create(department=home.departments.first(), title="网格长")  # type: ignore[misc] # it has departments
    Appointment.objects.create(person=person("huiyunxi"), post=post, since=today(), primary=False)
    assert {one.organ.pk: one.people for one in directory.organ_tree()} == before


def test_an_organ_lists_departments_posts_and_people(city: None) -> None:
    listing = directory.organ_listing(organ("云州市财政局").uid, reader("shenkening"))
    assert [one.name for one in listing.superiors] == ["云州市人民政府"]
    assert [one.department.name for one in listing.sections][:2] == ["局领导", "办公室"]
    chief = listing.sections[0].seats[0]
    assert (chief.post.title, chief.holders[0].person.name) == ("局长", "沈可宁")


def test_a_post_that_somebody_left_is_vacant(city: None) -> None:
    listing = directory.organ_listing(organ("云州市财政局").uid, reader("shenkening"))
    names = [holder.person.name for section in listing.sections for seat in section.seats for holder in seat.holders]
    assert "许守一" not in names, "he went to another organ"
    Appointment.objects.filter(person=person("shenkening")).update(until=today() - timedelta(days=1))
    listing = directory.organ_listing(organ("云州市财政局").uid, reader("leitingyu"))
    assert listing.sections[0].seats[0].holders == ()


def test_people_of_the_organ_see_numbers_and_others_see_them_masked(city: None) -> None:
    uid = person("shenkening").uid
    for login, full in (("leitingyu", True), ("wuzhili", True), ("qiaowangyue", False), ("outsider", False)):
        listed = directory.person_listing(uid, reader(login)).listed
        assert listed.phone_in_full is full, login
        assert ("*" in listed.phone) is not full
        organ_page = directory.organ_listing(organ("云州市财政局").uid, reader(login))
        numbers = [one.phone for part in organ_page.sections for seat in part.seats for one in seat.holders]
        assert all(("*" in number) is not full for number in numbers)


def test_each_post_of_a_reader_opens_the_numbers_of_its_organ(city: None) -> None:
    both = reader("qiaowangyue")
    assert directory.person_listing(person("chengyuanshan").uid, both).listed.phone_in_full
    assert directory.person_listing(person("biyuheng").uid, both).listed.phone_in_full
    assert not directory.person_listing(person("biyuheng").uid, reader("chengyuanshan")).listed.phone_in_full


def test_one_who_left_keeps_his_page_but_shows_no_number(city: None) -> None:
    Appointment.objects.filter(person=person("shenkening")).update(until=today() - timedelta(days=1))
    listing = directory.person_listing(person("shenkening").uid, reader("leitingyu"))
    assert listing.listed.appointments == ()
    assert [one.post.title for one in listing.left] == ["局长"]
    assert "*" in listing.listed.phone


def test_his_own_number_is_always_in_full(city: None) -> None:
    assert directory.person_listing(person("outsider").uid, reader("outsider")).listed.phone_in_full


@pytest.mark.parametrize("words", ["沈可", "可宁", "sk", "SKN", " 沈 可宁 "])
def test_people_are_found_by_name_and_initials(city: None, words: str) -> None:
    assert "沈可宁" in [one.person.name for one in directory.found(words, reader("outsider"))]


@pytest.mark.parametrize("words", ["", "   ", "不存在", "%", "_", "kn", "shenkening"])
def test_other_words_find_nobody(city: None, words: str) -> None:
    assert directory.found(words, reader("outsider")) == ()


def test_those_who_may_not_sign_in_are_not_found(city: None) -> None:
    Person.objects.filter(login="shenkening").update(is_active=False)
    assert directory.found("沈可宁", reader("outsider")) == ()


def test_what_is_not_there_is_refused(city: None) -> None:
    with pytest.raises(NotThere):
        directory.organ_listing(uuid4(), reader("outsider"))
    with pytest.raises(NotThere):
        directory.person_listing(uuid4(), reader("outsider"))


def test_twice_the_city_costs_no_more_questions(city: None, django_assert_num_queries: Any) -> None:
    uid, actor = organ("云州市财政局").uid, reader("outsider")
    _ = actor.appointments
    home = organ("云州市财政局")
    for again in range(2):
        with django_assert_num_queries(2):
            directory.organ_tree()
        with django_assert_num_queries(6):
            directory.organ_listing(uid, actor)
        with django_assert_num_queries(2):
            assert directory.found("s", actor)
        for number in range(10):
            below = plant(home, level=3, name=f"分局{again}{number}", short_name=f"分局{again}{number}")
            department = Department.objects.create(organ=below, name="一股")
            other = Department.objects.create(organ=home, name=f"新科{again}{number}")
            for place in (department, other):
                someone = Person.objects.create(login=f"s{again}{number}{place.pk}", name="沈新", pinyin="sx")
                Appointment.objects.create(
                    person=someone, post=Post.objects.create(department=place, title="科长"), since=today()
                )
