"""The table of a year, as people keep it in a spreadsheet: read strictly, every bad row named, or not at all. Pure.

    文号,国办发明电〔2025〕7号
    日期,安排,节日
    2026-01-01,节,元旦
    2026-01-02,休,元旦
    2026-01-04,班,元旦

休 is a day off, weekends of a holiday included; 节 one that the law itself gives (法定节假日); 班 a day of a weekend that is worked. A table may leave
out which are 节, as those of the State Council do: then 休 stands for both.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

from office.calendar.working_days import Arrangement, Exceptional, KnownYear
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LIMIT = 64 * 1024  # bytes; a year is about one thousand
HEAD = ("日期", "安排", "节日")
REST, STATUTORY, WORK = "休", "节", "班"
ARRANGEMENTS: dict[str, Arrangement] = {REST: "rest", STATUTORY: "rest", WORK: "work"}
YEARS = range(2000, 2100)
HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
WEEKDAYS = "一二三四五六日"
A_CELL = 80  # characters

Line = tuple[int, list[str]]  # its number in the file, its cells


@dataclass(frozen=True)
class Row:
    """A line of the table that could not be taken, by its number in the file (from 1)."""

    line: int
    sentence: str


class WrongTable(Invalid):
    """The table cannot be taken: what is wrong, line by line."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        super().__init__(f"没有导入：表中有{len(rows)}处不对。请改好后把整张表重新导入。", field="table")
        self.rows = rows


def decode(content: bytes) -> str:
    """The text of a file, in UTF-8 or as spreadsheets of Chinese systems save it. Raises Invalid."""
    if len(content) > LIMIT:
        raise Invalid("文件太大，不像一年的放假安排表。请选CSV表，一行一天。", field="table")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("读不出文字。请在表格软件里另存为CSV（UTF-8），再导入。", field="table")


def read_table(text: str) -> KnownYear:
    """The year of a table. Raises WrongTable with every line that is to blame."""
    rows, wrong = _clean_lines(text)
    if wrong:
        raise WrongTable(tuple(wrong))
    source, body = _head(rows)
    days: dict[date, Exceptional] = {}
    for line, cells in body:
        found = _day(cells, days)
        if isinstance(found, str):
            wrong.append(Row(line, found))
        else:
            days[found[0]] = found[1]
    if not wrong and not any(one.arrangement == "rest" for one in days.values()):
        wrong.append(Row(rows[-1][0], "表里没有一天放假。请核对是否选错了文件。"))
    if wrong:
        raise WrongTable(tuple(wrong))
    return KnownYear(min(days).year, source, dict(sorted(days.items())))


def write_table(known: KnownYear) -> str:
    """The table of a year, exactly as `read_table` takes it: one text for one content."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(("文号", known.source))
    sheet.writerow(HEAD)
    sheet.writerows((day.isoformat(), word_of(one), one.name) for day, one in sorted(known.days.items()))
    return out.getvalue()


def word_of(one: Exceptional) -> str:
    """节, 休, 班."""
    return WORK if one.arrangement == "work" else STATUTORY if one.statutory else REST


def missing_holidays(known: KnownYear) -> list[str]:
    """The statutory holidays of which the table says nothing: perhaps its end was lost."""
    named = "".join(one.name for one in known.days.values())
    return [name for name in HOLIDAYS if name not in named]


def shipped() -> Mapping[int, KnownYear]:
    """The years that come with the product."""
    folder = resources.files("office.calendar") / "tables"
    found = [read_table(file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".csv")]
    return {known.year: known for known in found}


def _lines(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise WrongTable((Row(reader.line_num, "这一行的引号或分隔符不完整，读不出各格。"),)) from None


def _clean_lines(text: str) -> tuple[list[Line], list[Row]]:
    """The lines that are not empty, and those with characters that nobody can have meant."""
    rows: list[Line] = []
    wrong: list[Row] = []
    for line, cells in _lines(text):
        try:
            cleaned = [clean_line(cell, f"第{place}格", A_CELL) for place, cell in enumerate(cells, 1)]
        except Invalid as refusal:
            wrong.append(Row(line, refusal.sentence))
            continue
        if any(cleaned):
            rows.append((line, cleaned))
    return rows, wrong


def _head(rows: list[Line]) -> tuple[str, list[Line]]:
    """The number of the document, and the rows below the head."""
    if not rows:
        raise WrongTable((Row(1, "文件是空的。"),))
    (first, source), *rest = rows
    wrong = []
    if source[0] != "文号" or not any(source[1:2]):
        wrong.append(Row(first, "第一行须写“文号”和放假安排通知的文号，例如：文号,国办发明电〔2025〕7号。"))
    if not rest or tuple(rest[0][1][:3]) != HEAD or any(rest[0][1][3:]):
        wrong.append(Row(rest[0][0] if rest else first, "第二行须是表头：日期,安排,节日，以英文逗号分开。"))
    elif len(rest) == 1:
        wrong.append(Row(rest[0][0], "表头下面没有一行日期。"))
    if wrong:
        raise WrongTable(tuple(wrong))
    return source[1], rest[1:]


def _day(cells: list[str], before: Mapping[date, Exceptional]) -> tuple[date, Exceptional] | str:
    """A row's day, or the sentence that says what is wrong with it."""
    if len(cells) < 3 or any(cells[3:]):
        return "一行须有三格：日期,安排,节日，以英文逗号分开。"
    when, how, name = cells[:3]
    day = _date(when)
    if day is None:
        return f"“{when}”不是日期。请写成2026-01-01这样。"
    if day.year not in YEARS:
        return f"{day.year}年不在{YEARS[0]}年至{YEARS[-1]}年之间。"
    if before and day.year != next(iter(before)).year:
        return f"一张表只写一年：前面是{next(iter(before)).year}年，这里是{day.year}年。"
    if day in before:
        return f"{day.month}月{day.day}日在前面已经写过。"
    if how not in ARRANGEMENTS:
        return f"安排“{how}”不认识。放假写“休”，其中的法定节假日可写“节”，调休上班写“班”。"
    if not name:
        return "没有写是哪个节日。"
    if how == "班" and day.weekday() < 5:
        return f"{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}，本来就上班，不用写“班”。"
    return day, Exceptional(ARRANGEMENTS[how], name, how == STATUTORY)


def _date(text: str) -> date | None:
    found = DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
