"""检索的写法归一：one function for what is taken in and for what is asked, so that what looks alike is alike in both.

Compatibility forms, case, brackets and traditional characters become one form. Characters that nobody sees are dropped.
White space counts only between two words or figures of an alphabet (`APP store`); elsewhere it is the layout's (`张　三`) and falls away.
"""

import re
import unicodedata
from collections.abc import Iterator

from archive.search.engine.hanfold import FOLDS

BLANK = " "
BRACKETS = dict.fromkeys("〔［[【〖（(", "(") | dict.fromkeys("〕］]】〗）)", ")")
BRACKETS |= dict.fromkeys("〈＜<", "<") | dict.fromkeys("〉＞>", ">")
UNSEEN = {"Cc", "Cf", "Cs"}
CELL = re.compile("[\t\x0b\x0c]+")
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, and kana: written without blanks between words."""
ONE_HAN = re.compile(f"[{HAN}]")
LAYOUT_BLANK = re.compile(rf" (?!(?![{HAN}])[^\W_])|(?<![^\W_]) |(?<=[{HAN}]) ")


class _Forms(dict[int, str]):
    """As `str.translate` takes it: each character's form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _form(chr(code))
        return form


FORMS = _Forms()


def normalise(text: str) -> str:
    """The form in which strings are compared. Applied twice it changes nothing more; the same length is not promised."""
    plain = text.translate(FORMS)
    if not unicodedata.is_normalized("NFKC", plain):  # marks that stand alone join the letter before them
        plain = unicodedata.normalize("NFKC", plain).translate(FORMS)
    if BLANK not in plain:
        return plain
    closed_up = LAYOUT_BLANK.sub("", BLANK.join(plain.split()))
    return closed_up if unicodedata.is_normalized("NFKC", closed_up) else normalise(closed_up)


def strings_of(text: str) -> Iterator[str]:
    """The strings of a text, normalised: cells of a table that are held apart by tabs are strings of their own."""
    for cell in CELL.split(text):
        if plain := normalise(cell):
            yield plain


def is_han(character: str) -> bool:
    return ONE_HAN.match(character) is not None


def _form(character: str) -> str:
    """White space is a blank; control and format characters and lone surrogates are nothing."""
    if character.isspace():
        return BLANK
    if unicodedata.category(character) in UNSEEN:
        return ""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(BLANK if one.isspace() else BRACKETS.get(one) or FOLDS.get(one, one) for one in plain)
