"""The name under which a file is shown and downloaded. It is never a path: where content lies is decided by its digest."""

import re
import unicodedata

LONGEST = 180
UNNAMED = "未命名"

INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
FORBIDDEN = re.compile(r'[<>:"|?*]')  # on Windows, where most files are going
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of a path, in NFC, visible characters only, at most 180 of them with the suffix kept.

    Han characters stay. What no file on Windows may carry becomes “_”; a name with nothing left is 未命名. Never fails.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name[-2_000:]))[-1]
    last = FORBIDDEN.sub("_", INVISIBLE.sub("", last)).strip()
    stem, suffix = split_name(last.strip(". "))
    if DEVICE.fullmatch(stem.split(".")[0].rstrip()):
        stem = f"_{stem}"
    return (stem[: LONGEST - len(suffix)].rstrip(". ") or UNNAMED) + suffix


def split_name(name: str) -> tuple[str, str]:
    """Name and suffix: `("a", ".pdf")`. Only 1–8 ASCII letters and digits after the last dot are a suffix, given in lower case."""
    found = re.fullmatch(r"(.*)(\.[A-Za-z0-9]{1,8})", name, re.DOTALL)
    return (found[1], found[2].lower()) if found else (name, "")
