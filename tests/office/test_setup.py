"""立户：a real installation begins with one organ and three administrators, once, and gives its secrets away once."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.http import HttpRequest

from office.actor import actor_of
from office.demo.load import load_city
from office.founding import ADMINISTRATORS, Administrator, FirstOrgan, found
from office.kernel.refusals import Invalid, NotAllowed
from office.models import Organ, Person
from office.models.organs import Level
from office.models.people import Role
from tests.installation import Installation

pytestmark = pytest.mark.django_db

ANSWERS = {
    "organ": "某州市人民政府办公室",
    "short_name": "市政府办公室",
    "level": "市级",
    "system": "jia:管理甲",
    "security": "yi:管理乙",
    "auditor": "bing:管理丙",
}


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


def setup(**changed: Any) -> str:
    out = io.StringIO()
    call_command("setup", stdout=out, **{**ANSWERS, **changed})
    return out.getvalue()


def passwords(said: str) -> dict[str, str]:
    return dict(line.split() for line in said.splitlines() if line.startswith("  "))


def test_it_makes_the_organ_and_three_people_who_can_sign_in() -> None:
    drawn = passwords(setup())
    organ = Organ.objects.get()
    assert (organ.name, organ.level, organ.path) == (ANSWERS["organ"], Level.CITY, f"{organ.pk}/")
    assert set(drawn) == {"jia", "yi", "bing"}
    assert len(set(drawn.values())) == 3
    for login, password in drawn.items():
        person = authenticate(HttpRequest(), username=login, password=password)
        assert isinstance(person, Person)
    roles = {role for login in drawn for _, role in actor_of(Person.objects.get(login=login)).roles}
    assert roles == {str(role) for role in ADMINISTRATORS}
    assert all(len(actor_of(one).roles) == 1 for one in Person.objects.all()), "no one of them is two"


def test_a_password_is_printed_once_and_kept_nowhere(data_dir: Path) -> None:
    said = setup()
    for password in passwords(said).values():
        assert said.count(password) == 1
        kept = [file for file in data_dir.rglob("*") if file.is_file() and password.encode() in file.read_bytes()]
        assert kept == []
        assert not Person.objects.filter(password__contains=password).exists()


def test_a_second_time_is_refused_and_changes_nothing() -> None:
    setup()
    people = list(Person.objects.values_list("login", "password"))
    with pytest.raises(CommandError, match="不能再次立户") as refused:
        setup(organ="另一机关")
    assert refused.value.returncode == 2
    assert list(Person.objects.values_list("login", "password")) == people


def test_it_refuses_where_the_demo_city_is() -> None:
    load_city()
    with pytest.raises(CommandError, match="不能再次立户"):
        setup()


def test_it_refuses_a_folder_that_the_demo_used(data_dir: Path) -> None:
    (data_dir / "demo-accounts.json").write_text(json.dumps([]), encoding="utf-8")
    with pytest.raises(CommandError, match="装过演示城市"):
        setup()
    assert not Organ.objects.exists()


@pytest.mark.parametrize("missing", list(ANSWERS))
def test_without_a_terminal_a_missing_answer_names_its_option(missing: str) -> None:
    with pytest.raises(CommandError, match=f"--{missing.replace('_', '-')}") as refused:
        setup(**{missing: None})
    assert refused.value.returncode == 2
    assert not Organ.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"security": "jia:管理乙"}, "三个不同的人"),
        ({"system": "只有登录名"}, "登录名:姓名"),
        ({"organ": "  "}, "全称和简称"),
        ({"code": "12345"}, "18位"),
        ({"auditor": "a b" * 30 + ":管理丙"}, "60"),
    ],
)
def test_what_cannot_be_taken_leaves_nothing_half(changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        setup(**changed)
    assert not Organ.objects.exists()
    assert not Person.objects.exists()


def test_weak_passwords_are_refused() -> None:
    people = {role: Administrator(f"login{role}", "管理甲", "一二三四五六七八九十甲乙") for role in ADMINISTRATORS}
    people[Role.AUDITOR] = Administrator("shenji", "管理丙", "12345678")
    with pytest.raises(Invalid, match="shenji"):
        found(FirstOrgan("某机关", "某机关", Level.CITY), people)
    assert not Organ.objects.exists()


def test_all_three_posts_are_filled() -> None:
    with pytest.raises(Invalid, match="各有一人"):
        found(FirstOrgan("某机关", "某机关", Level.CITY), {})


def test_an_administrator_is_shown_without_his_password() -> None:
    assert "geheim" not in repr(Administrator("jia", "甲", "geheim"))


def test_the_demo_refuses_beside_a_founded_organ() -> None:
    setup()
    with pytest.raises(NotAllowed):
        load_city()


def test_at_a_terminal_questions_are_asked_and_typed_passwords_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO("某机关\n某机关\n县级\njia:管理甲\nyi：管理乙\nbing:管理丙\n")
    terminal.isatty = lambda: True  # type: ignore[method-assign] # what a terminal says
    typed = iter(["长长的密码-甲-2026", "长长的密码-甲-2026", "", "长长的密码-丙-2026", "长长的密码-丙-2026"])
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    said = setup(**dict.fromkeys(ANSWERS))
    assert Organ.objects.get().level == Level.COUNTY
    assert "长长的密码" not in said
    assert set(passwords(said)) == {"yi"}
    assert authenticate(HttpRequest(), username="jia", password="长长的密码-甲-2026") is not None


def test_two_different_entries_of_a_password_stop_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO("")
    terminal.isatty = lambda: True  # type: ignore[method-assign] # what a terminal says
    typed = iter(["长长的密码-甲-2026", "长长的密码-乙-2026"])
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    with pytest.raises(CommandError, match="两次输入的密码不同"):
        setup()
    assert not Organ.objects.exists()


@pytest.mark.parametrize("command", ["setup", "changepassword jia", "check_records"])
def test_without_tables_it_is_said_in_a_sentence(command: str, tmp_path: Path) -> None:
    ended = Installation(tmp_path, "").manage(*command.split(), DATABASE_URL="")
    assert ended.returncode == 2
    assert "manage.py migrate" in ended.stderr
    assert "Traceback" not in ended.stderr
