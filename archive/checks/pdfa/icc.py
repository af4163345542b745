"""ICC profiles by their headers (ISO 15076-1 7.2): enough for what PDF/A asks of them."""

from typing import Any, Final

SPACES: Final = {b"RGB ": ("RGB", 3), b"CMYK": ("CMYK", 4), b"GRAY": ("GRAY", 1), b"Lab ": ("LAB", 3)}
_CLASSES: Final = frozenset({b"prtr", b"mntr", b"scnr", b"spac"})
_OUTPUT_CLASSES: Final = frozenset({b"prtr", b"mntr"})
_HEADER: Final = 128


def _header(profile: Any) -> bytes:
    return bytes(profile.read_bytes()[:_HEADER])


def space_of(profile: Any) -> str:
    """RGB, CMYK, GRAY, LAB, or empty for a profile that says none of these."""
    return SPACES.get(_header(profile)[16:20], ("", 0))[0]


def profile_flaw(profile: Any, part: int, *, output: bool) -> str:
    """What is wrong with a profile: of an output intent, or of a colour space."""
    header = _header(profile)
    if len(header) < _HEADER or header[36:40] != b"acsp":
        return "色彩特性文件读不出"
    if header[8] > (2 if part == 1 else 4):
        return "色彩特性文件的版本过新"
    if header[12:16] not in (_OUTPUT_CLASSES if output else _CLASSES):
        return "色彩特性文件的种类不对"
    space = SPACES.get(header[16:20])
    if space is None or (output and space[0] == "LAB"):
        return "色彩特性文件的色彩空间不对"
    stated = profile.get("/N")
    return "色彩特性文件的分量数与N不符" if stated is not None and int(stated) != space[1] else ""
