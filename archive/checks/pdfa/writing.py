"""How the file is written: header, end, cross references, objects, streams (ISO 19005-1 and -2, 6.1)."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.lexing import Word, words
from archive.checks.pdfa.limits import clause_of_limits, word_flaws

_EOL: Final = rb"(?:\r\n|\r|\n)"
_HEADER: Final = re.compile(rb"%PDF-1\.[0-7]" + _EOL)
_MARK: Final = re.compile(rb"%[^\r\n]{4,}")
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_SUBSECTION: Final = re.compile(rb"[\x00\t\n\x0c\r ]*(\d+)([\x00\t\n\x0c\r ]+)(\d+)[\x00\t\n\x0c\r ]*")
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([fn])[\x00\t\n\x0c\r ]{0,2}")
_OBJECT: Final = re.compile(rb"(\d+)([\x00\t\n\x0c\r ]+)(\d+)([\x00\t\n\x0c\r ]+)obj")
_STREAM: Final = re.compile(rb"\s*stream(\r\n|\n|\r)?")
_PREVIOUS: Final = re.compile(rb"/(Prev|XRefStm)\s+(\d+)")
_MOST_OBJECTS: Final = 8_388_607
_SPACES: Final = b"\x00\t\n\x0c\r "


@dataclass(slots=True)
class Layout:
    """Where things are: offsets of objects by number, the words of trailers, cross-reference sections as found."""

    part: int
    offsets: dict[int, int] = field(default_factory=dict)
    free: set[int] = field(default_factory=set)
    trailers: list[bytes] = field(default_factory=list)
    streams: bool = False
    flaws: list[Flaw] = field(default_factory=list)


def writing_flaws(content: bytes, part: int) -> Iterator[Flaw]:
    """All that is wrong with how it is written."""
    yield from _frame_flaws(content)
    layout = _laid_out(content, part)
    yield from layout.flaws
    if part == 1 and layout.streams:
        yield Flaw("6.1.4", "用了交叉引用流")
    yield from _trailer_flaws(content, layout, part)
    if len(layout.offsets) > _MOST_OBJECTS:
        yield Flaw(clause_of_limits(part), "对象过多")
    for number, offset in sorted(layout.offsets.items()):
        yield from _object_flaws(content, number, offset, layout, part)


def _frame_flaws(content: bytes) -> Iterator[Flaw]:
    header = _HEADER.match(content)
    if header is None:
        yield Flaw("6.1.2", "文件头不是%PDF-1.0至%PDF-1.7，或前后夹有别的内容")
    else:
        mark = _MARK.match(content, header.end())
        if mark is None or any(one < 128 for one in mark[0][1:5]):
            yield Flaw("6.1.2", "文件头之后没有标明二进制的一行")
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5 :] not in {b"", b"\n", b"\r", b"\r\n"}:
        yield Flaw("6.1.3", "文件结尾之后还有内容")


def _laid_out(content: bytes, part: int) -> Layout:
    """Follow the chain of cross references from the last to the first; newer sections win."""
    layout = Layout(part)
    starts = list(_START.finditer(content))
    waiting = [int(starts[-1][1])] if starts else []
    seen: set[int] = set()
    while waiting:
        at = waiting.pop(0)
        if at in seen or at >= len(content):
            continue
        seen.add(at)
        trailer = _table(content, at, layout) if content.startswith(b"xref", at) else _stream(content, at, layout)
        layout.trailers.append(trailer)
        waiting += [int(one[2]) for one in sorted(_PREVIOUS.finditer(trailer), key=lambda one: one[1] == b"Prev")]
    return layout


def _table(content: bytes, at: int, layout: Layout) -> bytes:
    place = at + 4
    if re.match(_EOL + rb"\d", content[place : place + 3]) is None:
        layout.flaws.append(Flaw("6.1.4", "xref与其后的小节之间不是一个换行"))
    while (head := _SUBSECTION.match(content, place)) is not None:
        if head[2] != b" ":
            layout.flaws.append(Flaw("6.1.4", "交叉引用小节的起号与个数之间不是一个空格"))
        first, count, place = int(head[1]), int(head[3]), head.end()
        for number in range(first, first + count):
            entry = _ENTRY.match(content, place)
            if entry is None:
                layout.flaws.append(Flaw("6.1.4", "交叉引用的条目格式不对"))
                return b""
            place = entry.end()
            _note(layout, number, int(entry[1]), used=entry[3] == b"n")
    start = content.find(b"trailer", place)
    return content[start : content.find(b"startxref", start)] if start >= 0 else b""


def _note(layout: Layout, number: int, offset: int, *, used: bool) -> None:
    if number in layout.offsets or number in layout.free:
        return
    if used and offset:
        layout.offsets[number] = offset
    else:
        layout.free.add(number)


def _stream(content: bytes, at: int, layout: Layout) -> bytes:
    """A cross-reference stream (ISO 32000-1 7.5.8), read as far as it is plain or deflated."""
    layout.streams = True
    start = content.find(b"stream", at)
    head = content[at:start]
    body = _STREAM.match(content, start)
    sizes = re.search(rb"/W\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s*\]", head)
    length = re.search(rb"/Length\s+(\d+)(?!\s+\d+\s+R)", head)
    if body is None or sizes is None or length is None:
        return head
    data = content[body.end() : body.end() + int(length[1])]
    widths = [int(sizes[n]) for n in (1, 2, 3)]
    index = re.search(rb"/Index\s*\[([\d\s]+)\]", head)
    size = re.search(rb"/Size\s+(\d+)", head)
    spans = [int(one) for one in index[1].split()] if index else [0, int(size[1]) if size else 0]
    _read_rows(_unpacked(data, head, sum(widths)), widths, spans, layout)
    return head


def _unpacked(data: bytes, head: bytes, width: int) -> bytes:
    if b"FlateDecode" in head:
        try:
            data = zlib.decompressobj().decompress(data, 64 * 1024 * 1024)
        except zlib.error:
            return b""
    if not re.search(rb"/Predictor\s+1\d", head):
        return data
    rows, above = [], bytes(width)
    for at in range(0, len(data) - width, width + 1):
        row = data[at + 1 : at + 1 + width]
        above = bytes((a + b) & 255 for a, b in zip(row, above, strict=True)) if data[at] == 2 else row
        rows.append(above)
    return b"".join(rows)


def _read_rows(data: bytes, widths: list[int], spans: list[int], layout: Layout) -> None:
    place = 0
    for first, count in zip(spans[::2], spans[1::2], strict=False):
        for number in range(first, first + count):
            row = []
            for width in widths:
                row.append(int.from_bytes(data[place : place + width], "big") if width else 1)
                place += width
            if place > len(data):
                return
            if row[0] == 1:
                _note(layout, number, row[1], used=True)
            else:  # free, or inside an object stream, whose words the child's parser reads
                layout.free.add(number)


def _trailer_flaws(content: bytes, layout: Layout, part: int) -> Iterator[Flaw]:
    last = layout.trailers[0] if layout.trailers else b""
    linearized = b"/Linearized" in content[:1024]
    has_id = any(b"/ID" in one for one in layout.trailers) if linearized else b"/ID" in last
    if not has_id:
        yield Flaw("6.1.3", "文件尾没有文件标识（ID）")
    if any(re.search(rb"/Encrypt\b", one) for one in layout.trailers):
        yield Flaw("6.1.3", "文件已加密")
    for trailer in layout.trailers if not layout.streams else ():
        yield from word_flaws(words(trailer.removeprefix(b"trailer")), part)


def _object_flaws(content: bytes, number: int, offset: int, layout: Layout, part: int) -> Iterator[Flaw]:
    clause = "6.1.8" if part == 1 else "6.1.9"
    offset += len(content[offset : offset + 9]) - len(content[offset : offset + 9].lstrip(_SPACES))
    head = _OBJECT.match(content, offset)
    if head is None or int(head[1]) != number:
        yield Flaw("6.1.4", f"交叉引用指向的位置上不是对象{number}")
        return
    between = len(head[2]) == 1 and len(head[4]) == 1
    lines = content[offset - 1 : offset] in {b"\n", b"\r", b""} and content[head.end() : head.end() + 1] in {
        b"\n",
        b"\r",
    }
    if not (between and lines):
        yield Flaw(clause, f"对象{number}的开头没有按规定分隔")
    told: list[Word] = []
    for word in words(content, head.end()):
        if word.kind == "keyword" and word.text in {b"stream", b"endobj", b"obj"}:
            break
        told.append(word)
    else:
        yield Flaw(clause, f"对象{number}没有结尾")
        return
    yield from word_flaws(told, part)
    if word.text == b"stream":
        yield from _stream_flaws(content, told, word.at, number, layout, clause)
    elif word.text == b"endobj" and not _ended(content, word.at):
        yield Flaw(clause, f"对象{number}的结尾没有自成一行")


def _ended(content: bytes, at: int) -> bool:
    return content[at - 1 : at] in {b"\n", b"\r"} and content[at + 6 : at + 7] in {b"\n", b"\r", b""}


def _stream_flaws(
    content: bytes, told: list[Word], at: int, number: int, layout: Layout, clause: str
) -> Iterator[Flaw]:
    begun = _STREAM.match(content, at)
    if begun is None or begun[1] not in {b"\r\n", b"\n"}:
        yield Flaw("6.1.7", f"对象{number}的stream之后没有换行")
        return
    length = _length(content, told, layout)
    if length is None:
        return
    end = begun.end() + length
    yield from _packed_flaws(told, content[begun.end() : end], layout.part)
    tail = re.compile(rb"(\r\n|\n|\r)?endstream").match(content, end)
    if tail is None:
        yield Flaw("6.1.7", f"对象{number}的流长与登记的Length不符")
        return
    if tail[1] is None:
        yield Flaw("6.1.7", f"对象{number}的endstream之前没有换行")
    close = re.compile(rb"[\x00\t\n\x0c\r ]*endobj").match(content, tail.end())
    if close is None or not _ended(content, close.end() - 6):
        yield Flaw(clause, f"对象{number}的结尾没有自成一行")


def _packed_flaws(told: list[Word], data: bytes, part: int) -> Iterator[Flaw]:
    """The words of the objects that an object stream holds (ISO 32000-1 7.5.7)."""
    texts = [word.text for word in told]
    if b"/ObjStm" not in texts or b"/First" not in texts:
        return
    first = texts[texts.index(b"/First") + 1]
    inside = _unpacked(data, b" ".join(texts), 1)
    yield from word_flaws(words(inside, int(first) if first.isdigit() else 0), part)


def _length(content: bytes, told: list[Word], layout: Layout) -> int | None:
    """Length of a stream, direct or in an object of its own; of the outermost dictionary."""
    depth = 0
    for place, word in enumerate(told):
        if word.kind == "open":
            depth += {b"<<": 1, b">>": -1}.get(word.text, 0)
        if depth == 1 and word.text == b"/Length" and place + 1 < len(told):
            value = told[place + 1].text
            if place + 3 < len(told) and told[place + 3].text == b"R":
                return _number_at(content, layout.offsets.get(int(value)))
            return int(value) if value.isdigit() else None
    return None


def _number_at(content: bytes, offset: int | None) -> int | None:
    if offset is None:
        return None
    found = re.compile(_OBJECT.pattern + rb"\s*(\d+)").match(content, offset)
    return int(found[5]) if found else None
