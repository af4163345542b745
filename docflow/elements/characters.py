"""Which characters an element may hold: text a clerk can see, nothing that hides, turns or breaks it."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # marks without ink that web pages leave in copied text
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_COMBINED = re.compile("[A-Za-z][\u0300-\u036f]+")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks that turn the direction of the text, or its shapes
    "\u2061-\u2064\U000e0000-\U000e007f"  # operators and tags without ink, which a font may have all the same
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc]"
)


def forbidden(text: str) -> str:
    """The first character that no element may hold, where it stands and by its code, or "" where the text is clean."""
    found = _FORBIDDEN.search(text)
    if not found:
        found = next((m for m in re.finditer("[^\x00-\ufffd]", text) if ord(m[0]) & 0xFFFE == 0xFFFE), None)
    if not found:
        return ""
    before = text[max(0, found.start() - 6) : found.start()].rsplit("\n", maxsplit=1)[-1]
    return f"{f'“{before}”之后' if before else '行首'}的U+{ord(found[0]):04X}"


def tidy(text: str) -> str:
    """One spelling for what looks the same: line ends, invisible marks, letters with their accents, blanks at the ends.

    Tabs stay, an empty first cell of a table row too; so does every 汉字, since two code points may be two persons' names.
    """
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return _COMBINED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text).strip(" \n\u00a0\u3000")
