"""PDF's words as they are written (ISO 32000-1 7.2, 7.3): for the rules about writing that a parser forgets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(
    rb"[\x00\t\n\x0c\r ]+"
    rb"|(?P<comment>%[^\r\n]*)"
    rb"|(?P<open><<|>>|\[|\]|\{|\})"
    rb"|(?P<hex><[^>]*>?)"
    rb"|(?P<name>/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*)"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$))"
    rb"|(?P<string>\()"
    rb"|(?P<keyword>[^\x00\t\n\x0c\r ()<>\[\]{}/%]+)"
    rb"|(?P<odd>.)",
    re.DOTALL,
)
_STRING_MARKS: Final = re.compile(rb"[\\()]")
_ESCAPED_NAME: Final = re.compile(rb"#[0-9A-Fa-f]{2}")
_SPACE: Final = b"\x00\t\n\x0c\r "


@dataclass(frozen=True, slots=True)
class Word:
    """`kind` is open, hex, name, number, string, keyword or odd; `text` as it stands, brackets included."""

    kind: str
    text: bytes
    at: int


def words(content: bytes, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """From `start` to `end`; comments and blanks are left out."""
    at = start
    stop = len(content) if end is None else end
    while at < stop:
        found = _WORD.match(content, at, stop)
        if found is None:
            return
        kind = found.lastgroup or ""
        after = found.end()
        if kind == "string":
            after = _string_end(content, at, stop)
        if kind and kind != "comment":
            yield Word(kind, content[at:after], at)
        at = after


def _string_end(content: bytes, at: int, stop: int) -> int:
    depth, place = 0, at
    while mark := _STRING_MARKS.search(content, place, stop):
        place = mark.end()
        match mark[0]:
            case b"\\":
                place += 1
            case b"(":
                depth += 1
            case b")":
                depth -= 1
                if not depth:
                    return place
    return stop


def hex_flaw(text: bytes) -> str:
    """Of a hexadecimal string: what is wrong with it; empty for a sound one."""
    digits = text.strip(b"<>").translate(None, bytes(_SPACE))
    if not re.fullmatch(rb"[0-9A-Fa-f]*", digits):
        return "十六进制字符串里有别的字符"
    return "十六进制字符串的位数是单数" if len(digits) % 2 else ""


def string_size(text: bytes) -> int:
    """Bytes of a literal string, its escapes counted as what they stand for."""
    return len(re.sub(rb"\\(?:[0-7]{1,3}|\r\n|.)", b"x", text[1:-1], flags=re.DOTALL))


def name_size(text: bytes) -> int:
    """Bytes of a name, without its slash."""
    return len(_ESCAPED_NAME.sub(b"x", text)) - 1
