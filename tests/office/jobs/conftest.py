"""A queue with an operator, in a data folder of its own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from office.jobs.heartbeat import Heartbeat
from office.models.organs import Level, plant
from office.models.people import Appointment, Department, Person, Post, PostRole, Role
from tests.office.jobs import tasks


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def empty_lists() -> None:
    tasks.done.clear()
    tasks.lost.clear()


@pytest.fixture
def heartbeat() -> Iterator[Heartbeat]:
    with Heartbeat() as heartbeat:
        yield heartbeat


@pytest.fixture
def operator(db: None) -> Appointment:
    organ = plant(None, level=Level.CITY, name="云州市人民政府", short_name="市政府")
    department = Department.objects.create(organ=organ, name="信息中心")
    post = Post.objects.create(department=department, title="系统管理员")
    PostRole.objects.create(post=post, role=Role.SYSTEM_ADMINISTRATOR)
    person = Person.objects.create(login="operator", name="管理员")
    return Appointment.objects.create(person=person, post=post, since=date(2020, 1, 1))
