"""Text as people typed it, made fit to be kept: one normal form, nothing that cannot be seen or that turns the line round."""

import re
import unicodedata

from office.kernel.refusals import Invalid

SLIPPED_IN = re.compile(
    "[\u00ad\u200b\u2060\ufeff]"
)  # soft hyphen, zero-width space and the like: pasted along, meaning nothing
TURNING = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)  # Unicode UAX #9: marks, embeddings, overrides, isolates
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
UNSEEN = re.compile(
    "[\u2061-\u2064\u206a-\u206f\U000e0000-\U000e007f\ufff9-\uffff\ufdd0-\ufdef]"
)  # operators without ink, shaping, tags, annotations, non-characters
HALF = re.compile("[\ud800-\udfff]")  # lone halves of a character: no database keeps them


def clean_line(text: str, what: str, limit: int, *, field: str = "") -> str:
    """One line of text in NFC, without space at its ends, at most `limit` characters; it may be empty.

    `what` names it in the refusal (“标题”), `field` is the input's name. Raises Invalid.
    """
    line = _clean(text, what, field)
    if re.search("[\n\t\u2028\u2029]", line):
        raise Invalid(f"{what}只能写一行。请去掉换行和制表符。", field=field)
    return _within(line, what, limit, field)


def clean_text(text: str, what: str, limit: int, *, field: str = "") -> str:
    """Text of several lines (each ended by \\n) in NFC, at most `limit` characters; it may be empty. Raises Invalid."""
    return _within(_clean(text, what, field), what, limit, field)


def _clean(text: str, what: str, field: str) -> str:
    if HALF.search(text):
        raise Invalid(f"{what}中有残缺的字符。请重新输入后再保存。", field=field)
    text = unicodedata.normalize("NFC", SLIPPED_IN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        raise Invalid(f"{what}第{_row(text, found)}行有看不见的控制字符。请删去后重新输入这一行。", field=field)
    if found := TURNING.search(text):
        raise Invalid(
            f"{what}第{_row(text, found)}行有改变文字方向的字符，会使内容看上去与实际不同。请重新输入这一行。",
            field=field,
        )
    if found := UNSEEN.search(text):
        raise Invalid(f"{what}第{_row(text, found)}行有看不见的字符。请重新输入这一行。", field=field)
    return text.strip()


def _row(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def _within(text: str, what: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise Invalid(f"{what}有{len(text)}字，最多{limit}字。请压缩后再保存。", field=field)
    return text
