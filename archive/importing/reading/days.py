"""Days as older documents and tables write them."""

import datetime as dt
import re
import unicodedata

DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
FULL = re.compile(r"(?<!\d)([12]\d{3})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})(?!\d)")
COMPACT = re.compile(r"([12]\d{3})(\d{2})(\d{2})")
YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
LAST = 2200
MODERN = 1900  # a lone number of four digits below is none of a year


def day_of(text: str) -> dt.date | None:
    """1984-02-27, 1984/2/27, 1984.2.27, 19840227, 1984年2月27日, 一九八四年二月二十七日; None for anything else."""
    plain = _in_digits(unicodedata.normalize("NFKC", text).strip())
    found = FULL.match(plain) or COMPACT.fullmatch(plain)
    if found is None:
        return None
    try:
        day = dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day if day.year <= LAST else None


def year_of(text: str) -> int | None:
    """The first year that a text names: 国发〔2018〕43号, 1984年, 一九八四年."""
    found = YEAR.search(_in_digits(unicodedata.normalize("NFKC", text)))
    return year if found and MODERN <= (year := int(found[1])) <= LAST else None


def _in_digits(text: str) -> str:
    """一九九六年一月二十五日 → 1996年1月25日."""
    text = re.sub(r"[〇零○Ｏ一二三四五六七八九]{4}(?=年)", lambda one: one[0].translate(DIGITS), text)
    return re.sub(r"[〇零一二三四五六七八九十]{1,3}(?=[月日])", lambda one: str(_number(one[0])), text)


def _number(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(DIGITS))
    return int(tens.translate(DIGITS) or 1) * 10 + int(ones.translate(DIGITS) or 0)
