"""The city in the database: whole, once, and never beside a real organ."""

import json
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest

from office.actor import actor_of
from office.demo.city import ORGANS
from office.demo.load import load_city, organ_of
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed
from office.models import Appointment, Organ, Person, PostRole
from office.models.organs import Level, plant
from office.models.people import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


def test_everybody_is_there_and_can_sign_in(data_dir: Path) -> None:
    file = load_city()
    rows = json.loads(file.read_text(encoding="utf-8"))
    assert Organ.objects.count() == len(ORGANS)
    assert {row["login"] for row in rows} == set(Person.objects.values_list("login", flat=True))
    one = rows[0]
    assert authenticate(HttpRequest(), username=one["login"], password=one["password"]) == Person.objects.get(
        login=one["login"]
    )
    assert authenticate(HttpRequest(), username=one["login"], password="wrong") is None


def test_only_its_owner_reads_the_accounts(data_dir: Path) -> None:
    assert stat.S_IMODE(load_city().stat().st_mode) == 0o600


def test_a_second_load_changes_nothing(data_dir: Path) -> None:
    before = load_city().read_bytes()
    people = list(Person.objects.order_by("pk").values())
    assert load_city().read_bytes() == before
    assert list(Person.objects.order_by("pk").values()) == people


def test_lost_accounts_are_written_again_with_a_new_password(data_dir: Path) -> None:
    file = load_city()
    old = json.loads(file.read_text(encoding="utf-8"))[0]
    file.unlink()
    new = json.loads(load_city().read_text(encoding="utf-8"))[0]
    assert new["password"] != old["password"]
    assert authenticate(HttpRequest(), username=new["login"], password=old["password"]) is None
    assert authenticate(HttpRequest(), username=new["login"], password=new["password"]) is not None


def test_it_refuses_beside_a_real_organ(data_dir: Path) -> None:
    plant(None, level=Level.CITY, name="某市人民政府", short_name="市政府")
    with pytest.raises(NotAllowed, match="某市人民政府"):
        load_city()
    assert Organ.objects.count() == 1
    assert not Person.objects.exists()
    assert list(data_dir.glob("demo-accounts*")) == []


def test_a_renamed_demo_organ_is_still_the_demos(data_dir: Path) -> None:
    load_city()
    Organ.objects.filter(name="云州市财政局").update(name="云州市财政与国资局")
    load_city()


def test_a_city_in_which_an_organ_was_founded_and_one_renamed_is_loaded_all_the_same(data_dir: Path) -> None:
    """Whoever tries out the administration starts the demonstration again the next day."""
    before = load_city().read_bytes()
    plan = next(one for one in ORGANS if one.name == "云州市财政局")
    finance = organ_of(plan)
    finance.names.update(until=today() - timedelta(days=1))
    finance.names.create(name="云州市财政与国资局", short_name="市财政与国资局", since=today())
    Organ.objects.filter(pk=finance.pk).update(name="云州市财政与国资局")
    plant(finance.parent, level=Level.CITY, name="云州市统计局", short_name="市统计局")
    assert load_city().read_bytes() == before
    assert organ_of(plan) == finance


def test_the_tree_has_its_levels_and_the_data_bureau_its_former_name(data_dir: Path) -> None:
    load_city()
    village = Organ.objects.get(level=Level.VILLAGE)
    assert village.parent is not None
    assert village.parent.level == Level.TOWNSHIP
    city = Organ.objects.get(name="云州市人民政府")
    assert Organ.objects.under(city).count() == len(ORGANS) - 1, "all but the organ of another city"
    bureau = Organ.objects.get(name="云州市数据局")
    assert bureau.name_on(date(2023, 5, 1)) == "云州市大数据发展管理局"
    assert bureau.name_on(date(2025, 5, 1)) == "云州市数据局"


def test_roles_hang_on_posts_and_one_person_acts_in_two_organs(data_dir: Path) -> None:
    load_city()
    both = actor_of(Person.objects.get(login="qiaowangyue"))
    assert len(both.appointments) == 2
    assert both.organ.name == "云州市人民政府"
    office = Organ.objects.get(name="云州市人民政府办公室")
    assert both.has_role(office, Role.LEADER)
    assert PostRole.objects.filter(role=Role.LEADER_IN_CHARGE, department__isnull=True).count() == 0


def test_the_one_who_moved_holds_only_his_new_post(data_dir: Path) -> None:
    load_city()
    moved = Person.objects.get(login="xushouyi")
    assert Appointment.objects.filter(person=moved).count() == 2
    assert [one.organ.name for one in actor_of(moved).appointments] == ["云州市发展和改革委员会"]
