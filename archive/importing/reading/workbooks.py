"""What a worksheet holds that is no text of its own: formulas without their value, errors, cells that stand for several rows.

Whoever takes such cells for empty ones loses what the archivist sees on his screen; so a catalogue with them is sent back.
"""

import re
from collections.abc import Iterator
from typing import IO, Any

_REF = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


def flaw_of(sheet: IO[bytes], header: int, most: int) -> str:
    """The first of them behind the row `header`, in a sentence that says where and what to do; empty where there is none.

    `sheet` is the part of the package; rows behind `most` are not taken and not looked at.
    """
    return next(_flaws(sheet, header, most), "")


def _flaws(sheet: IO[bytes], header: int, most: int) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415 - only the child loads it

    for _, one in etree.iterparse(
        sheet, events=("end",), tag=("{*}c", "{*}mergeCell"), resolve_entities=False, no_network=True
    ):
        found = _REF.fullmatch(one.get("r") or one.get("ref") or "")
        if found is not None and int(found[2]) <= most and int(found[4] or found[2]) > header:
            yield from _of_merged(found) if found[4] else _of_cell(one, found[0])
        one.clear()


def _of_cell(cell: Any, place: str) -> Iterator[str]:
    value = cell.find("{*}v")
    empty = value is None or not value.text
    if cell.get("t") == "e":
        yield f"{place}格是公式的错误“{'' if value is None else value.text}”。请改正后再送来。"
    elif cell.find("{*}f") is not None and empty and not (cell.get("t") == "str" and value is not None):
        yield f"{place}格的公式没有存下算出的值。请用WPS或Excel打开，保存一次，再送来。"


def _of_merged(found: re.Match[str]) -> Iterator[str]:
    if found[2] != found[4]:
        yield f"{found[0]}是跨几行的合并单元格，下面各行写的是什么认不出。请取消合并，逐行填写后再送来。"
