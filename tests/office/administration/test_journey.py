"""From `manage.py setup` to a draft: a real installation grows from its first organ by the screens alone."""

import io
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from docflow.actions.setting_up import open_code
from docflow.models import Document
from office.kernel.clock import today
from office.models import Organ, Person
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db

OWN = "qing-shi-4-yue-2"


@pytest.fixture
def passwords(settings: Settings, tmp_path: Path) -> dict[str, str]:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    out = io.StringIO()
    answers = {
        "organ": "某州市人民政府",
        "short_name": "市政府",
        "level": "市级",
        "government": True,
        "system": "jia:管理甲",
        "security": "yi:管理乙",
        "auditor": "bing:管理丙",
    }
    call_command("setup", stdout=out, **answers)
    return dict(line.split() for line in out.getvalue().splitlines() if line.startswith("  "))


def signs_in(login: str, password: str) -> Client:
    client = ReadingClient()
    assert client.post("/accounts/login/", {"login": login, "password": password}).status_code == 302
    return client


def with_own_password(client: Client, first: str) -> Client:
    """The first password opens one page alone, until it is changed."""
    assert client.get("/documents/new/").headers["Location"] == "/accounts/password/change/"
    client.post("/accounts/password/change/", {"oldpassword": first, "password1": OWN, "password2": OWN})
    return client


def send(client: Client, address: str, **given: Any) -> Any:
    answer = client.post(address, {"key": str(uuid4()), **given}, follow=True)
    assert answer.status_code == 200, re.findall(r'class="wrong"[^>]*>.*?</svg>(.*?)</p>', answer.content.decode())
    return answer


def test_the_first_system_administrator_builds_an_organ_that_can_draft(passwords: dict[str, str]) -> None:
    system = with_own_password(signs_in("jia", passwords["jia"]), passwords["jia"])
    root = Organ.objects.get()

    def there(route: str, uid: UUID) -> str:
        return reverse(f"administration:{route}", args=[uid])

    send(
        system,
        there("found_organ", root.uid),
        name="某州市财政局",
        short_name="市财政局",
        level="2",
        since=f"{today()}",
        code="",
        order="",
    )
    bureau = Organ.objects.get(name="某州市财政局")
    wanted = {
        "局领导": {"局长": ["leader"]},
        "办公室": {
            "主任": ["head", "office_reviewer"],
            "文书": ["document_clerk"],
            "印章管理员": ["seal_keeper"],
            "流程管理员": ["flow_administrator"],
        },
        "预算科": {"科长": ["head"], "科员": []},
    }
    number = 0
    for name, posts in wanted.items():
        send(system, there("open_department", bureau.uid), name=name)
        department = bureau.departments.get(name=name)
        for title, roles in posts.items():
            send(system, there("open_post", department.uid), title=title, roles=roles)
            number += 1
            answer = system.post(
                there("enter_person", bureau.uid),
                {"key": str(uuid4()), "name": f"张{title}", "login": f"person{number}"},
            )
            passwords[title] = answer.context["password"]
            person = Person.objects.get(login=f"person{number}")
            post = department.posts.get(title=title)
            send(system, f"{there('appoint', post.uid)}?person={person.uid}", since=f"{today()}")

    with transaction.atomic():
        code = open_code(bureau, "某财", label="市财政局文件", form="文件")
    clerk = Person.objects.get(name="张科员")
    drafter = with_own_password(signs_in(clerk.login, passwords["科员"]), passwords["科员"])
    nothing = drafter.post("/documents/new/")
    assert (nothing.status_code, "没有开始：请改正标出的地方。" in nothing.content.decode()) == (422, True)
    drafter.post("/documents/new/", {"key": str(uuid4()), "kind": "通知", "code": str(code.uid)})
    document = Document.objects.get()
    assert document.organ == bureau
    assert drafter.get(f"/documents/{document.uid}/draft/").status_code == 200
