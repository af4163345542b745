"""演示城市的督办事项：several of them, in every colour, opened and walked as their people would; then set back in time.

What was done keeps its order; only the days are moved, so that there is something overdue to look at on the first day.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from docflow.supervision.actions.ending import close_matter
from docflow.supervision.actions.extending import ask_extension, decide_extension
from docflow.supervision.actions.feedback import Told, feed_back
from docflow.supervision.actions.judging import accept, send_back
from docflow.supervision.actions.open_matter import open_matter
from docflow.supervision.actions.opening import SourceLink, Wish
from docflow.supervision.actions.sign_for import sign_for
from docflow.supervision.asking import door_of, due_anew, leaders_of_unit
from docflow.supervision.cycles import next_due
from docflow.supervision.models import Assignment, ExtensionState, Feedback, Matter, Source
from office.api import Actor, Department, Organ, actor_of, with_role, working_calendar
from office.kernel.clock import start_of, today
from office.kernel.uploads import examine

OFFICE = "云州市人民政府办公室"
SHEET = "验收情况：三个点位逐一核对，均已整改到位。\n"


@dataclass(frozen=True)
class Planned:
    """One matter: opened so many working days ago, for so many; `walk` is what each unit has done, in the order of the units."""

    title: str
    content: str
    basis: str
    units: tuple[str, ...]
    ago: int
    days: int
    walk: tuple[str, ...]
    level: str = "usual"
    cycle: str = "none"
    every: int = 0
    source: str = Source.INSTRUCTION
    close: bool = False


PLANNED = (
    Planned(
        "老旧小区供水管网改造",
        "请于汛期前完成三个老旧小区供水管网改造，每周报进度。",
        "市长批示：《关于老旧小区供水问题的报告》",
        ("市住房城乡建设局", "市财政局"),
        18,
        15,
        ("signed said", "signed"),
        level="key",
        cycle="every",
        every=5,
    ),
    Planned(
        "校园周边安全隐患排查",
        "对中小学校周边道路、围挡和用电逐处排查，建立台账，问题当日整改。",
        "市政府常务会议议定事项",
        ("市教育局", "市住房城乡建设局"),
        9,
        11,
        ("signed said", "signed final"),
        source=Source.DECISION,
    ),
    Planned(
        "政务公开栏目清理",
        "清理各部门网站长期不更新的栏目，列出清单逐项销账。",
        "市政府办公室督查通知",
        ("政务公开科",),
        4,
        30,
        ("signed",),
        cycle="monthly",
        source=Source.OTHER,
    ),
    Planned(
        "重点项目用地手续办理",
        "协调办结两个重点项目的用地预审手续。",
        "常务副市长批示：《关于重点项目推进情况的汇报》",
        ("市发展改革委",),
        1,
        20,
        ("",),
    ),
    Planned(
        "河道清淤保洁",
        "完成云河城区段清淤，恢复行洪断面。",
        "副市长批示：《关于汛前检查情况的报告》",
        ("政策研究科",),
        25,
        20,
        ("signed said returned final accepted",),
        close=True,
    ),
    Planned(
        "企业诉求集中答复",
        "对座谈会收集的企业诉求逐条答复，答复率百分之百。",
        "市政府专题会议纪要",
        ("市发展改革委", "会务科"),
        16,
        30,
        ("signed final accepted", "signed final accepted"),
        source=Source.DECISION,
        close=True,
    ),
    Planned(
        "公共停车场建设",
        "新建两处公共停车场，年内投入使用。",
        "政府工作报告任务分解",
        ("市住房城乡建设局",),
        12,
        40,
        ("signed extended said asks",),
        source=Source.DOCUMENT,
    ),
)


def open_demo_matters() -> int:
    """Where there is none yet; the answer is how many were opened. Harmless when repeated, and goes on where it was interrupted."""
    organ = Organ.objects.filter(name=OFFICE).first()
    if organ is None:
        return 0
    supervisor = with_role(organ, "supervisor").order_by("pk").first()
    leader = with_role(organ.parent or organ, "leader").order_by("pk").first()
    if supervisor is None or leader is None:
        return 0
    by, opened = actor_of(supervisor.person, supervisor), 0
    for planned in PLANNED:
        if Matter.objects.filter(organ=organ, title=planned.title).exists():
            continue
        units = [one for name in planned.units if (one := _unit(organ, name)) is not None]
        if units:
            with transaction.atomic():
                _carry(planned, units, leader.uid, by)
            opened += 1
    return opened


def _unit(organ: Organ, name: str) -> Department | Organ | None:
    return Department.objects.filter(organ=organ, name=name).first() or Organ.objects.filter(short_name=name).first()


def _carry(planned: Planned, units: list[Department | Organ], leader: UUID, by: Actor) -> None:
    wish = Wish(
        title=planned.title,
        content=planned.content,
        basis=planned.basis,
        level=planned.level,
        source=SourceLink(kind=planned.source),
        lead=units[0].uid,
        co_units=[one.uid for one in units[1:]],
        leader=leader,
        supervisor=by.appointment.uid,
        days=planned.days,
        cycle=planned.cycle,
        every=planned.every,
    )
    matter = open_matter(wish, by=by, key=_key(by, planned.title))
    for part, deeds in zip(matter.parts.all(), planned.walk, strict=False):
        for deed in deeds.split():
            _do(deed, part, by)
    if planned.close:
        closer = matter.leader if matter.is_key and matter.leader is not None else None
        who = actor_of(closer.person, closer) if closer is not None else by
        close_matter(matter.uid, said="同意销号。", by=who, key=_key(by, planned.title, "close"))
    _set_back(matter, planned)


def _do(deed: str, part: Assignment, by: Actor) -> None:
    """One step of a unit, by its leader; of the supervisor, by him."""
    part.refresh_from_db()
    leader = (leaders_of_unit(part) or door_of(part))[0]
    unit = actor_of(leader.person, leader)
    key = _key(by, str(part.uid), deed, str(part.feedbacks.count()))
    if deed == "signed":
        sign_for(part.uid, by=unit, key=key)
    elif deed == "said":
        told = Told(progress=35, text="已完成摸底，正在分批实施。", next_step="下周完成第二批。")
        feed_back(part.uid, told, by=unit, key=key)
    elif deed == "final":
        content = SHEET.encode()
        told = Told(progress=None, text="已全部完成，经核对无遗漏。", is_final=True)
        feed_back(part.uid, told, [(content, examine(content, "验收情况.txt"))], by=unit, key=key)
    elif deed == "accepted":
        accept(_last(part).uid, by=by, key=key)
    elif deed == "returned":
        send_back(_last(part).uid, "只报了安排，没有结果。请补办后再报。", by=by, key=key)
    elif deed in {"extended", "asks"}:
        new_on = working_calendar().add_working_days(part.due_on, 10).day
        asked = ask_extension(part.uid, new_on, "施工图审查未完成", "已完成选址", by=unit, key=key)
        if deed == "asks":
            return
        decide_extension(asked.uid, granted=True, said="同意。", by=by, key=_key(by, str(asked.uid)))


def _last(part: Assignment) -> Feedback:
    return part.feedbacks.order_by("-n")[0]


def _set_back(matter: Matter, planned: Planned) -> None:
    """Its days move back by as many working days as it is old."""
    calendar = working_calendar()
    opened = _back(today(), planned.ago)
    due = calendar.add_working_days(opened, planned.days).day
    Matter.objects.filter(pk=matter.pk).update(opened_on=opened, opened_at=start_of(opened), due_on=due)
    for part in matter.parts.all():
        moved = calendar.add_working_days(due, 10).day if part.extended else due
        heard = today() if part.feedbacks.exists() else opened
        feedback = next_due(matter.cycle, matter.every, opened, due, heard, calendar)
        part.due_on, part.original_due_on = moved, due
        part.feedback_due_on = feedback
        part.save(update_fields=["due_on", "original_due_on", "feedback_due_on"])
        for asked in part.extensions.all():
            first = due if asked.state == ExtensionState.GRANTED else moved
            asked.old_on, asked.new_on = first, calendar.add_working_days(first, 10).day
            asked.save(update_fields=["old_on", "new_on"])
        if part.waits:
            part.matter.refresh_from_db()
            due_anew(part)


def _back(day: date, n: int) -> date:
    """The n-th working day before a day."""
    calendar = working_calendar()
    while n > 0:
        day = date.fromordinal(day.toordinal() - 1)
        n -= calendar.is_working_day(day)
    return day


def _key(by: Actor, *words: str) -> UUID:
    return uuid5(by.appointment.uid, "/".join(words))
