"""The elements of a description (DA/T 46-2009) that are checked: how long, of what form, from which list, whether they must be there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Element:
    """`form` is a pattern of the whole value, `form_says` what it asks for in words; `values` the list it is chosen from."""

    name: str
    longest: int
    needed: bool = False
    form: str = ""
    form_says: str = ""
    values: frozenset[str] = frozenset()


DATE: Final = r"\d{4}-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])"
_RETENTION: Final = r"Y|D[1-9]\d{0,2}"

KINDS: Final = frozenset(
    [
        "决议",
        "决定",
        "命令",
        "令",
        "命令（令）",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
        "其他",
    ]
)
SECRECY: Final = frozenset({"公开", "内部"})
OPENNESS: Final = frozenset({"开放", "控制", "延期开放", "未审核"})
URGENCY: Final = frozenset({"平件", "加急", "特急", "特提", "平急"})
CATEGORIES: Final = frozenset(["WS", "KJ", "RS", "KU", "ZY", "ZP", "LY", "LX", "SJ", "YJ", "WY", "MT", "SW"])

ELEMENTS: Final = (
    Element("全宗号", 20, needed=True),
    Element("立档单位名称", 120, needed=True),
    Element("电子文件号", 100, needed=True),
    Element("档号", 120),
    Element("门类", 4, needed=True, values=CATEGORIES),
    Element("年度", 4, needed=True, form=r"(18|19|20)\d{2}", form_says="四位年份"),
    Element("保管期限", 8, needed=True, form=_RETENTION, form_says="Y 或 D 加年数"),
    Element("机构或问题", 40),
    Element("题名", 400, needed=True),
    Element("文件编号", 60),
    Element("责任者", 200, needed=True),
    Element("日期", 10, needed=True, form=DATE, form_says="年月日"),
    Element("文种", 20, values=KINDS),
    Element("紧急程度", 8, values=URGENCY),
    Element("主送", 4000),
    Element("抄送", 4000),
    Element("密级", 8, needed=True, values=SECRECY),
    Element("页数", 6, form=r"\d+", form_says="不带单位的数"),
    Element("语种", 40),
    Element("稿本", 20),
    Element("开放标识", 8, needed=True, values=OPENNESS),
)

BY_NAME: Final[Mapping[str, Element]] = {one.name: one for one in ELEMENTS}


def as_day(text: str) -> date | None:
    """2026-03-05 and 20260305 as a day; None for a day that there is not."""
    if not re.fullmatch(DATE, text):
        return None
    digits = text.replace("-", "")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
