"""Fonts that are here already: the official ones, in the folder's `own` or known to fontconfig, and installed free ones."""

from pathlib import Path
from typing import Final

from docflow.fonts.faces import FANDOL, OFFICIAL, RARE, NoFonts, Source
from docflow.fonts.running import run, say

_FORM: Final = "%{file}\t%{index}\t%{family}\n"
_FREE: Final = (
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    Path("/usr/share/fonts/truetype/babelstone"),
)
_RESTRICTED: Final = 2  # OS/2 fsType: its owner forbids to embed it


def official_fonts(own: Path) -> dict[str, Source]:
    """Face → a font under a name the standard asks for: of the folder's own, else of the system."""
    try:
        listed = run("fc-scan", "-f", _FORM, own) if own.is_dir() and any(own.iterdir()) else ""
        listed += run("fc-list", "-f", _FORM, ":lang=zh-cn")
    except NoFonts as why:
        say(f"{why}（软件包fontconfig），不找本机的正式字体")
        return {}
    found: dict[str, Source] = {}
    for row in listed.splitlines():
        file, index, families = (*row.split("\t"), "", "")[:3]
        path = Path(file)
        for face, names in OFFICIAL.items():
            if face not in found and names & {*families.split(",")} and _may_be_embedded(path, int(index) & 0xFFFF):
                origin = "own" if path.parent == own else "system"
                found[face] = Source(path, int(index) & 0xFFFF, origin, stays=True)
    return found


def installed_free_fonts() -> dict[str, Source]:
    """File name → the free font, where a package of this system has put it."""
    names = (*FANDOL.values(), RARE)
    return {n: Source(folder / n, 0, "system", stays=True) for folder in _FREE for n in names if (folder / n).is_file()}


def _may_be_embedded(path: Path, index: int) -> bool:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a second run, with no licensed fonts here, needs it not

    with TTFont(path, fontNumber=index, lazy=True) as font:
        forbidden = "OS/2" in font and getattr(font["OS/2"], "fsType", 0) & 0xF == _RESTRICTED
    if forbidden:
        say(f"{path.name}的许可不允许嵌入公文，不用它")
    return not forbidden
