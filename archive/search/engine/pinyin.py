"""拼音：what a title or a name is typed as, in whole syllables or by their first letters."""

import re
import unicodedata
from functools import cache

TYPED = re.compile(r"[a-z]{2,24}")
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu|ua|ui|uo|ue|ve|a|o|e|i|u|v)"
)
BEGUN = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:[aeiouv][a-z]{0,3})?|[aeo][a-z]?")
WAYS = 8
"""Readings of one run of letters that are looked for: `xian` is 县 and 西安."""
WORD_LONGEST = 4
RUN = re.compile(r"[a-z0-9]*")


def spelt(normalised: str) -> list[str]:
    """A syllable for each Chinese character, by the longest word that it stands in (重庆, not 重要); a run of letters or figures as it is; no signs."""
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - 50 MB, that only who fills an index needs

    syllables: list[str] = []
    at = 0
    while at < len(normalised):
        for length in range(min(WORD_LONGEST, len(normalised) - at), 1, -1):
            if (word := normalised[at : at + length]) in PHRASES_DICT:
                syllables += _of_word(word)
                break
        else:
            word = normalised[at : max(at + 1, run.end() if (run := RUN.match(normalised, at)) else 0)]
            syllables += _of_one(word)
        at += len(word)
    return syllables


@cache
def readings(typed: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which letters are syllables; the last one may be only begun. None for what is no pinyin."""
    if not TYPED.fullmatch(typed):
        return ()
    found: list[tuple[str, ...]] = []
    _read(typed, (), found)
    return tuple(found)


def _read(rest: str, before: tuple[str, ...], found: list[tuple[str, ...]]) -> None:
    if BEGUN.fullmatch(rest) or SYLLABLE.fullmatch(rest):
        found.append((*before, rest))
    for length in range(min(6, len(rest) - 1), 0, -1):
        if len(found) >= WAYS:
            return
        if SYLLABLE.fullmatch(rest[:length]):
            _read(rest[length:], (*before, rest[:length]), found)


def _of_word(word: str) -> list[str]:
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - as above

    return [_plain(one[0]) for one in PHRASES_DICT[word]]


@cache
def _of_one(word: str) -> list[str]:
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - as above

    if read := PINYIN_DICT.get(ord(word[0])):
        return [_plain(read.split(",")[0])]
    return [word] if word.isalnum() else []


def _plain(syllable: str) -> str:
    """Without its tone; ü is typed as v."""
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(one for one in letters if one.isascii() and one.isalpha())
