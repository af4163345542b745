"""演示值班室：what a shift would have written by now. After the rosters themselves are there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.actions.check_in import check_in
from meetings.dutydesk.actions.hand_over import HandingOver, hand_over
from meetings.dutydesk.actions.matters import note_matter, open_matter
from meetings.dutydesk.actions.registers import CallSaid, LogSaid, record_call, write_log
from meetings.dutydesk.actions.spot_checks import PhoneFound, answer, call_up, note_phone_check
from meetings.dutydesk.models import CallEntry, Direction, HandOver, LogKind
from meetings.dutydesk.selectors.people import keepers_of, posts_of
from office.api import Actor, actor_of
from office.kernel.clock import now
from office.kernel.refusals import Refusal

SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4c0d0")
LOG = (
    (50, LogKind.PATROL, "", "接班后巡查机房、值班手机和传真，均正常。", "", "正常"),
    (40, LogKind.PAPER, "省政府总值班室", "收传真《关于做好寒潮天气防范应对工作的紧急通知》。", "已报带班领导，转市应急局。", "已送达"),
    (25, LogKind.VISITOR, "城东街道", "居民来访，反映小区供暖温度低。", "已转市供热热线，请其当面答复。", ""),
    (10, LogKind.REPORT, "", "向省政府总值班室报平安。", "电话报告。", "已报"),
)  # fmt: skip
"""Minutes ago, kind, from, content, handling, result."""
WEATHER = "多云转阴，西北风3级，2至9℃"
MATTERS = ("城西路供水抢修完工时间待市水务局报告", "寒潮防范情况17时前汇总报省政府总值班室")


def keep_demo_desks() -> int:
    """The first unit whose roster is published and where somebody is on duty now. → how many desks; harmless when repeated."""
    moment = now()
    for unit in DutyUnit.objects.filter(in_use=True).order_by("order", "pk"):
        turns = [one for one in on_duty([unit], moment) if one.role.answers]
        officers = [one for one in turns if not one.role.leads] or turns
        if officers and keepers_of(unit):
            _kept(unit, turns, officers[0], moment)
            return 1
    return 0


def _kept(unit: DutyUnit, turns: list[Turn], first: Turn, moment: datetime) -> None:
    by = _post(first)
    if by is None or CallEntry.objects.filter(unit=unit).exists():
        return
    for one in turns:
        if (who := _post(one)) is not None:
            _arrives(unit, who)
    for n, (ago, kind, source, content, handling, result) in enumerate(LOG):
        said = LogSaid(
            at=moment - timedelta(minutes=ago),
            kind=kind,
            source=source,
            content=content,
            handling=handling,
            handled_by=by.person.name,
            result=result,
            weather=WEATHER if n == 0 else "",
        )
        write_log(unit.uid, said, by=by, key=_key(unit, f"log {n}"))
    _called(unit, by, moment)
    _handed_over(unit, by)
    _checked(unit, first, by)


def _arrives(unit: DutyUnit, who: Actor) -> None:
    key = _key(unit, f"in {who.person.uid}")
    _quietly(lambda: check_in(unit.uid, unit.place or "值班室", by=who, key=key))


def _called(unit: DutyUnit, by: Actor, moment: datetime) -> None:
    """Two calls; of the first something is left open, and something else besides."""
    said = CallSaid(
        at=moment - timedelta(minutes=35),
        reporter_unit="市水务局",
        reporter_name="值班员",
        reporter_phone="0571-86000012",
        place="城西路与江滨路口",
        content="施工挖断供水管，约二百户停水，没有人员伤亡。",
        measures="抢修队已到场，预计4小时修复，已调送水车2辆。",
        told="已报告带班领导，已通知城西街道",
        is_important=True,
    )
    call = record_call(unit.uid, said, by=by, key=_key(unit, "call"))
    said = CallSaid(
        at=moment - timedelta(minutes=20),
        direction=Direction.OUT,
        reporter_unit="城西街道",
        content="通知做好停水解释和送水引导，对方已记下。",
    )
    record_call(unit.uid, said, by=by, key=_key(unit, "call out"))
    due = moment + timedelta(hours=4)
    matter = open_matter(unit.uid, MATTERS[0], due, call_entry=call.uid, by=by, key=_key(unit, "matter"))
    note_matter(matter.uid, "水务局报：管件已到场，正在焊接。", by=by, key=_key(unit, "note"))
    open_matter(unit.uid, MATTERS[1], moment + timedelta(hours=6), by=by, key=_key(unit, "matter 2"))


def _handed_over(unit: DutyUnit, by: Actor) -> None:
    """The shift before this one is signed for by its people, and waits for those on duty now."""
    turns = Turn.objects.published().filter(shift__roster__unit=unit, role__answers=True, role__leads=False)
    last = (
        turns.filter(ends_at__lte=now()).exclude(person=by.person).select_related("person").order_by("-ends_at").first()
    )
    if last is None or HandOver.objects.filter(unit=unit).exists():
        return
    who = _post(last)
    said = HandingOver(
        summary="全天无重大突发事件；供水抢修一起，已处置。",
        devices="值班手机2部、应急车钥匙1把、传真机1台，均完好。",
        papers="寒潮防范紧急通知1份。",
    )
    if who is not None:
        _quietly(lambda: hand_over(unit.uid, last.uid, said, by=who, key=_key(unit, "hand over")))


def _checked(unit: DutyUnit, first: Turn, by: Actor) -> None:
    """Called up once, and answered; asked by telephone once."""
    keeper = next((one for one in keepers_of(unit) if one.person_id != by.person.pk), None)
    if keeper is None:
        return
    checker = actor_of(keeper.person, keeper)
    check = call_up(unit.uid, first.person.uid, by=checker, key=_key(unit, "check"))
    answer(check.uid, by=by, key=_key(unit, "answer"))
    found = PhoneFound(result="present", person=first.person.uid, seconds=8, knows=True, note="掌握供水抢修进展")
    note_phone_check(unit.uid, found, by=checker, key=_key(unit, "phone"))


def _quietly(deed: Callable[[], object]) -> None:
    """Where its moment has passed meanwhile, the demonstration does without."""
    try:
        deed()
    except Refusal:
        return


def _post(turn: Turn) -> Actor | None:
    post = next(iter(posts_of([turn.person])), None)
    return actor_of(turn.person, post) if post is not None else None


def _key(unit: DutyUnit, words: str) -> UUID:
    return uuid5(SPACE, f"{unit.uid} {words}")
