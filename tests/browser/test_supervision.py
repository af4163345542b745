"""督办 in real browsers: from a 批示 to 销号 by those who do it, feedback on the phone; every page of it in every mode."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from office.kernel.clock import today
from tests.browser.conftest import launched
from tests.browser.looking import look, session_of
from tests.browser.stage import PHONE, Stage
from tests.docflow.supervision.matters import a_house, a_matter
from tests.office.kernel.uploads.making import pdf

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL = "市政府办公室"
INSTRUCTED = """
from dataclasses import replace
from docflow.incoming.actions.instruct import instruct
from docflow.incoming.actions.instructing import Instruction
from docflow.incoming.actions.propose import propose
from docflow.incoming.actions.registering import register
from docflow.incoming.actions.review import review
from docflow.selectors.tasks import open_tasks
from office.api import actor_of, grant, appointment_key, with_role
from office.kernel.ids import uuid7
from office.models import Department, Organ
from django.db import transaction
from tests.docflow.incoming.inbox import NOTICE
organ = Organ.objects.get(short_name=sys.argv[1])
def who(role): return actor_of((one := with_role(organ, role).order_by("pk")[0]).person, one)
clerk, reviewer, leader = who("document_clerk"), who("office_reviewer"), who("leader")
unit = Department.objects.get(organ=organ, name="政策研究科")
piece = register(replace(NOTICE, title=sys.argv[2]), "收办", by=clerk, key=uuid7())
def task(step): return next(one for one in open_tasks(piece) if one.step == step).uid
review(task("review"), by=clerk, key=uuid7())
propose(task("propose"), Instruction(), by=reviewer, key=uuid7(), choice="instruct", opinion="拟请批示。", chosen=[leader.appointment.uid])
instruct(task("instruct"), Instruction(lead_unit=unit.uid, days=15), by=leader, key=uuid7(), opinion="请政策研究科牵头，月底前办结。")
supervisor = who("supervisor")
with transaction.atomic():
    grant(piece.uid, appointment_key(supervisor.appointment), why="督查")
print(piece.get_absolute_url())
"""
TITLE = "云江省人民政府办公厅关于做好冬季供热保障工作的通知"
MATTER = "做好冬季供热保障工作"


def test_from_an_instruction_to_closing(stage: Stage) -> None:
    address = stage.city.installation.python(INSTRUCTED, HALL, TITLE)
    supervisor = stage.enter(f"{HALL} 督查室 科长")
    unit = stage.enter(f"{HALL} 政策研究科 科长", PHONE)

    page = supervisor.page
    page.goto(address)
    page.locator("#supervision").get_by_role("link", name="立项督办").click()
    assert page.get_by_label("督办内容").input_value() == "请政策研究科牵头，月底前办结。"
    page.get_by_label("目标要求").fill("按期供热")
    page.get_by_role("button", name="立项交办").click()
    page.wait_for_selector("office-toast:has-text('已立项')")
    matter = page.url
    page.wait_for_selector("#parts .tag:has-text('灰灯')")

    unit.finds_waiting(MATTER)
    phone = unit.page
    phone.goto(matter)
    phone.get_by_role("button", name="签收").click()
    phone.wait_for_selector("office-toast:has-text('已签收')")
    _reports(phone, "已开工，正在排查。", "30")
    phone.wait_for_selector("#said .tag:has-text('待督办审核')")

    page.goto(matter)
    page.locator("#act summary", has_text="退办").click()
    page.get_by_label("退办理由").fill("请写明几个点位。")
    page.locator("#act details[open] button", has_text="退办").click()
    page.wait_for_selector("office-toast:has-text('已退办')")

    phone.goto(matter)
    phone.wait_for_selector("text=请写明几个点位。")
    assert phone.get_by_label("办理情况").input_value() == "已开工，正在排查。"
    _reports(phone, "已排查12个点位。", "60")
    page.goto(matter)
    page.get_by_role("button", name="采纳").click()
    page.wait_for_selector("office-toast:has-text('已采纳')")

    phone.goto(matter)
    phone.locator("summary", has_text="申请延期").click()
    phone.get_by_label("延到哪一天").fill(str(today() + timedelta(days=60)))
    phone.get_by_label("延期理由").fill("连日降雪")
    phone.get_by_label("目前进展").fill("已过半")
    phone.locator("details[open] button", has_text="申请延期").click()
    phone.wait_for_selector("office-toast:has-text('已申请延期')")
    page.goto(matter)
    page.get_by_role("button", name="批准延至").click()
    page.wait_for_selector("#parts :text('延期1次')")

    phone.goto(matter)
    phone.locator("#act .choose label", has_text="申请办结").click()
    phone.get_by_label("佐证材料").set_input_files(
        {"name": "验收单.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    _reports(phone, "全部点位已通热。", "")
    page.goto(matter)
    page.wait_for_selector("#act :text('验收单.pdf')")
    page.get_by_label("回头看的日子").fill(str(today() + timedelta(days=30)))
    page.get_by_role("button", name="销号").click()
    page.wait_for_selector("#act h2:has-text('已销号')")
    page.wait_for_selector("#parts .tag:has-text('蓝灯')")
    page.goto(address)
    page.wait_for_selector("#supervision :text('已销号')")
    assert stage.wrong == []


def _reports(page: "Page", words: str, progress: str) -> None:
    page.get_by_label("办理情况").fill(words)
    if progress:
        page.get_by_label("进度").fill(progress)
    page.get_by_role("button", name="报送").click()
    page.wait_for_selector("office-toast:has-text('已报送')")


@pytest.mark.django_db(transaction=True)
def test_its_pages_in_every_mode(live_server: LiveServer, photographs: Path) -> None:
    """Nothing wider than its screen, nothing in the way of those who cannot see or point."""
    house = a_house()
    late = a_matter(house, units=2, level="key", leader=house.leader.uid).signed(0).said(0).endorsed(0)
    late.opened_before(60, today() - timedelta(days=20))
    going = a_matter(house, title="河道清淤", cycle="every", every=5).signed().said()
    going.extension()
    done = a_matter(house, title="校车安全").signed().done().closed()
    pages = [reverse(f"supervision:{name}") for name in ("matters", "board", "ranking", "rule", "new")]
    pages += [
        f"{pages[0]}?view=open",
        f"{pages[1]}?by=leader",
        *(w.matter.get_absolute_url() for w in (late, going, done)),
    ]
    shown = ((house.supervisor, pages), (house.heads[0], pages[6:]), (house.staff[0], pages[7:9]))
    asked = [(session_of(who), paths) for who, paths in shown]
    connection.close()
    wrong: list[str] = []
    with launched() as browser:
        for session, paths in asked:
            wrong += look(browser, live_server.url, paths, session, photographs)
    assert wrong == []
