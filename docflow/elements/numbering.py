"""发文字号 and dates as they are written (GB/T 9704-2012 7.2.5, 7.3.5.4; 国发〔2026〕1号, 2026年1月5日)."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_ROUND = str.maketrans(
    {"[": "〔", "]": "〕", "(": "〔", ")": "〕", "【": "〔", "】": "〕", "{": "〔", "}": "〕", "<": "〔", ">": "〕"}
)
_NUMBER = re.compile(
    r"(?P<code>[A-Za-z\u3400-\u9fff]{1,16})〔(?P<year>(?:19|20)[0-9]{2})〕第?0*(?P<serial>[1-9][0-9]{0,5})(?P<unit>[号期])"
)
_CODE_CHARACTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
CODE_LENGTH = 12
_SERIAL = re.compile(r"第0*([1-9][0-9]{0,5})([号期])")
_DATE = re.compile(r"([12][0-9]{3})年0?([1-9]|1[0-2])月0?([1-9]|[12][0-9]|3[01])日")


@dataclass(frozen=True, slots=True)
class Number:
    """机关代字, year and serial of a 发文字号. `unit` is 号, or 期 for minutes."""

    code: str
    year: int
    serial: int
    unit: str = "号"

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}{self.unit}"


def code_flaw(text: str) -> str:
    """Why a text cannot be a 机关代字, in a sentence; empty when it can. Nothing is corrected silently: it stands on every document."""
    strange = "".join(dict.fromkeys(c for c in text if not _CODE_CHARACTER.fullmatch(c)))
    if not text:
        return "请写代字。"
    if any(unicodedata.normalize("NFKC", c).isascii() and unicodedata.normalize("NFKC", c).isalpha() for c in strange):
        return f"代字里的字母要用半角：“{strange}”请改写成“{unicodedata.normalize('NFKC', strange)}”。"
    if any(c.isnumeric() or unicodedata.category(c) in {"Ps", "Pe"} for c in strange):
        return f"代字不写年份、序号和括号，编号时自动加上。请去掉“{strange}”。"
    if strange:
        return f"代字只写汉字，必要时加英文字母。请去掉“{strange}”。"
    return f"代字最多{CODE_LENGTH}个字，现在有{len(text)}个。" if len(text) > CODE_LENGTH else ""


def number_in(text: str) -> Number | None:
    """The 发文字号 that a text spells in whatever width and brackets (国发[2026]01号), or None."""
    found = _NUMBER.fullmatch(_plain(text))
    return Number(found["code"], int(found["year"]), int(found["serial"]), found["unit"]) if found else None


def written_number(text: str) -> str:
    """A 发文字号, 令号 or issue as the standard writes it; what is none of them stays as it is."""
    number = number_in(text)
    if number:
        return str(number)
    serial = _SERIAL.fullmatch(_plain(text))
    return f"第{serial[1]}{serial[2]}" if serial else text.strip()


def written_date(day: dt.date) -> str:
    """Arabic digits, the full year, no zero before month or day."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_in(text: str) -> dt.date | None:
    """The day that a text spells (２０２６年０１月０５日 too), or None."""
    found = _DATE.fullmatch(_plain(text))
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", c) for c in text if not c.isspace())
    return text.translate(_ROUND)
