"""归档范围和保管期限表 as people keep it in a spreadsheet: read strictly, every bad row named, or not at all. Pure.

    序号,类目,归档范围,文种,来源,办理,题名中的词,保管期限
    1,会议,本机关召开的重要会议的主要文件,纪要,本机关,,常务会议；党组会议,永久

The columns stand in any order; 类目, 归档范围 and 保管期限 must be there. Several 文种 or words are divided by ； or 、.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from typing import Final

from archive.arranging.codes import retention_words
from archive.arranging.retention import LEFT_OUT, MANNERS, SOURCES, Row, unreached
from docflow.elements.kinds import Kind
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

LARGEST: Final = 2 * 1024 * 1024  # bytes
MOST_ROWS: Final = 1000
MOST_COLUMNS: Final = 30
A_CELL: Final = 400  # characters

ORDINAL, HEADING, CONTENT, KINDS = "序号", "类目", "归档范围", "文种"
SOURCE, MANNER, WORDS, RETENTION = "来源", "办理", "题名中的词", "保管期限"
COLUMNS: Final = (ORDINAL, HEADING, CONTENT, KINDS, SOURCE, MANNER, WORDS, RETENTION)
NEEDED: Final = (HEADING, CONTENT, RETENTION)
_LENGTHS: Final = {HEADING: 120, CONTENT: 400}
_DIVIDED: Final = re.compile(r"[；;、，,\s]+")
_DIVIDED_WORDS: Final = re.compile(r"[；;、，,]+")
_YEARS: Final = re.compile(r"(?:定期)?(?:D([1-9][0-9]?)|([1-9][0-9]?)年)")
_SOURCES: Final = {word: key for key, word in SOURCES.items()} | {"不相隶属": "peer", "平级": "peer"}
_MANNERS: Final = {word: key for key, word in MANNERS.items()}

Line = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Flaw:
    """A row of the file that could not be taken, by its number in the file (from 1)."""

    line: int
    sentence: str


class WrongTable(Invalid):
    """The table cannot be taken: what is wrong, row by row."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__(f"没有导入：表中有{len(self.flaws)}处不对。请改好后把整张表重新导入。", field="table")


def read_table(grid: Iterable[Sequence[str]]) -> tuple[Row, ...]:
    """The lines of a table whose first row that is not empty names the columns. Raises WrongTable with every row to blame."""
    lines = [(n, [cell.strip() for cell in cells]) for n, cells in enumerate(grid, 1) if any(c.strip() for c in cells)]
    if not lines:
        raise WrongTable([Flaw(1, "文件是空的。")])
    (first, head), *body = lines
    if wrong := list(_flaws_of_head(head)):
        raise WrongTable(Flaw(first, sentence) for sentence in wrong)
    if not body:
        raise WrongTable([Flaw(first, "表头下面没有一条。")])
    if len(body) > MOST_ROWS:
        raise WrongTable([Flaw(body[MOST_ROWS][0], f"从这一行起超过{MOST_ROWS}条。请拆成几张表，或并去细目。")])
    rows: list[Row] = []
    at: dict[int, int] = {}
    flaws: list[Flaw] = []
    for place, (line, cells) in enumerate(body, 1):
        found = list(_flaws_of_row(head, cells))
        if found:
            flaws += [Flaw(line, sentence) for sentence in found]
        else:
            rows.append(_row(place, dict(zip(head, cells, strict=False))))
            at[place] = line
    flaws += [
        Flaw(at[place], f"轮不到这一条：第{at[cover]}行已把它的情形全包括。请把窄的写在宽的前面。")
        for place, cover in unreached(rows).items()
    ]
    if flaws:
        raise WrongTable(sorted(flaws, key=lambda one: one.line))
    return tuple(rows)


def grid_of_csv(content: bytes) -> list[list[str]]:
    """The cells of a CSV file, in UTF-8 or as spreadsheets of Chinese systems save it. Raises Invalid."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise Invalid("读不出文字。请在表格软件里另存为XLSX或CSV（UTF-8），再导入。", field="table")
    reader = csv.reader(io.StringIO(text.replace("\x00", "\ufffd"), newline=""), strict=True)
    grid: list[list[str]] = []
    try:
        for cells in reader:
            grid += [[]] * (reader.line_num - 1 - len(grid)) + [cells]
            if len(grid) > MOST_ROWS * 2:
                break
    except csv.Error:
        raise WrongTable([Flaw(reader.line_num, "这一行的引号或分隔符不完整，读不出各格。")]) from None
    return grid


def grid_of_xlsx(content: bytes) -> list[list[str]]:
    """The cells of the first sheet of a workbook, as texts; formulas by the value that was saved with them. For the stranger's child."""
    import openpyxl  # noqa: PLC0415 - heavy, and needed in the child alone

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(max_row=MOST_ROWS * 2, max_col=MOST_COLUMNS, values_only=True)
    return [[_cell_text(cell) for cell in row] for row in rows]


def grid_of(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """The table again, with its head, exactly as `read_table` takes it."""
    yield COLUMNS
    for row in rows:
        yield (
            str(row.ordinal),
            row.heading,
            row.content,
            "、".join(row.kinds),
            SOURCES.get(row.source, ""),
            MANNERS.get(row.manner, ""),
            "；".join(row.words),
            retention_words(row.retention),
        )


def shipped() -> tuple[Row, ...]:
    """The table that comes with the product, after 国家档案局令第8号: proposed for a new fonds until it has its own."""
    return read_table(grid_of_csv((resources.files("archive.arranging") / "tables/order-8.csv").read_bytes()))


def retention_of(text: str) -> str | None:
    """永久, 30年, 定期10年, Y, D30, 不归档 → Y, D30, D10, N; None for anything else."""
    text = text.strip().upper()
    if text in {"永久", "Y"}:
        return "Y"
    if text in {"不归档", LEFT_OUT}:
        return LEFT_OUT
    found = _YEARS.fullmatch(text)
    return f"D{found[1] or found[2]}" if found else None


def _flaws_of_head(head: list[str]) -> Iterator[str]:
    known = [name for name in head if name]
    if missing := [name for name in NEEDED if name not in known]:
        yield f"表头缺{'、'.join(missing)}。表头须是：{'、'.join(COLUMNS)}；其中{'、'.join(NEEDED)}必有。"
    for name in dict.fromkeys(known):
        if name not in COLUMNS:
            yield f"不认识“{name[:20]}”这一列。可以有的列是：{'、'.join(COLUMNS)}。"
        elif known.count(name) > 1:
            yield f"“{name}”有{known.count(name)}列。请只留一列。"


def _flaws_of_row(head: list[str], cells: list[str]) -> Iterator[str]:
    if any(cells[len(head) :]) or any(cell for name, cell in zip(head, cells, strict=False) if not name):
        yield "没有表头的列里有字。请移到有表头的列，或删去。"
        return
    told = dict(zip(head, cells, strict=False))
    for name, cell in told.items():
        try:
            clean_line(cell, name, _LENGTHS.get(name, A_CELL))
        except Invalid as refusal:
            yield refusal.sentence
            return
    yield from (f"“{name}”空着。" for name in NEEDED if not told.get(name))
    for kind in _several(told.get(KINDS, ""), _DIVIDED):
        if kind not in set(Kind):
            yield f"没有“{kind[:20]}”这个文种。文种写条例的十五种，几种之间用顿号。"
    if (source := told.get(SOURCE, "")) and source not in _SOURCES:
        yield f"来源“{source[:20]}”认不出。写{'、'.join(SOURCES.values())}之一，或空着。"
    if (manner := told.get(MANNER, "")) and manner not in _MANNERS:
        yield f"办理“{manner[:20]}”认不出。写办件或阅件，或空着。"
    if (words := told.get(RETENTION, "")) and retention_of(words) is None:
        yield f"保管期限“{words[:20]}”认不出。写永久、30年、10年这样，或不归档。"


def _row(ordinal: int, told: dict[str, str]) -> Row:
    return Row(
        ordinal=ordinal,
        heading=clean_line(told[HEADING], HEADING, A_CELL),
        content=clean_line(told[CONTENT], CONTENT, A_CELL),
        retention=retention_of(told[RETENTION]) or "",
        kinds=_several(told.get(KINDS, ""), _DIVIDED),
        source=_SOURCES.get(told.get(SOURCE, ""), ""),
        manner=_MANNERS.get(told.get(MANNER, ""), ""),
        words=_several(clean_line(told.get(WORDS, ""), WORDS, A_CELL), _DIVIDED_WORDS),
    )


def _several(text: str, divided: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, chain(word.strip() for word in divided.split(text)))))


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
