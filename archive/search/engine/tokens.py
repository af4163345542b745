"""记号：one character a token, so that every substring is a phrase; marks of our own are longer than a character and meet nothing that was written."""

import re

from archive.search.engine.normalise import BLANK

START = "_start"
"""Stands before a title, so that one can ask how it begins."""
GAP = "_blank"
KEY_LONGEST = 300
"""Characters of a string that are compared or sorted by as a whole."""
FIGURES = re.compile(r"\d+")


def tokens_of(normalised: str) -> list[str]:
    """The characters of a normalised string."""
    return [GAP if one == BLANK else one for one in normalised] if BLANK in normalised else list(normalised)


def written(tokens: list[str]) -> str:
    """As an analyser that splits at white space reads them."""
    return BLANK.join(tokens)


def whole(normalised: str) -> str:
    """What two strings have in common that are said to be the same: 题名相同, 文号相同."""
    return normalised.replace(BLANK, "")[:KEY_LONGEST]


def sorted_by(number: str) -> str:
    """A normalised number as it is sorted: 〔2026〕9号 before 〔2026〕10号; what has none stands last."""
    plain = whole(number)
    return "0" + FIGURES.sub(lambda run: run[0].zfill(12), plain)[: 2 * KEY_LONGEST] if plain else "1"
