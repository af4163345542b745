"""演示城市的会议材料：of the first meetings that were announced, as their organisers would hand them out."""

from uuid import UUID, uuid5

from django.db import transaction

from docflow.api import Fact, Facts, Sheet, Voice, sheet_pdf
from meetings.convening.life import CANCELLED, ENDED, MINUTED
from meetings.convening.models import AgendaItem, Meeting
from meetings.materials.actions.bring_material import Described, bring_material
from meetings.materials.actions.hand_out import hand_out, recall
from meetings.materials.models import Audience, Material
from office.api import Actor, actor_of
from office.kernel.clock import now
from office.kernel.uploads import Examined
from office.kernel.wording import full_moment

SPACE = UUID("0d0f7a52-5f0e-4b8f-8d0c-6a6c3f5b9e21")
MOST = 2
NOTES = (
    ("参会", "请提前十分钟到场，凭二维码签到。手机调至静音。"),
    ("汇报", "每项议题汇报不超过八分钟，讨论不超过十分钟；列席单位候会室等候，叫到再进。"),
    ("材料", "材料在系统里阅看，带姓名水印；编号的纸质件会后交还会务人员。"),
)
REPORT = (
    ("基本情况", "上半年有关工作总体平稳，十二项任务完成九项，其余三项按计划推进。"),
    ("主要问题", "部分点位进度偏慢，资金拨付与工程进度不匹配，跨部门数据没有打通。"),
    ("下步打算", "一是倒排工期，逐周调度；二是统筹资金，优先保障民生项目；三是建立数据共享清单。"),
    ("提请事项", "提请会议审议工作方案，明确各单位分工和完成时限。"),
)


def hand_out_demo_materials() -> int:
    """Where they have none yet; the answer is for how many meetings. Harmless when repeated: all of a meeting's or none."""
    known = Meeting.objects.filter(announced_at__isnull=False).exclude(state__in=(CANCELLED, MINUTED))
    filled = 0
    for meeting in known.select_related("organised_by__person", "organ").order_by("pk")[:MOST]:
        with transaction.atomic():
            if not meeting.materials.exists():
                _fill(meeting, actor_of(meeting.organised_by.person, meeting.organised_by))
                filled += 1
    return filled


def _fill(meeting: Meeting, by: Actor) -> None:
    items = list(meeting.items.all())
    rules = _brought(meeting, "会议须知", NOTES, Described(title="会议须知", may_print=True), by)
    out = [rules]
    if items:
        first = Described(title=f"关于{items[0]}的汇报", item=items[0].uid, audience=Audience.ITEM, is_numbered=True)
        out.append(_brought(meeting, "汇报材料", _of(items[0]), first, by))
    for n, material in enumerate(out):
        hand_out(material.uid, by=by, key=uuid5(SPACE, f"{meeting.uid} out {n}"))
    if len(items) > 1:
        draft = Described(title=f"{items[1]}（征求意见稿）", item=items[1].uid)
        _brought(meeting, "征求意见稿", _of(items[1]), draft, by)
    if meeting.state == ENDED and len(out) > 1:
        recall(out[1].uid, "会议结束，编号材料收回。", by=by, key=uuid5(SPACE, f"{meeting.uid} recall"))


def _of(item: AgendaItem) -> tuple[tuple[str, str], ...]:
    return (("议题", str(item)), *REPORT)


def _brought(
    meeting: Meeting, form: str, words: tuple[tuple[str, str], ...], described: Described, by: Actor
) -> Material:
    key = uuid5(SPACE, f"{meeting.uid} {form}")
    facts = tuple(Fact(label, text, voice=Voice.DOCUMENT) for label, text in words)
    sheet = Sheet(str(meeting.organ), form, str(meeting), str(key), full_moment(now()), (Facts("", facts),), "材料标识")
    examined = Examined(f"{form}.pdf", "application/pdf", ".pdf")
    return bring_material(meeting.uid, described, sheet_pdf(sheet), examined, by=by, key=key)
