"""No secret is shipped, guessed or lent: a service with one that anybody knows does not start, and a first password is changed."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from office.demo.load import load_city
from office.models import Organ, Person
from office.site.environment import secret_key
from office.site.running import require_tables
from tests.rooms import ROOMS, ROOT

WEAK = ["changeme", "secret", "a" * 64, "0123456789" * 2, "django-insecure-" + "x9_Kq2" * 9, "12341234" * 8]
STRONG = "mUHBAvCw3cQm1FhyG9RZbO0WcEFxXWnoVg2Jr7sLkDpTtYq8"
SHIPPED = (*ROOMS, "requirements")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|django-insecure-\w|AKIA[0-9A-Z]{16}|postgres(?:ql)?://\w+:\w+@(?!host)"
)


@pytest.fixture
def installed_for_real(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Neither a test nor a demonstration, as far as the environment tells."""
    for name in ("PYTEST_VERSION", "DEMO", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize("shape", ["", "postgres://office@localhost/office"])
@pytest.mark.parametrize("key", WEAK)
def test_a_key_that_can_be_guessed_signs_nothing(
    installed_for_real: pytest.MonkeyPatch, tmp_path: Path, key: str, shape: str
) -> None:
    installed_for_real.setenv("DATABASE_URL", shape)
    installed_for_real.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY 太容易猜中"):
        secret_key(tmp_path)
    installed_for_real.setenv("SECRET_KEY", STRONG)
    assert secret_key(tmp_path) == STRONG


def test_several_processes_do_not_draw_a_key_each(installed_for_real: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed_for_real.setenv("DATABASE_URL", "postgres://office@localhost/office")
    with pytest.raises(ImproperlyConfigured, match="没有设 SECRET_KEY"):
        secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_was_drawn_is_long_and_private(installed_for_real: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed_for_real.setenv("DATABASE_URL", "")
    drawn = secret_key(tmp_path)
    assert len(drawn) >= 64
    assert secret_key(tmp_path) == drawn
    assert (tmp_path / "keys" / "secret_key").stat().st_mode & 0o077 == 0
    assert secret_key(tmp_path / "another") != drawn


def test_whoever_starts_it_is_told_in_a_sentence(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in {"PYTEST_VERSION", "DEMO"}}
    env |= {"SECRET_KEY": "changeme", "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "serve"]
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("没有启动：SECRET_KEY 太容易猜中")
    assert "Traceback" not in ended.stderr


def test_nothing_secret_is_shipped() -> None:
    files = [ROOT / "compose.yaml", ROOT / "Dockerfile", ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    files += [one for folder in SHIPPED for one in (ROOT / folder).rglob("*") if one.suffix in {".py", ".json", ".txt"}]
    assert {str(one.relative_to(ROOT)) for one in files if SECRET.search(one.read_text(encoding="utf-8"))} == set()
    assert len(files) > 300
    shipped = {one.suffix for folder in SHIPPED for one in (ROOT / folder).rglob("*") if one.is_file()}
    assert shipped & {".pem", ".key", ".p12", ".pfx", ".sqlite3", ".env"} == set()
    for ignoring in (".gitignore", ".dockerignore"):
        assert ".env" in (ROOT / ignoring).read_text(encoding="utf-8").split()


def test_the_shipped_composition_has_no_password_of_its_own() -> None:
    """Each is asked for, and without it nothing starts; or it may be missing, and is empty then."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    asked = re.findall(r"\$\{(\w*(?:KEY|PASSWORD|SECRET|TOKEN)\w*)(.*?)\}", text)
    assert {name for name, _ in asked} >= {"SECRET_KEY", "POSTGRES_PASSWORD"}
    assert {(name, rest) for name, rest in asked if rest not in {":?", ":-"}} == set()
    assert {name for name, rest in asked if rest == ":-"} == {"EMAIL_PASSWORD"}
    assert re.findall(r"PASSWORD:\s+[^\s\"$]", text) == []
    assert "SECRET" not in (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_a_plain_installation_knows_nobody() -> None:
    assert (Person.objects.count(), Organ.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_three_who_are_set_up_change_what_the_installer_knows(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    three = {"system": "jia:管理甲", "security": "yi:管理乙", "auditor": "bing:管理丙"}
    call_command("setup", organ="某州市人民政府办公室", short_name="市政府办公室", level="市级", **three)
    assert [one.password_is_first for one in Person.objects.all()] == [True] * 3
    browser = Client()
    browser.force_login(Person.objects.get(login="jia"))
    assert browser.get("/").headers["Location"] == "/accounts/password/change/"
    assert browser.get("/administration/people/").status_code == 302
    assert browser.post("/notifications/read/").status_code == 403


@pytest.mark.django_db
def test_a_password_that_the_operator_typed_is_changed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person.objects.create(login="jia", name="管理甲", password=make_password("yuan-lai-de-2026"))
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: "yun-wei-she-de-2026")
    call_command("changepassword", "jia", verbosity=0)
    person.refresh_from_db()
    assert person.check_password("yun-wei-she-de-2026")
    assert person.password_is_first


@pytest.mark.django_db
def test_a_database_with_the_demonstrations_people_serves_nobody(
    installed_for_real: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    """Also where its folder is another's: the people are in the database."""
    settings.DATA_DIR, settings.PASSWORD_HASHERS = tmp_path, ["django.contrib.auth.hashers.MD5PasswordHasher"]
    installed_for_real.setattr("django.db.connection.close", lambda: None)
    installed_for_real.setenv("DATABASE_URL", "postgres://office@localhost/office")
    require_tables()
    load_city()
    settings.DATA_DIR = tmp_path / "another"
    with pytest.raises(CommandError, match="演示城市"):
        require_tables()
    installed_for_real.setenv("DEMO", "1")
    require_tables()
