"""Text of strangers made fit to be kept: what cannot be seen is taken out and said; every visible character stays as it is."""

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def shown(text: str) -> tuple[str, bool]:
    """The text without what cannot be seen or turns the line round, and whether there was any of it."""
    clean = UNSEEN.sub("", text)
    return LINE_ENDS.sub("\n", clean).strip(), clean != text


def one_line(text: str) -> str:
    """Line ends inside Han text mean nothing; between words they are a blank."""
    return re.sub(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])", " ", text).replace("\n", "")


def cut(text: str, limit: int) -> str:
    """At most so many characters; the last says that there was more."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
