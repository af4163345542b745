"""拼音首字母 proposed from a name. The first 3,755 characters of GB 2312 stand in the order of their pinyin, so the place of a
character among them tells its initial. A character with two readings may get the wrong one: it is a proposal, and can be typed over.
"""

from bisect import bisect_right

_FIRST = {
    "a": "啊", "b": "芭", "c": "擦", "d": "搭", "e": "蛾", "f": "发", "g": "噶", "h": "哈", "j": "击", "k": "喀", "l": "垃", "m": "妈",
    "n": "拿", "o": "哦", "p": "啪", "q": "期", "r": "然", "s": "撒", "t": "塌", "w": "挖", "x": "昔", "y": "压", "z": "匝",
}  # fmt: skip
_SURNAMES = {
    "曾": "z",
    "单": "s",
    "解": "x",
    "仇": "q",
    "朴": "p",
    "查": "z",
    "盖": "g",
    "翟": "z",
    "区": "o",
    "沈": "s",
}
"""Read otherwise at the beginning of a name."""


def _place(character: str) -> bytes:
    return character.encode("gb2312", "replace")


_LETTERS = tuple(_FIRST)
_PLACES = [_place(first) for first in _FIRST.values()]
_LAST = b"\xd7\xf9"


def initials(name: str) -> str:
    """cys for 程远山; empty where a character is not among them, so that somebody types it."""
    letters = [
        _SURNAMES.get(character, "") if place == 0 and character in _SURNAMES else _initial(character)
        for place, character in enumerate(name)
        if character not in "·• "
    ]
    return "".join(letters) if all(letters) else ""


def _initial(character: str) -> str:
    if character.isascii() and character.isalpha():
        return character.lower()
    place = _place(character)
    return _LETTERS[bisect_right(_PLACES, place) - 1] if len(place) == 2 and _PLACES[0] <= place <= _LAST else ""
