"""会议全程 in real browsers: from the call for topics to the seats; from the door of the hall to the supervised matter that is closed."""

import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from meetings.attendance.rules import codes
from meetings.attendance.rules.picture import picture_of
from office.kernel.clock import today
from tests.browser.looking import faults
from tests.browser.stage import PHONE, WIDE, Player, Stage
from tests.office.kernel.uploads.making import pdf

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HALL = "市政府办公室"
DAY = """
from office.api import working_calendar
from office.kernel.clock import today
print(*(working_calendar().add_working_days(today(), days).day.isoformat() for days in (10, 15)))
"""
CALLED = """
from datetime import timedelta
from uuid import uuid5
from meetings.convening.actions.agenda_items import Wanted, add_item
from meetings.convening.actions.announce_meeting import announce_meeting
from meetings.convening.actions.people_acts import invite_people
from meetings.convening.actions.plan_meeting import Plan, plan_meeting
from meetings.convening.models import Meeting, MeetingKind
from office.api import actor_of, with_role
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Appointment, Organ
organ = Organ.objects.get(short_name=sys.argv[1])
host, clerk = (with_role(organ, role).order_by("post__order", "pk")[0] for role in ("leader", "document_clerk"))
by = actor_of(clerk.person, clerk)
def head(unit): return Appointment.objects.get(post__department__organ=organ, post__department__name=unit, post__title="科长")
guests = [head(unit) for unit in sys.argv[3:]]
begins = now() + timedelta(minutes=20)
plan = Plan(kind=MeetingKind.objects.get(organ=organ).uid, title=sys.argv[2], host=host.uid, starts_at=begins,
            ends_at=begins + timedelta(hours=2), place="市政府大楼第一会议室", people=9)
meeting = plan_meeting(plan, by=by, key=uuid7())
for title in ("研究供热保障工作", "研究应急储备"):
    wanted = Wanted(title=title, minutes=15, unit=guests[0].post.department.uid)
    add_item(meeting.uid, wanted, by=by, key=uuid7())
invite_people(meeting.uid, [one.uid for one in guests], "attending", by=by, key=uuid7())
announce_meeting(meeting.uid, Meeting.objects.get(pk=meeting.pk).version, by=by, key=uuid7())
print(meeting.get_absolute_url())
"""
MEETING, TOPIC, OTHER = "冬季供热保障专题会议", "关于冬季供热保障方案的汇报", "研究应急储备工作"
DECISION = "由政策研究科牵头修订供热应急预案，月底前印发。"


def test_from_a_topic_to_the_seats(stage: Stage, photographs: Path) -> None:
    last, day = stage.city.installation.python(DAY).split()
    clerk = stage.enter(f"{HALL} 综合科 文书")
    writer = stage.enter(f"{HALL} 政策研究科 科员")
    head = stage.enter(f"{HALL} 政策研究科 科长", PHONE)
    look = Looking(stage, photographs)

    meeting = plans(clerk.page, day, look)
    call = calls_for_topics(clerk.page, meeting, last, look)
    topic = hands_in(writer, head.name, call, look)
    walks(stage, topic, head)
    look(head.page, "topic", topic)

    page = clerk.page
    page.goto(meeting)
    page.get_by_role("link", name="编排议程").click()
    page.get_by_label("议题", exact=True).fill(OTHER)
    page.get_by_role("button", name="列入议程").click()
    page.get_by_role("button", name=f"上移：{OTHER}").click()
    page.get_by_role("heading", name=f"1. {OTHER}").wait_for()
    look(page, "agenda")
    invites(page, meeting, look)
    page.goto(meeting)
    page.get_by_role("button", name="发会议通知").click()
    page.get_by_role("button", name="延期").or_(page.locator("summary", has_text="延期")).first.wait_for()

    absent = stage.enter(f"{HALL} 会务科 科长", PHONE)
    answers(head, absent, look)
    page.goto(meeting)
    page.locator("#stages").get_by_role("link", name="回执").click()
    page.locator("#leaves").get_by_role("button", name="同意", exact=False).first.click()
    page.locator("#leaves").wait_for(state="detached")
    look(page, "replies")
    absent.page.goto(meeting)
    absent.page.get_by_role("link", name="回执").filter(has_text="请假").wait_for()

    hands_out(page, head.page, meeting, look)
    seats(page, head.page, meeting, look)
    look(page, "meeting", meeting)
    look(head.page, "guest", meeting)
    assert stage.wrong == []


def test_from_the_door_to_a_matter_that_is_closed(stage: Stage, photographs: Path) -> None:
    units = ("政策研究科", "会务科", "政务公开科")
    meeting = stage.city.installation.python(CALLED, HALL, MEETING, *units)
    clerk = stage.enter(f"{HALL} 综合科 文书")
    guests = [stage.enter(f"{HALL} {unit} 科长", PHONE) for unit in units[:2]]
    host = stage.enter(f"{HALL} 办公室领导 主任", PHONE)
    look = Looking(stage, photographs)

    signs_in(stage, clerk.page, [host, *guests], meeting, look)
    runs(clerk.page, [host, *guests], meeting, look)
    ends(clerk.page, meeting, look)
    matter = supervises(clerk.page, meeting, look)
    is_done(stage, guests[0], matter)

    page = clerk.page
    page.goto(meeting)
    page.locator("#stages .row", has_text="督办").filter(has_text="立项1件，已销号1件").locator(".kind.ok").wait_for()
    look(page, "chain")
    assert stage.wrong == []


class Looking:
    """Each page that is passed is looked at on the desk and on the phone."""

    def __init__(self, stage: Stage, album: Path) -> None:
        self.stage, self.album = stage, album

    def __call__(self, page: "Page", name: str, address: str = "") -> None:
        if address:
            page.goto(address)
        own = page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=self.album / f"{name}-{width}.png", full_page=True)
            self.stage.wrong += [f"{name} at {width} px: {one}" for one in faults(page)]
        page.set_viewport_size({"width": own["width"], "height": own["height"]})


def choose(page: "Page", label: str, words: str) -> None:
    """In a list, whatever says the words."""
    field = page.get_by_label(label)
    field.select_option(field.locator("option", has_text=words).first.get_attribute("value"))


def said(page: "Page", words: str) -> None:
    page.locator("office-toast", has_text=words).wait_for()


def door(page: "Page", name: str) -> "Locator":
    """One that is to be filled in is opened first."""
    opened = page.locator("details", has=page.locator("summary", has_text=name)).first
    opened.locator("summary").first.click()
    return opened


def plans(page: "Page", day: str, look: Looking) -> str:
    """筹备会议：in a room that is free then."""
    page.goto("/meetings/")
    page.get_by_role("link", name="筹备会议").click()
    choose(page, "会议类别", "专题会议")
    page.get_by_label("会议名称").fill(MEETING)
    choose(page, "主持人", "办公室领导 主任")
    page.get_by_label("日期", exact=True).fill(day)
    page.get_by_label("开始").fill("14:00")
    page.get_by_label("结束", exact=True).fill("16:00")
    page.get_by_label("人数").fill("6")
    page.get_by_role("button", name="看这个时间的空闲会议室").click()
    page.get_by_text("已按上面的时间和人数列出").wait_for()
    rooms = page.get_by_role("combobox", name="会议室")
    free = rooms.locator("option:not([value=''])", has_not_text="要审批").first
    rooms.select_option(free.get_attribute("value"))
    look(page, "plan")
    page.get_by_role("button", name="筹备会议").click()
    page.locator("#stages").wait_for()
    return page.url


def calls_for_topics(page: "Page", meeting: str, last: str, look: Looking) -> str:
    page.locator("#stages").get_by_role("link", name="征集议题").click()
    page.get_by_label("截止日期").fill(last)
    for unit in ("政策研究科", "会务科"):
        page.get_by_label(unit, exact=True).check()
    look(page, "call")
    page.get_by_role("button", name="发出征集").click()
    page.get_by_role("heading", name="各单位").wait_for()
    return page.url


def hands_in(writer: Player, head: str, call: str, look: Looking) -> str:
    """A unit writes a topic, has another one consulted, and hands it in."""
    page = writer.page
    writer.finds_waiting(MEETING)
    page.goto(call)
    page.get_by_role("link", name="起草议题").click()
    page.get_by_label("议题名称").fill(TOPIC)
    page.get_by_role("button", name="开始起草").click()
    page.get_by_label("提请研究的事项").fill("提请审定冬季供热保障方案，建议原则同意。")
    choose(page, "汇报人", head)
    door(page, "协商单位").get_by_label("督查室", exact=True).check()
    page.get_by_label("合法性审查意见").fill("不涉及")
    page.wait_for_selector("office-autosave:has-text('已自动保存')")
    look(page, "writing")
    page.get_by_role("button", name="保存，看还缺什么").click()
    page.get_by_label("汇报材料").set_input_files(
        {"name": "汇报材料.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="上传").click()
    page.get_by_role("button", name="提报").click()
    page.get_by_text("现在由").wait_for()
    return page.url


def walks(stage: Stage, topic: str, head: Player) -> None:
    """审签、协商、审核、审批、列入：each by whose it is."""
    way = (
        (head, "", "同意"),
        (stage.enter(f"{HALL} 督查室 科长"), "同意", "答复"),
        (stage.enter(f"{HALL} 综合科 科长"), "", "送分管领导"),
        (stage.enter(f"{HALL} 办公室领导 常务副主任", PHONE), "", "同意"),
        (stage.enter(f"{HALL} 办公室领导 主任", PHONE), "", "列入议程"),
    )
    for who, stance, verb in way:
        who.finds_waiting(TOPIC)
        page = who.page
        page.locator(f"#todo .row:has-text('{TOPIC}') a").click()
        if stance:
            page.locator("#complete .choose label", has_text=stance).first.click()
        page.locator("#opinion").fill("同意。")
        page.locator("#complete").get_by_role("button", name=verb, exact=True).click()
        page.locator("office-toast").wait_for()
    page.get_by_role("heading", name="已列入").or_(page.locator("#act-h", has_text="列入")).first.wait_for()


def invites(page: "Page", meeting: str, look: Looking) -> None:
    """Three units' heads by name, one of whom reports."""
    page.goto(meeting)
    page.get_by_role("link", name="邀请和排序").click()
    for unit in ("会务科", "政务公开科", "政策研究科"):
        page.get_by_label("姓名、拼音首字母或单位").fill(unit)
        page.get_by_role("button", name="找人").click()
        page.locator("label", has_text=f"{unit} 科长").first.click()
        page.get_by_role("button", name="邀请所选的人").click()
        said(page, "已邀请1人")
    look(page, "people")


def answers(comes: Player, absent: Player, look: Looking) -> None:
    """On their phones: one says that he comes, one asks for leave."""
    page = comes.page
    page.goto("/meetings/")
    card = page.locator("section.panel", has_text=MEETING)
    look(page, "mine")
    card.get_by_role("link", name="回执").click()
    look(page, "reply")
    page.get_by_role("button", name="参加", exact=True).click()
    said(page, "参加")
    page = absent.page
    page.goto("/meetings/")
    page.locator("section.panel", has_text=MEETING).get_by_role("link", name="回执").click()
    opened = door(page, "请假")
    opened.get_by_label("请假事由").fill("当日到省里参加培训")
    opened.get_by_role("button", name="申请请假").click()
    page.get_by_text("您已申请请假").wait_for()


def hands_out(page: "Page", guest: "Page", meeting: str, look: Looking) -> None:
    page.goto(meeting)
    page.locator("#stages").get_by_role("link", name="材料").click()
    page.get_by_label("把文件拖到这里").set_input_files(
        {"name": "供热保障方案.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_role("button", name="分发1份").click()
    page.locator("td .tag", has_text="已分发").wait_for()
    look(page, "materials")
    guest.goto(meeting)
    guest.get_by_role("link", name="材料").first.click()
    look(guest, "guests-materials")
    with guest.expect_response("**/pages/1/1.webp") as drawn:
        guest.get_by_role("link", name="供热保障方案").click()
    assert drawn.value.ok
    look(guest, "reading")


def seats(page: "Page", guest: "Page", meeting: str, look: Looking) -> None:
    page.goto(meeting)
    page.locator("#stages").get_by_role("link", name="座次").click()
    page.get_by_role("link", name="布置会场").click()
    look(page, "hall")
    page.get_by_role("button", name="布置会场，人员入座").click()
    page.locator("#plan-h").wait_for()
    look(page, "seating")
    page.get_by_label("公布全图和姓名").check()
    page.get_by_role("button", name="公布", exact=True).click()
    page.locator("office-toast").wait_for()
    guest.goto(meeting)
    guest.get_by_role("link", name="座位").click()
    guest.get_by_text("您的座位。").wait_for()
    look(guest, "seat")


def signs_in(stage: Stage, page: "Page", people: list[Player], meeting: str, look: Looking) -> None:
    """Each looks at the picture beside the door, which is read here as a phone reads it."""
    page.goto(meeting)
    page.locator("#stages").get_by_role("link", name="签到").click()
    screen = stage.page()
    screen.goto(str(page.get_by_role("link", name="打开签到屏").get_attribute("href")))
    look(screen, "sign-in-screen")
    for who in people:
        who.page.goto(read(stage, screen, meeting))
        who.page.get_by_role("button", name="签到").click()
        who.page.get_by_text("已签到").first.wait_for()
    look(people[-1].page, "signed")
    screen.get_by_role("heading", name=f"已签到{len(people)}人").wait_for()  # it looks again by itself
    page.reload()
    page.get_by_role("status").filter(has_text=f"已签到{len(people)}人").wait_for()
    look(page, "sign-ins")


def read(stage: Stage, screen: "Page", meeting: str) -> str:
    """The address that the picture says: of those that it may say now, the one that is drawn like it."""
    uid = UUID(meeting.strip("/").rsplit("/", 1)[-1])
    key = codes.key_for(stage.city.installation.env["SECRET_KEY"].encode(), uid)
    screen.reload()
    drawn = screen.get_by_role("img", name="签到码").locator("path").get_attribute("d")
    for ago in (0, codes.STEP):
        address = f"{stage.city.site}/attendance/{uid}/here/{codes.code_at(key, uid, time.time() - ago)}/"
        if picture_of(address).outline == drawn:
            return address
    raise AssertionError("the picture says something else")


def runs(page: "Page", people: list[Player], meeting: str, look: Looking) -> None:
    """Item by item, with a vote on the first."""
    page.goto(meeting)
    page.locator("#stages").get_by_role("link", name="会议进行").click()
    page.get_by_role("button", name="开始会议").click()
    page.get_by_role("button", name="开始第1项").click()
    if not page.get_by_label("表决事项").is_visible():
        page.locator("#new-ballot summary").click()
    page.get_by_label("记名", exact=True).check()
    page.locator("#new-ballot").get_by_role("button", name="发起表决").click()
    page.get_by_text(f"实到{len(people)}人").wait_for()
    look(page, "running")
    for who in people:
        who.page.goto(meeting)
        who.page.get_by_role("link", name="表决").click()
        who.page.get_by_label("同意", exact=True).check()
        if who is people[0]:
            look(who.page, "vote")
        who.page.get_by_role("button", name="投票").click()
        who.page.get_by_text("您已投票").wait_for()
    page.reload()
    page.get_by_role("button", name="结束表决").click()
    page.get_by_text(f"同意{len(people)}票").first.wait_for()


def ends(page: "Page", meeting: str, look: Looking) -> None:
    """The decision is written down, the meeting ends, its minutes are drafted."""
    page.get_by_role("navigation", name="会议的各页").get_by_role("link", name="记录").click()
    page.locator("#record").get_by_role("textbox").fill("会议研究了供热保障工作。")
    page.locator("#record").get_by_role("button", name="保存").click()
    page.locator("office-toast").wait_for()
    page.get_by_label("议定内容").last.fill(DECISION)
    choose_in(page.locator("#decisions").get_by_label("牵头单位").last, "政策研究科")
    page.locator("#decisions").get_by_label("完成时限").last.fill(str(today() + timedelta(days=30)))
    page.get_by_role("button", name="记下议定事项").click()
    page.locator("#decisions .row", has_text=DECISION).wait_for()
    look(page, "record")
    page.get_by_role("navigation", name="会议的各页").get_by_role("link", name="进行").click()
    page.get_by_role("button", name="开始第2项").click()
    page.get_by_role("button", name="结束第2项").click()
    page.get_by_role("button", name="结束会议").click()
    page.get_by_text("2项议了2项").first.wait_for()
    page.get_by_role("navigation", name="会议的各页").get_by_role("link", name="纪要").click()
    page.get_by_role("button", name="起草纪要").click()
    page.get_by_role("heading", level=1).filter(has_text="纪要").first.wait_for()
    look(page, "draft-of-the-minutes")


def choose_in(field: "Locator", words: str) -> None:
    field.select_option(field.locator("option", has_text=words).first.get_attribute("value"))


def supervises(page: "Page", meeting: str, look: Looking) -> str:
    """Every decision becomes a supervised matter in one act."""
    page.goto(meeting)
    page.locator("#stages").get_by_role("link", name="纪要").click()
    look(page, "minutes")
    page.get_by_role("button", name="立项督办").click()
    opened = page.locator("#matters .row a")
    opened.wait_for()
    return str(opened.get_attribute("href"))


def is_done(stage: Stage, unit: Player, matter: str) -> None:
    """Signed for and reported done on the phone, verified and closed."""
    page = unit.page
    page.goto(matter)
    page.get_by_role("button", name="签收").click()
    said(page, "已签收")
    page.locator("#act .choose label", has_text="申请办结").click()
    page.get_by_label("办理情况").fill("预案已修订印发。")
    page.get_by_label("佐证材料").set_input_files({"name": "预案.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.get_by_role("button", name="报送").click()
    said(page, "已报送")
    page = stage.enter(f"{HALL} 督查室 科长").page
    page.goto(matter)
    page.get_by_role("button", name="销号").click()
    page.locator("#act h2", has_text="已销号").wait_for()
