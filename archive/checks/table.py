"""The table of items: number, name, how it is looked at, at which stages. A check runs the rows of its stage, from the first to the last."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from archive.checks import authenticity, safety, usability, wholeness
from archive.checks.findings import Finding, Outcome, Report
from archive.checks.subject import Subject

Look = Callable[[Subject], Outcome]

FILING: Final = "GD"
TRANSFER: Final = "YJ"
KEEPING: Final = "CB"
"""长期保存: the prefix is ours, that of the standard was not to be had."""
STAGES: Final = {FILING: "归档", TRANSFER: "移交与接收", KEEPING: "长期保存"}
ALL: Final = (FILING, TRANSFER, KEEPING)
MOVING: Final = (FILING, TRANSFER)
NATURES: Final = {"1": "真实性", "2": "完整性", "3": "可用性", "4": "安全性"}


@dataclass(frozen=True, slots=True)
class Item:
    """`own`: the number, or what stands under it, is ours."""

    number: str
    name: str
    look: Look
    stages: tuple[str, ...] = ALL
    own: bool = False


ITEMS: Final = (
    Item("1-1", "固化信息有效性", authenticity.fixed_information),
    Item("1-2", "元数据项数据长度", authenticity.lengths),
    Item("1-3", "数据类型、格式", authenticity.forms),
    Item("1-4", "设定值域符合度", authenticity.chosen_values),
    Item("1-5", "数据值合理性", authenticity.sane_values, MOVING),
    Item("1-6", "包含特殊字符", authenticity.special_characters),
    Item("1-7", "档号规范性", authenticity.code),
    Item("1-8", "元数据项数据重复性", authenticity.twins, MOVING),
    Item("1-9", "元数据与著录项一致性", authenticity.columns, own=True),
    Item("1-10", "内容数据电子属性一致性", authenticity.electronic_attributes),
    Item("1-11", "元数据与内容关联", authenticity.linked_files),
    Item("1-12", "说明文件和目录文件规范性", authenticity.package_papers, MOVING),
    Item("1-13", "信息包目录结构规范性", authenticity.package_layout),
    Item("1-14", "信息包一致性", authenticity.package_unchanged),
    Item("2-1", "总件数相符性", wholeness.number_of_items),
    Item("2-2", "总字节数相符性", wholeness.number_of_bytes),
    Item("2-3", "元数据项完整性", wholeness.elements_there),
    Item("2-4", "元数据必填项", wholeness.elements_filled),
    Item("2-5", "过程信息完整性", wholeness.process),
    Item("2-6", "连续性元数据项", wholeness.numbers_without_gaps, MOVING),
    Item("2-7", "内容数据完整性", wholeness.content_whole),
    Item("2-8", "附件数据完整性", wholeness.attachments),
    Item("2-9", "归档范围", wholeness.scope, MOVING),
    Item("2-10", "信息包元数据完整性", wholeness.package_metadata),
    Item("2-11", "信息包内容数据完整性", wholeness.package_content),
    Item("3-1", "信息包中元数据可读性", usability.metadata_readable),
    Item("3-2", "目标数据库中元数据可访问性", usability.database_reachable),
    Item("3-3", "内容数据格式", usability.formats),
    Item("3-4", "内容数据可读性", usability.readable),
    Item("3-5", "软硬件环境", usability.environment, own=True),
    Item("3-6", "版式文件自包含", usability.self_contained, MOVING, own=True),
    Item("3-7", "PDF/A属实", usability.pdfa, own=True),
    Item("3-8", "信息包内容数据格式合规性", usability.no_private_means),
    Item("4-1", "系统环境杀毒软件", safety.antivirus),
    Item("4-2", "病毒感染", safety.viruses),
    Item("4-3", "载体中多余文件", safety.surplus_files),
    Item("4-4", "载体读取速度", safety.reading_speed),
    Item("4-5", "载体外观", safety.carrier_looks),
    Item("4-6", "光盘合格性", safety.disc_quality),
    Item("4-7", "操作过程安全性", safety.controlled_acts),
)


def items_of(stage: str) -> tuple[Item, ...]:
    """The rows of a stage. Raises KeyError for a stage that there is not."""
    STAGES[stage]
    return tuple(one for one in ITEMS if stage in one.stages)


def check(stage: str, subject: Subject) -> Report:
    """Look at a subject, item by item. The same subject gives the same report."""
    return Report(tuple(_finding(stage, item, item.look(subject)) for item in items_of(stage)))


def _finding(stage: str, item: Item, outcome: Outcome) -> Finding:
    own = item.own or stage == KEEPING
    code = f"{stage}-{item.number}"
    return Finding(code, item.name, outcome.looked_at, outcome.result, outcome.says, outcome.decides, own)


def nature_of(code: str) -> str:
    """真实性 for GD-1-7."""
    return NATURES[code.split("-")[1]]
