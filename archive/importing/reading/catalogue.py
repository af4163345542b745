"""One row of a catalogue, its columns known, read to a description."""

import re
import unicodedata
from collections.abc import Mapping

from archive.importing.reading.days import day_of, year_of
from archive.importing.reading.described import AUTHOR, NUMBER, SOURCE_ID, TITLE, Described
from archive.importing.reading.documents import OPEN, refuse_secrets
from archive.importing.reading.elements import LABELS
from archive.importing.reading.words import cut, one_line, shown
from office.kernel.refusals import Invalid

CODE, UNIT, KIND = 120, 20, 20  # characters
OPENNESS = ("开放", "控制", "延期开放", "未审核")
INTERNAL = "内部"
RETENTIONS = {"永久": "Y", "长期": "D30", "短期": "D10"}
"""长期 and 短期 are the terms before 国家档案局令第8号."""

Cells = Mapping[str, str]


def read_row(cells: Cells, *, nameless: str) -> Described:
    """A row by the names of `elements`. `nameless`: its source_id where it has neither 原编号 nor 档号. Raises Invalid."""
    said = {name: one_line(shown(text)[0]) for name, text in cells.items()}
    remarks: list[str] = []
    title = said.get("title", "")
    if not title:
        raise Invalid("没有题名。")
    refuse_secrets(said.get("secrecy", ""))
    code = _within(said.get("code", ""), "档号", CODE)
    source_id = _within(said.get("source_id", "") or code, "原编号", SOURCE_ID) or nameless
    dated_on = day_of(said.get("date", ""))
    for name, limit in (("number", NUMBER), ("kind", KIND), ("author", AUTHOR)):
        if len(said.get(name, "")) > limit:
            remarks.append(f"{LABELS[name]}有{len(said[name])}字，目录里截短为{limit}字，全文存在来源数据里。")
    if said.get("date") and dated_on is None:
        remarks.append(f"日期“{cut(said['date'], 20)}”认不出，没有填写日期。")
    return Described(
        source_id=source_id,
        title=cut(title, TITLE),
        number=cut(said.get("number", ""), NUMBER),
        kind=cut(said.get("kind", ""), KIND),
        author=cut(said.get("author", ""), AUTHOR),
        dated_on=dated_on,
        year=_year(said, dated_on.year if dated_on else None),
        secrecy=INTERNAL if INTERNAL in said.get("secrecy", "") else OPEN,
        openness=_openness(said.get("openness", ""), remarks),
        pages=_pages(said.get("pages", ""), remarks),
        unit=_within(said.get("unit", ""), "机构或问题", UNIT),
        retention=retention_of(said.get("retention", "")),
        code=code,
        notes=(title,) if len(title) > TITLE else (),
        facts=_facts(said),
        remarks=tuple(remarks),
    )


def files_of(cells: Cells) -> list[str]:
    """The files that a row names, the main one first; several are parted by semicolons or line ends."""
    return [name for one in re.split(r"[;；\n|]", cells.get("files", "")) if (name := shown(one)[0])]


def retention_of(text: str) -> str:
    """永久, 30年, 定期10年, D30, Y → Y, D30, D10; empty for nothing. Raises Invalid for what is none."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    if not plain:
        return ""
    if plain == "Y" or plain in RETENTIONS:
        return RETENTIONS.get(plain, "Y")
    found = re.fullmatch(r"(?:定期)?D?(\d{1,3})年?", plain)
    if found is None or not 1 <= int(found[1]) <= 100:
        raise Invalid(f"保管期限“{cut(text, 20)}”认不出。请写永久、30年或10年。")
    return f"D{int(found[1])}"


def _within(text: str, what: str, limit: int) -> str:
    if len(text) > limit:
        raise Invalid(f"{what}有{len(text)}字，最多{limit}字。")
    return text


def _year(said: Cells, dated: int | None) -> int | None:
    if not (text := said.get("year", "")):
        return dated or year_of(said.get("date", "")) or year_of(said.get("number", ""))
    if (year := year_of(text)) is None:
        raise Invalid(f"年度“{cut(text, 20)}”认不出。请写四位数字，如2011。")
    return year


def _pages(text: str, remarks: list[str]) -> int:
    plain = unicodedata.normalize("NFKC", text).removesuffix("页")
    if not plain:
        return 0
    if not re.fullmatch(r"\d{1,6}", plain):
        remarks.append(f"页数“{cut(text, 20)}”认不出，没有填写页数。")
        return 0
    return int(plain)


def _openness(text: str, remarks: list[str]) -> str:
    if text and text not in OPENNESS:
        remarks.append(f"开放标识“{cut(text, 20)}”认不出，按未审核记。")
        return ""
    return text


def _facts(said: Cells) -> dict[str, object]:
    names = {"主送": "main_recipients", "抄送": "cc", "附注": "note"}
    return {name: text for name, element in names.items() if (text := said.get(element, ""))}
