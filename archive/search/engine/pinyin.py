"""拼音：what a title or a name is typed as, in whole syllables or by their first letters."""

import re
from functools import cache

TYPED = re.compile(r"[a-z]{2,24}")
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu|ua|ui|uo|ue|ve|a|o|e|i|u|v)"
)
BEGUN = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:[aeiouv][a-z]{0,3})?|[aeo][a-z]?")
WAYS = 8
"""Readings of one run of letters that are looked for: `xian` is 县 and 西安."""


def spelt(normalised: str) -> list[str]:
    """A syllable for each Chinese character; a run of letters or figures stands as it is; signs are left out."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables weigh 50 MB, and only who fills an index needs them

    return lazy_pinyin("".join(one for one in normalised if one.isalnum()))


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
