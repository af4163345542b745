"""三员分立：given and taken by the security administrator alone, never to himself, never two to one person; on both engines."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from office.administration.actions import people, posts
from office.administration.actions.administrator_roles import give_administrator_role, take_administrator_role
from office.administration.actions.appointments import cancel_appointment, end_appointment, make_primary
from office.administration.guards import SENTENCE, guarded, released
from office.administration.taking import mark
from office.kernel.refusals import NotAllowed, NotThere
from office.models import Appointment, Person, Post, PostRole, TrailEntry
from tests.factories import a_department, appointed
from tests.office.administration.world import City, a_city, a_post, an_account, another_city, day, put

pytestmark = pytest.mark.django_db

THREE = ("system_administrator", "security_administrator", "auditor")


@pytest.fixture
def city() -> City:
    return a_city()


def give(city: City, post: Post, role: str, by: str = "security") -> Post:
    return give_administrator_role(post.uid, by=city.by(by), key=uuid4(), role=role)


def held_by(person: Person) -> Appointment:
    return Appointment.objects.get(person=person)


@pytest.mark.parametrize("role", THREE)
def test_the_security_administrator_gives_and_fills(city: City, role: str) -> None:
    post = a_post(city)
    give(city, post, role)
    made = put(city, post, an_account(city), by="security")
    assert made.post.roles.get().role == role
    assert TrailEntry.objects.latest("pk").person == city.security.uid


@pytest.mark.parametrize("role", THREE)
@pytest.mark.parametrize("who", ["system", "auditor", "lower"])
def test_nobody_else_does(city: City, role: str, who: str) -> None:
    post = a_post(city)
    with pytest.raises(NotAllowed):
        give(city, post, role, by=who)
    with pytest.raises(NotAllowed):
        posts.open_post(city.division.uid, by=city.by(), key=uuid4(), title="管理员", roles=[role])
    seen = mark(posts.with_duties(post), *posts.FIELDS)
    with pytest.raises(NotAllowed):
        posts.edit_post(post.uid, by=city.by(), key=uuid4(), seen=seen, title=post.title, roles=[role])
    give(city, post, role)
    with pytest.raises(NotAllowed, match="安全保密管理员"):
        put(city, post, an_account(city), by=who)
    made = put(city, post, an_account(city), by="security")
    with pytest.raises(NotAllowed):
        end_appointment(made.uid, by=city.by(who), key=uuid4(), until=day(0), reason="调整")
    with pytest.raises(NotAllowed):
        take_administrator_role(post.uid, by=city.by(who), key=uuid4(), reason="调整")
    seen = mark(posts.with_duties(Post.objects.get(pk=post.pk)), *posts.FIELDS)
    with pytest.raises(NotAllowed, match="不兼"):
        posts.edit_post(post.uid, by=city.by(), key=uuid4(), seen=seen, title="管理员", roles=["leader"])
    assert PostRole.objects.get(post=post).role == role


def test_the_security_administrator_gives_no_ordinary_posts(city: City) -> None:
    with pytest.raises(NotAllowed):
        put(city, a_post(city, "leader"), an_account(city), by="security")


@pytest.mark.parametrize("who", ["system", "security"])
def test_nobody_appoints_himself(city: City, who: str) -> None:
    post = a_post(city)
    if who == "security":
        give(city, post, "security_administrator")
    with pytest.raises(NotAllowed, match="自己"):
        put(city, post, getattr(city, who), by=who)


def test_nobody_gives_a_role_to_a_post_of_his_own(city: City) -> None:
    post = a_post(city)
    put(city, post, city.security)
    with pytest.raises(NotAllowed, match="自己"):
        give(city, post, "security_administrator")
    own = a_post(city)
    appointed_to(own, city.system)
    with pytest.raises(NotAllowed, match="自己"):
        posts.edit_post(
            own.uid,
            by=city.by(),
            key=uuid4(),
            seen=mark(posts.with_duties(own), *posts.FIELDS),
            title=own.title,
            roles=["leader"],
        )


def appointed_to(post: Post, person: Person) -> Appointment:
    return Appointment.objects.create(person=person, post=post, since=day(-5), primary=False)


@pytest.mark.parametrize("ahead", [0, 40])
@pytest.mark.parametrize(("first", "second"), [(a, b) for a in THREE for b in THREE if a != b])
def test_nobody_holds_two_by_whatever_way(city: City, first: str, second: str, ahead: int) -> None:
    one, other, plain = a_post(city), a_post(city), a_post(city)
    give(city, one, first)
    give(city, other, second)
    person = an_account(city)
    put(city, one, person, by="security", since=day(ahead))
    with pytest.raises(NotAllowed, match="三个人分任"):
        put(city, other, person, by="security", since=day(0))
    with pytest.raises(NotAllowed, match="三个人分任"):
        put(city, other, person, by="security", since=day(90))
    put(city, plain, person)
    with pytest.raises(NotAllowed, match="三个人分任"):
        give(city, plain, second)


def test_an_administrators_post_does_nothing_else(city: City) -> None:
    with pytest.raises(NotAllowed, match="不兼"):
        give(city, a_post(city, "leader"), "auditor")
    post = a_post(city)
    give(city, post, "auditor")
    with pytest.raises(NotAllowed, match="不兼"):
        give(city, post, "system_administrator")


def test_the_last_one_is_not_taken(city: City) -> None:
    with pytest.raises(NotAllowed, match="先另任一人"):
        end_appointment(held_by(city.system).uid, by=city.by("security"), key=uuid4(), until=day(0), reason="调动")
    with pytest.raises(NotAllowed, match="先另任一人"):
        take_administrator_role(held_by(city.auditor).post.uid, by=city.by("security"), key=uuid4(), reason="调动")
    with pytest.raises(NotAllowed, match="先另任一人"):
        people.deactivate(city.auditor.uid, by=city.by("security"), key=uuid4(), reason="调动")
    post = a_post(city, department=held_by(city.auditor).post.department)
    give(city, post, "auditor")
    put(city, post, an_account(city), by="security")
    end_appointment(held_by(city.auditor).uid, by=city.by("security"), key=uuid4(), until=day(0), reason="调动")


def test_below_the_one_above_is_enough(city: City) -> None:
    end_appointment(held_by(city.lower).uid, by=city.by("security"), key=uuid4(), until=day(0), reason="上收")


class TestAccountsOfAdministrators:
    @pytest.mark.parametrize("act", ["deactivate", "reset_password"])
    @pytest.mark.parametrize("whose", ["security", "auditor", "lower"])
    def test_the_system_administrator_takes_over_none(self, city: City, act: str, whose: str) -> None:
        more = {"reason": "试试"} if act == "deactivate" else {"digest": "!"}
        with pytest.raises(NotAllowed, match="安全保密管理员"):
            getattr(people, act)(getattr(city, whose).uid, by=city.by(), key=uuid4(), **more)

    def test_the_security_administrator_keeps_them_but_not_his_own(self, city: City) -> None:
        people.reset_password(city.auditor.uid, by=city.by("security"), key=uuid4(), digest="!x")
        for act, more in ((people.reset_password, {"digest": "!"}), (people.deactivate, {"reason": "试"})):
            with pytest.raises(NotAllowed):
                act(city.security.uid, by=city.by("security"), key=uuid4(), **more)
        with pytest.raises(NotAllowed):
            people.reset_password(city.clerk.uid, by=city.by("security"), key=uuid4(), digest="!")

    def test_before_his_term_begins_he_is_one_already(self, city: City) -> None:
        post, person = a_post(city), an_account(city)
        give(city, post, "auditor")
        put(city, post, person, by="security", since=day(20))
        with pytest.raises(NotAllowed):
            people.reset_password(person.uid, by=city.by(), key=uuid4(), digest="!")


def test_a_right_that_was_taken_ends_with_the_transaction(city: City) -> None:
    """The actor was made before; the act asks again under its lock."""
    stale = city.by("lower")
    end_appointment(held_by(city.lower).uid, by=city.by("security"), key=uuid4(), until=day(-1), reason="上收")
    with pytest.raises((NotAllowed, NotThere)):
        posts.open_post(city.division.uid, by=stale, key=uuid4(), title="新职")


def test_a_foreign_security_administrator_finds_nothing(city: City) -> None:
    foreign = another_city()
    post = a_post(city)
    with pytest.raises(NotThere):
        give_administrator_role(post.uid, by=foreign.by("security"), key=uuid4(), role="auditor")
    made = put(city, post, an_account(city), since=day(3))
    for act in (cancel_appointment, make_primary):
        with pytest.raises(NotThere):
            act(made.uid, by=foreign.by(), key=uuid4())


class TestTheDatabase:
    """Past the actions: a stray console, another program."""

    def test_it_refuses_a_second_role_by_appointment(self, city: City) -> None:
        post = held_by(city.auditor).post
        with pytest.raises(DatabaseError, match=SENTENCE), transaction.atomic():
            Appointment.objects.create(person=city.system, post=post, since=day(30), primary=False)
        ended = Appointment.objects.create(
            person=city.system, post=post, since=day(-9000), until=day(-8000), primary=False
        )
        with pytest.raises(DatabaseError, match=SENTENCE), transaction.atomic():
            Appointment.objects.filter(pk=ended.pk).update(until=None)

    def test_it_refuses_a_second_role_by_post(self, city: City) -> None:
        own = appointed(a_department(city.root), person=city.system)
        with pytest.raises(DatabaseError, match=SENTENCE), transaction.atomic():
            PostRole.objects.create(post=own.post, role="auditor")
        leader = PostRole.objects.create(post=own.post, role="leader")
        with pytest.raises(DatabaseError, match=SENTENCE), transaction.atomic():
            PostRole.objects.filter(pk=leader.pk).update(role="security_administrator")
        PostRole.objects.create(post=own.post, role="system_administrator")

    def test_a_post_has_one_of_the_three(self, city: City) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            PostRole.objects.create(post=held_by(city.auditor).post, role="system_administrator")


def test_the_guard_can_be_released_for_a_migration_and_put_back() -> None:
    city = a_city()

    def second() -> Appointment:
        post = held_by(city.auditor).post
        return Appointment.objects.create(person=city.system, post=post, since=day(0), primary=False)

    with connection.cursor() as cursor:
        for statement in released(connection.vendor):
            cursor.execute(statement)
        second().delete()
        for statement in guarded(connection.vendor):
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match=SENTENCE), transaction.atomic():
        second()
