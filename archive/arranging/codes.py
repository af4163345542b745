"""档号: written by a template and read by it again (DA/T 22-2015, DA/T 13-2022). Pure.

    {全宗号}-{门类}·{年度}-{保管期限}-{机构}-{件号:4}      Z109-WS·2011-Y-BGS-0001   (DA/T 22)
    {全宗号}-{门类}·{年度}·{保管期限}·{机构}-{件号:4}      Z109-WS·2011·Y·BGS-0001   (DA/T 13)

"-" joins levels, "·" (U+00B7) the parts within one. {机构} may be missing in a template, and a record may be of no unit: the part then
falls away together with the joiner before it. One template writes different parts differently, so a code says all of them.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from office.kernel.refusals import Invalid

LONGEST: Final = 100  # characters of a template
JOINERS: Final = "-·"
FONDS, CATEGORY, YEAR, RETENTION, UNIT, ITEM = "全宗号", "门类", "年度", "保管期限", "机构", "件号"
NEEDED: Final = (FONDS, CATEGORY, YEAR, RETENTION, ITEM)
DIGITS: Final = range(3, 6)  # of a 件号 (DA/T 13-2022)
USUAL_DIGITS: Final = 4

CATEGORIES: Final = {
    "WS": "文书",
    "KJ": "科技",
    "RS": "人事",
    "KU": "会计",
    "ZY": "专业",
    "ZP": "照片",
    "LY": "录音",
    "LX": "录像",
    "SJ": "业务数据",
    "YJ": "公务电子邮件",
    "WY": "网页信息",
    "MT": "社交媒体",
    "SW": "实物",
}
"""门类 (DA/T 13-2022)."""

FORMS: Final = {
    "DA/T 22": "{全宗号}-{门类}·{年度}-{保管期限}-{机构}-{件号:4}",
    "DA/T 13": "{全宗号}-{门类}·{年度}·{保管期限}·{机构}-{件号:4}",
}
"""The templates that the two standards mean."""

FONDS_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,3}[0-9]{3}")
UNIT_CODE: Final = re.compile(r"(?:[A-Z0-9]|[\u3400-\u9fff]){1,20}")
_PLACE: Final = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_READ: Final = {
    FONDS: FONDS_CODE.pattern,
    CATEGORY: "|".join(CATEGORIES),
    YEAR: "(?:19|20)[0-9]{2}",
    RETENTION: "Y|D[1-9][0-9]?",
    UNIT: UNIT_CODE.pattern,
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a 档号 says. `unit` may be empty; `item` counts from 1 within the class that the others make."""

    fonds: str
    category: str
    year: int
    retention: str
    unit: str
    item: int


SPECIMEN: Final = Parts("Z109", "WS", 2026, "Y", "BGS", 1)


@dataclass(frozen=True, slots=True)
class Template:
    """A template taken apart: each place with the joiner before it (none before the first), and the digits of 件号."""

    places: tuple[tuple[str, str], ...]
    digits: int

    @property
    def has_unit(self) -> bool:
        """Whether records are counted by unit: else the units of a year and retention share one row of numbers."""
        return any(name == UNIT for _, name in self.places)

    def write(self, parts: Parts) -> str:
        """The 档号 of these parts."""
        texts = {
            FONDS: parts.fonds,
            CATEGORY: parts.category,
            YEAR: f"{parts.year:04d}",
            RETENTION: parts.retention,
            UNIT: parts.unit,
            ITEM: f"{parts.item:0{self.digits}d}",
        }
        return "".join(f"{joiner}{texts[name]}" for joiner, name in self.places if name != UNIT or parts.unit)

    def read(self, code: str) -> Parts | None:
        """The parts of a 档号; None when it is not of this template."""
        found = re.fullmatch(self._pattern(), code)
        if found is None:
            return None
        told = found.groupdict()
        return Parts(
            told["p0"], told["p1"], int(told["p2"]), told["p3"], told.get("p4") or "", int(told["p5"])
        )  # numbered as in _ORDER

    def _pattern(self) -> str:
        written = ""
        for joiner, name in self.places:
            text = rf"[0-9]{{{self.digits}}}|[1-9][0-9]{{{self.digits},6}}" if name == ITEM else _READ[name]
            piece = f"{re.escape(joiner)}(?P<p{_ORDER.index(name)}>{text})"
            written += f"(?:{piece})?" if name == UNIT else piece
        return written


_ORDER: Final = (FONDS, CATEGORY, YEAR, RETENTION, UNIT, ITEM)


@lru_cache(maxsize=256)
def template_of(text: str) -> Template:
    """A template as written in the settings of a fonds. Raises Invalid with what is wrong with it."""
    if len(text) > LONGEST:
        raise Invalid(f"档号模板最多{LONGEST}字。", field="template")
    places: list[tuple[str, str]] = []
    digits, at = USUAL_DIGITS, 0
    for found in _PLACE.finditer(text):
        joiner, name, asked = text[at : found.start()], found[1], found[2]
        _refuse_joiner(joiner, name, first=not places)
        if name not in _ORDER:
            raise _wrong(f"档号里没有“{name}”这一项。可以写的有{'、'.join(_ORDER)}，各用花括号括起")
        if name in (before for _, before in places):
            raise _wrong(f"“{name}”写了两遍，请去掉一处")
        if asked is not None:
            digits = _digits(name, asked)
        places.append((joiner, name))
        at = found.end()
    if rest := text[at:]:
        raise _wrong(f"末尾的“{rest}”不是档号的一项，请去掉")
    if missing := [name for name in NEEDED if name not in (there for _, there in places)]:
        raise _wrong(f"模板里缺{'、'.join(missing)}：缺了就分不清是哪一件")
    if places[-1][1] != ITEM:
        raise _wrong("件号须写在最后：档号按它从小到大排")
    if places[0][1] != FONDS:
        raise _wrong("全宗号须写在最前")
    return Template(tuple(places), digits)


def code_of(template: str, parts: Parts) -> str:
    """The 档号 of a record by the template of its fonds. Raises Invalid for a template that is none."""
    return template_of(template).write(parts)


def parts_of(code: str, template: str) -> Parts | None:
    """What a 档号 says, read by the template; None when it was written by another one."""
    return template_of(template).read(code)


def flaw_in(code: str, template: str, parts: Parts | None = None) -> str | None:
    """What is wrong with a 档号, in a sentence; None when it fits the template, and, where they are given, its record's parts."""
    read = parts_of(code, template)
    if read is None:
        return f"“{code}”不合本全宗的档号模板，应如{code_of(template, parts or SPECIMEN)}。"
    if parts is None:
        return None
    unit = parts.unit if template_of(template).has_unit else ""
    if read != replace(parts, unit=unit):
        return f"“{code}”与著录的全宗号、年度、保管期限、机构或件号不一致，应是{code_of(template, parts)}。"
    return None


def fonds_code_flaw(code: str) -> str | None:
    """What is wrong with a 全宗号: a letter, perhaps more, and three digits (J001, Z109)."""
    return None if FONDS_CODE.fullmatch(code) else "全宗号是大写字母加三位数字，如J001。请照档案馆给的号填写。"


def unit_code_flaw(code: str) -> str | None:
    """What is wrong with a 机构（问题）代码."""
    return None if UNIT_CODE.fullmatch(code) else "机构代码只写大写字母、数字或汉字，最多20个，如BGS、003、办公室。"


def retention_words(retention: str) -> str:
    """Y → 永久, D30 → 30年, N → 不归档."""
    return {"Y": "永久", "N": "不归档"}.get(retention) or f"{retention.removeprefix('D')}年"


def _refuse_joiner(joiner: str, name: str, *, first: bool) -> None:
    if first and joiner:
        raise _wrong(f"模板开头的“{joiner}”不是档号的一项，请去掉")
    if not first and joiner not in tuple(JOINERS):
        raise _wrong(f"“{name}”前面须有且只有一个“-”或“·”")


def _digits(name: str, asked: str) -> int:
    if name != ITEM:
        raise _wrong(f"只有件号写位数，“{name}”后面不要写“:{asked}”")
    if asked not in {str(digits) for digits in DIGITS}:
        raise _wrong("件号写3至5位，如{件号:4}")
    return int(asked)


def _wrong(sentence: str) -> Invalid:
    return Invalid(f"{sentence}。", field="template")
