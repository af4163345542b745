"""Load the demo city into an installation that has no other organs."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count, cycle
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from office.demo.accounts import accounts, write_accounts
from office.demo.city import BESIDES, ORGANS, PHONES
from office.demo.plan import OrganPlan
from office.kernel.refusals import NotAllowed
from office.models.organs import Organ, OrganName, plant
from office.models.people import Appointment, Department, Person, Post, PostRole, Role
from office.sign_in.first_password import new_password

# Days on which people took up their posts, dealt out in turn: deterministic, and not all the same.
TAKEN_UP = (date(2019, 3, 1), date(2021, 7, 12), date(2022, 2, 18), date(2023, 9, 4), date(2024, 5, 20))


def load_city() -> Path:
    """Make the demo city where it is not there yet; the answer is the file with its logins and passwords (0600).

    All or nothing, and harmless when repeated: a loaded city stays as it is. Where the file is lost, the demo people get a new
    password and the file is written again. Raises NotAllowed where there are organs that are not the demo's.
    """
    file = Path(settings.DATA_DIR) / "demo-accounts.json"
    password = new_password()
    with transaction.atomic():
        loaded = city_is_loaded()
        if loaded and file.exists():
            return file
        if not loaded:
            _refuse_beside_others()
        digest = make_password(password)  # one for all: a digest is meant to be slow, and 150 of them take minutes
        rows = accounts(password)
        if loaded:
            Person.objects.filter(login__in=[row["login"] for row in rows]).update(password=digest)
        else:
            _plant_all(digest)
        write_accounts(file, rows)  # before the commit: a city without its passwords could be entered by nobody
    return file


def city_is_loaded() -> bool:
    """Whether this database holds the demo city."""
    return Organ.objects.filter(names__name=ORGANS[0].name).exists()


def organ_of(plan: OrganPlan) -> Organ:
    """An organ of the city that is loaded, by the name it was planted with; it may have another since."""
    return Organ.objects.filter(names__name=plan.name).order_by("pk")[0]


def _refuse_beside_others() -> None:
    if (other := Organ.objects.first()) is not None:
        raise NotAllowed(f"这里已有机关“{other.name}”，不能装入演示城市。演示数据请装入另一个空的数据目录。")


def _plant_all(digest: str) -> None:
    organs = _plant_organs()
    departments = {
        (one.organ.name, one.name): one
        for one in Department.objects.bulk_create(
            Department(organ=organs[plan.name], name=part.name, is_general_office=part.is_general_office, order=order)
            for plan in ORGANS
            for order, part in enumerate(plan.departments)
        )
    }
    posts = {
        (one.department.organ.name, one.department.name, one.title): one
        for one in Post.objects.bulk_create(
            Post(department=departments[plan.name, part.name], title=post.title, order=order)
            for plan in ORGANS
            for part in plan.departments
            for order, post in enumerate(part.posts)
        )
    }
    PostRole.objects.bulk_create(_roles(posts, departments))
    people = _people(digest, organs)
    Appointment.objects.bulk_create(_appointments(people, posts))


def _plant_organs() -> dict[str, Organ]:
    organs: dict[str, Organ] = {}
    for order, plan in enumerate(ORGANS):
        organs[plan.name] = organ = plant(
            organs[plan.parent] if plan.parent else None,
            level=plan.level,
            name=plan.name,
            short_name=plan.short_name,
            is_government=plan.is_government,
            is_receiving_point=plan.is_receiving_point,
            order=order,
            since=plan.since,
        )
        if plan.former_name:
            _name_before(organ, plan)
    return organs


def _name_before(organ: Organ, plan: OrganPlan) -> None:
    until = date.fromordinal(plan.since.toordinal() - 1)
    OrganName.objects.create(
        organ=organ,
        name=plan.former_name,
        short_name=plan.former_name,
        since=date(2019, 1, 15),
        until=until,
    )


def _roles(
    posts: dict[tuple[str, str, str], Post], departments: dict[tuple[str, str], Department]
) -> Iterator[PostRole]:
    for plan in ORGANS:
        for part in plan.departments:
            for post in part.posts:
                row = posts[plan.name, part.name, post.title]
                for role in post.roles:
                    yield PostRole(post=row, role=role)
                for name in post.in_charge_of:
                    yield PostRole(post=row, role=Role.LEADER_IN_CHARGE, department=departments[plan.name, name])


def _people(digest: str, organs: dict[str, Organ]) -> dict[str, Person]:
    number = count(1)
    people: Iterable[Person] = Person.objects.bulk_create(
        Person(
            login=one.login,
            name=one.name,
            pinyin=one.pinyin,
            phone=PHONES.format(next(number)),
            password=digest,
            enrolled_in=organs[plan.name],
        )
        for plan in ORGANS
        for one in plan.people
    )
    return {one.login: one for one in people}


def _appointments(people: dict[str, Person], posts: dict[tuple[str, str, str], Post]) -> Iterator[Appointment]:
    since = cycle(TAKEN_UP)
    for plan in ORGANS:
        for part in plan.departments:
            for post in part.posts:
                if post.holder is not None:
                    yield Appointment(
                        person=people[post.holder.login],
                        post=posts[plan.name, part.name, post.title],
                        since=next(since),
                    )
    for held in BESIDES:
        yield Appointment(
            person=people[held.login],
            post=posts[held.organ, held.department, held.title],
            since=held.since,
            until=held.until,
            primary=False,
        )
