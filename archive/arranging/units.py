"""机构代码 proposed for departments: the first letters of their names in pinyin (办公室 BGS), told apart by a figure. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final

LONGEST: Final = 12


def proposed_codes(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """A code for each name, none of them twice and none that is taken."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its dictionaries are large and seldom needed

    used = set(taken)
    found: dict[str, str] = {}
    for name in names:
        initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).upper()
        plain = "".join(char for char in initials if char.isascii() and char.isalnum())[:LONGEST] or "JG"
        code, n = plain, 2
        while code in used:
            code, n = f"{plain}{n}", n + 1
        used.add(code)
        found[name] = code
    return found


def doubled(codes: Mapping[str, str]) -> dict[str, list[str]]:
    """Codes that several departments have, with their names."""
    by_code: dict[str, list[str]] = {}
    for name, code in codes.items():
        by_code.setdefault(code, []).append(name)
    return {code: names for code, names in by_code.items() if len(names) > 1}
