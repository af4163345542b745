"""Contents as they are written, and the images that stand in the midst of them."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.colour import colour_flaws
from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.lexing import words
from archive.checks.pdfa.limits import word_flaws
from archive.checks.pdfa.opening import is_true
from archive.checks.pdfa.states import INTENTS

_SUSPECT: Final = re.compile(
    rb"\d{10}"  # a number that may be too large: the limits of parts 2 and 3 have ten digits and more
    rb"|/[^\x00\t\n\x0c\r ()<>\[\]{}/%]{128}"  # a name that is too long
    rb"|(?<!<)<(?!<)(?!(?:[0-9A-Fa-f]{2})*>)"  # a hexadecimal string that is not plainly even
    rb"|<<<",  # one that follows at once upon the beginning of a dictionary
    re.DOTALL,
)

_STRING: Final = re.compile(rb"\((?:[^()\\]|\\.){0,32000}\)", re.DOTALL)
"""A string without another pair of brackets in it, and not too long."""
_UNSURE: Final = re.compile(rb"[()%]|(?<![A-Za-z])ID(?![A-Za-z])")
"""Beside such strings: what may be another kind of string, a comment, the data of an image."""


def may_be_wrong(content: bytes) -> bool:
    """Whether reading it word by word can find anything, under the limits of PDF/A-2 and 3. Glyphs stand in strings as any bytes at all: those are looked past."""
    rest = _STRING.sub(b" ", content)
    return bool(_UNSURE.search(rest) or _SUSPECT.search(rest))


def written_flaws(stream: Any, part: int) -> Iterator[Flaw]:
    """The words of a content stream as they stand; the data of inline images is no words.

    Reading a content word by word takes longer than all other rules together: where nothing in it can be wrong, it is not done. PDF/A-1
    counts the elements of arrays too, so there it always is.
    """
    content = stream.read_bytes()
    if part != 1 and not may_be_wrong(content):
        return
    at = 0
    while at < len(content):
        data = 0
        told = []
        for word in words(content, at):
            if word.kind == "keyword" and word.text == b"ID":
                data = word.at + 3
                break
            told.append(word)
        yield from word_flaws(told, part)
        if not data:
            return
        end = content.find(b"\nEI", data)
        end = end if end >= 0 else content.find(b" EI", data)
        if end < 0:
            return
        at = end + 3


def inline_image_flaws(image: Any, fill: Any, resources: Any, output: str, part: int) -> Iterator[Flaw]:
    """An image in the midst of a content; `fill` is the colour space that a mask is painted in."""
    told = image.obj if isinstance(image.obj, pikepdf.Dictionary) else pikepdf.Dictionary()
    if is_true(told.get("/I", told.get("/Interpolate"))):
        yield Flaw("6.2.4" if part == 1 else "6.2.8.1", "图像要求插值")
    filters = told.get("/F", told.get("/Filter"))
    names = [str(one) for one in (filters.as_list() if isinstance(filters, pikepdf.Array) else [filters])]
    if {"/LZW", "/LZWDecode"} & set(names):
        yield Flaw("6.1.10", "用了LZW压缩")
    if str(told.get("/Intent", "/Perceptual")) not in INTENTS:
        yield Flaw("6.2.9" if part == 1 else "6.2.6", "再现意图不是标准所列的")
    space = told.get("/CS", told.get("/ColorSpace"))
    if is_true(told.get("/IM", told.get("/ImageMask"))):
        yield from colour_flaws(fill, resources, output, part)
    elif space is not None:
        yield from colour_flaws(space, resources, output, part)
