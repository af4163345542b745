"""The five faces of GB/T 9704, the official fonts by name, and the free ones that stand in for them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

FACES: Final = ("fang", "kai", "hei", "song", "xbs")

OFFICIAL: Final[dict[str, frozenset[str]]] = {
    "fang": frozenset({"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"}),
    "kai": frozenset({"楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"}),
    "hei": frozenset({"黑体", "SimHei"}),
    "song": frozenset({"宋体", "SimSun"}),
    "xbs": frozenset({"方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05S"}),
}
FANDOL: Final = {
    "fang": "FandolFang-Regular.otf",
    "kai": "FandolKai-Regular.otf",
    "hei": "FandolHei-Regular.otf",
    "song": "FandolSong-Regular.otf",
    "xbs": "FandolSong-Bold.otf",
}
LATIN_OF: Final = {
    "fang": "song",
    "kai": "song",
}  # Fandol's 仿宋 and 楷体 have figures too heavy and too odd to stand in a text
NOTO: Final = {face: "NotoSansSC-Regular.otf" if face == "hei" else "NotoSerifSC-Regular.otf" for face in FACES}
RARE: Final = "BabelStoneHan.ttf"  # behind every other face: 玥 珺 堃 and 28 000 more characters

_LICENCES: Final = {
    "Fandol": "GPL-3.0 with font exception",
    "BabelStone": "Arphic Public License",
    "Noto": "OFL-1.1",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A font file as found: its index in a collection, and where it is from (own: the folder's; system: this machine's)."""

    path: Path
    index: int
    origin: str
    stays: bool = False  # whether the file will still lie there tomorrow

    @property
    def licence(self) -> str:
        return next((text for name, text in _LICENCES.items() if self.path.name.startswith(name)), "its owner's")


class NoFonts(OSError):  # noqa: N818 - a sentence for the person who sets the machine up
    """A source has no fonts for us; the text says why."""
