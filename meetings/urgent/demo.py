"""演示城市的紧急事件：the first duty unit with a published roster has held a drill to its end, and has a real event going on."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction

from docflow.api import Fact, Sheet, sheet_pdf
from docflow.api import Facts as Boxes
from meetings.duty.models import DutyUnit
from meetings.duty.selectors.on_duty import on_duty, told_in_order
from meetings.urgent.actions.acknowledge import acknowledge
from meetings.urgent.actions.facts import Facts
from meetings.urgent.actions.open_event import open_event
from meetings.urgent.actions.send_report import Told, send_report
from meetings.urgent.ladder import posts_in
from meetings.urgent.models import EventKind, EventLevel, Stage, UrgentEvent
from meetings.urgent.policy import keepers_of
from office.api import Actor, actor_of
from office.kernel.clock import now
from office.kernel.uploads import Examined
from office.kernel.uploads.kinds import PDF
from office.kernel.wording import full_moment

SPACE = UUID("0b2a4f5e-6c0d-4d0c-9f55-5b8f2c8f7a31")


def report_demo_events() -> int:
    """Where there is such a unit and it has no event yet; the answer is how many. Whole or not at all, and harmless when repeated."""
    unit = DutyUnit.objects.filter(in_use=True, rosters__published_at__isnull=False).order_by("order", "pk").first()
    if unit is None or UrgentEvent.objects.exists():
        return 0
    officer, leader = _officer(unit), _leader(unit)
    if officer is None:
        return 0
    table = _table(unit)  # typeset before anything is held
    with transaction.atomic():
        _drill(unit, officer, leader, table)
        _real(unit, officer)
    return 2


def _table(unit: DutyUnit) -> bytes:
    """What the park sends along with the first report."""
    facts = (
        Fact("罐区", "三号罐区，储罐6个，泄漏的是3号罐（演练假设）"),
        Fact("介质", "液氨，存量18吨", share=6),
        Fact("泄漏部位", "进料管法兰", share=6),
        Fact("已疏散", "下风向500米内企业3家、112人"),
        Fact("到场力量", "园区专职消防队2车12人，市消防救援支队3车21人"),
    )
    return sheet_pdf(
        Sheet(
            organ=str(unit.organ),
            form="现场情况表",
            about="化工园区储罐泄漏应急演练",
            uid=str(_key("drill", "table")),
            uid_name="附表标识",
            printed_at=full_moment(now()),
            sections=(Boxes("", facts),),
        )
    )


def _drill(unit: DutyUnit, officer: Actor, leader: Actor | None, table: bytes) -> None:
    facts = Facts(
        kind=EventKind.ACCIDENT,
        level=EventLevel.THIRD,
        title="化工园区储罐泄漏应急演练",
        place="临江化工园区三号罐区",
        received_at=now() - timedelta(minutes=20),
        occurred_at=now() - timedelta(minutes=35),
        source="园区管委会值班室电话",
        casualties="无。",
        measures="园区已启动预案，疏散人员，消防到场。",
        details={"accident_type": "危险化学品泄漏", "company": "园区罐区（演练假设）"},
    )
    event = open_event(facts, unit=unit.uid, drill=True, by=officer, key=_key("drill"))
    if leader is not None:
        for alarm in event.alarms.filter(ended_at__isnull=True):
            acknowledge(event.uid, alarm.uid, by=leader, key=_key("drill", "acknowledged"))
    said = [
        (Stage.FIRST, ""),
        (Stage.FOLLOW_UP, "泄漏点已封堵，周边空气检测正常，疏散的人员开始返回。"),
        (Stage.FINAL, "演练按预案完成，从接报到初报用时符合要求，转入评估。"),
    ]
    for stage, text in said:
        files = [(table, Examined("现场情况表.pdf", PDF.media_type, ".pdf"))] if stage == Stage.FIRST else []
        send_report(event.uid, Told(stage=stage, facts=None, text=text), files, by=officer, key=_key("drill", stage))


def _real(unit: DutyUnit, officer: Actor) -> None:
    facts = Facts(
        kind=EventKind.NATURAL,
        level=EventLevel.UNRATED,
        title="城西街道山体滑坡",
        place="城西街道石桥村后山",
        received_at=now() - timedelta(minutes=12),
        source="城西街道办事处电话",
        casualties="正在核实。",
        course="村民报告后山土石滑落，阻断进村道路一处。",
        measures="街道已组织后山下六户转移，交警封闭道路。",
        details={"hazard": "地质灾害（滑坡）", "moved": "六户二十一人已转移"},
    )
    event = open_event(facts, unit=unit.uid, drill=False, by=officer, key=_key("real"))
    told = Told(stage=Stage.TELEPHONE, facts=None, text="报告滑坡基本情况和转移情况。", told_whom="带班领导")
    send_report(event.uid, told, by=officer, key=_key("real", "telephone"))


def _officer(unit: DutyUnit) -> Actor | None:
    """Whoever is told first at this moment; else the first who keeps the unit."""
    turns = told_in_order(on_duty([unit], now()))
    posts = posts_in(unit, [one.person for one in turns])
    found = next((posts[one.person_id] for one in turns if one.person_id in posts), None)
    found = found or next(iter(keepers_of(unit)), None)
    return actor_of(found.person, found) if found is not None else None


def _leader(unit: DutyUnit) -> Actor | None:
    turns = [one for one in on_duty([unit], now()) if one.role.leads]
    posts = posts_in(unit, [one.person for one in turns])
    found = next((posts[one.person_id] for one in turns if one.person_id in posts), None)
    return actor_of(found.person, found) if found is not None else None


def _key(*words: str) -> UUID:
    return uuid5(SPACE, "/".join(words))
