"""从来文文字里认要素：lines in, elements out. Pure; every answer is a guess that a clerk looks at."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from docflow.elements.kinds import Kind
from docflow.elements.numbering import date_in, number_in

HEAD: Final = 25  # lines among which number and title are looked for
TITLE_LINES: Final = 5
RECIPIENT_LINES: Final = 6
LONGEST: Final = {"title": 400, "sender": 200, "main_recipients": 400}

_ROUND: Final = str.maketrans("[]()【】{}", "〔〕〔〕〔〕〔〕")
_NUMBER: Final = re.compile(r"[A-Za-z\u3400-\u9fff]{1,16}〔(?:19|20)\d{2}〕第?\d{1,6}[号期]")
_SERIAL: Final = re.compile(r"^[（(]?第\d{1,5}号[）)]?$")
_KINDS: Final = "|".join(sorted((kind.value for kind in Kind), key=len, reverse=True))
_ENDS_WITH_KIND: Final = re.compile(rf"({_KINDS}|令)(?:[（(〔].{{1,20}}[）)〕])?$")
_FOLIO: Final = re.compile(r"^[-—－–\s]*\d{1,4}[-—－–\s]*$")
_DIGITS: Final = {digit: str(n) for n, digit in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "0": "0"}
_HAN_DATE: Final = re.compile(
    r"^([一二三四五六七八九〇○零0]{4})年(十[一二]?|[一二三四五六七八九])月(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日$"
)
_ORGAN: Final = re.compile(r"^[\u3400-\u9fff（）()·、 \u3000]{2,60}$")
_SENTENCE: Final = re.compile(r"[。；《]|如下$|^(?:根据|为|现|按照|经)")
_COPIES: Final = re.compile(r"^\d{6}$")


@dataclass(frozen=True, slots=True)
class Guess:
    """What the text seems to say; empty where it says nothing."""

    title: str = ""
    their_number: str = ""
    sender: str = ""
    signed_on: dt.date | None = None
    main_recipients: str = ""
    kind: str = ""

    def to_data(self) -> dict[str, str]:
        """As JSON: empty ones left out."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in pairs if value}


def guess(text: str) -> Guess:
    """The elements of a document whose text is given, a line of the page a line."""
    lines = [line for raw in text.splitlines() if (line := _plain(raw)) and not _FOLIO.match(line)]
    at, number = _number(lines[:HEAD])
    start, end, title = _title(lines, at + 1)
    kind = _kind(title)
    dated, signed_on = _date(lines, end)
    sender = _mark(lines[: at if at >= 0 else start]) or _signature(lines, dated, end) or _issuer(title)
    return Guess(
        title=title[: LONGEST["title"]],
        their_number=number,
        sender=sender[: LONGEST["sender"]],
        signed_on=signed_on,
        main_recipients=_recipients(lines[end : end + RECIPIENT_LINES])[: LONGEST["main_recipients"]],
        kind=kind,
    )


def _plain(line: str) -> str:
    """NFKC but for the punctuation that documents write wide, without spaces between Han characters."""
    line = "".join(c if c in "，：；（）？！" else unicodedata.normalize("NFKC", c) for c in line)
    line = re.sub(r"(?<=[\u3000-\u9fff〔〕（）])\s+|\s+(?=[\u3000-\u9fff〔〕（）])", "", line)
    return "".join(c for c in line if c.isprintable()).strip()


def _number(lines: Sequence[str]) -> tuple[int, str]:
    """The line of the 发文字号 and the number; (-1, "") where no line is one. A number inside a sentence is another paper's."""
    for n, line in enumerate(lines):
        found = _NUMBER.match("".join(line.translate(_ROUND).split()))
        rest = "".join(line.translate(_ROUND).split())[found.end() :] if found else "-"
        if found and (not rest or rest.startswith("签发人")):
            number = number_in(found[0])
            return n, str(number) if number else ""
        if _SERIAL.match(line):
            return n, line.strip("（()）")
    return -1, ""


def _title(lines: Sequence[str], start: int) -> tuple[int, int, str]:
    """(first line, line after the last, title): the lines up to one that ends with a 文种."""
    for first in range(start, min(len(lines), start + HEAD)):
        if not ("关于" in lines[first] or _ENDS_WITH_KIND.search(lines[first]) or _begins_title(lines, first)):
            continue
        for last in range(first, min(len(lines), first + TITLE_LINES)):
            joined = "".join(lines[first : last + 1])
            if lines[last].endswith(("：", ":", "。", "；")):
                break
            if _ENDS_WITH_KIND.search(joined):
                return first, last + 1, joined
    return start, start, ""


def _begins_title(lines: Sequence[str], first: int) -> bool:
    """An organ's name on a line of its own, above a line that goes on with 关于."""
    following = lines[first + 1] if first + 1 < len(lines) else ""
    return following.startswith("关于") and bool(_ORGAN.match(lines[first])) and not lines[first].endswith("文件")


def _kind(title: str) -> str:
    found = _ENDS_WITH_KIND.search(title)
    word = found[1] if found else ""
    return Kind.ORDER.value if word == "令" else word


def _recipients(lines: Sequence[str]) -> str:
    """The first lines below the title, up to a colon."""
    for last, line in enumerate(lines):
        if line.endswith(("：", ":")):
            joined = "".join(lines[: last + 1])[:-1]
            return "" if _SENTENCE.search(joined) else joined
        if "。" in line:
            break
    return ""


def _date(lines: Sequence[str], start: int) -> tuple[int, dt.date | None]:
    """The last line that is a day and nothing else."""
    for n in range(len(lines) - 1, start - 1, -1):
        if (day := date_in(lines[n]) or _han_date(lines[n])) is not None:
            return n, day
    return -1, None


def _han_date(line: str) -> dt.date | None:
    found = _HAN_DATE.match(line)
    if not found:
        return None
    try:
        return dt.date(int("".join(_DIGITS[c] for c in found[1])), _tens(found[2]), _tens(found[3]))
    except ValueError:
        return None


def _tens(word: str) -> int:
    """十二 → 12, 三十一 → 31."""
    before, ten, after = word.rpartition("十")
    units = int(_DIGITS[after]) if after else 0
    return units + (10 * (int(_DIGITS[before]) if before else 1) if ten else 0)


def _mark(lines: Sequence[str]) -> str:
    """The red head: …文件, above the number; several issuers each on a line of its own."""
    for n, line in enumerate(lines):
        if line.endswith("文件") and len(line) > len("文件"):
            above = [one for one in lines[:n] if _ORGAN.match(one) and not _COPIES.match(one) and len(one) > 3]
            return "、".join([*above, line.removesuffix("文件")])
    return ""


def _signature(lines: Sequence[str], dated: int, start: int) -> str:
    """The organs that sign, on the lines right above the day."""
    found: list[str] = []
    for line in reversed(lines[max(start, dated - 4) : max(dated, 0)]):
        if not _ORGAN.match(line) or line.startswith(("附件", "特此")) or len(line) < 3:
            break
        found.insert(0, line)
    return "、".join(found)


def _issuer(title: str) -> str:
    before, about, _ = title.partition("关于")
    return before if about and _ORGAN.match(before or "-") else ""
