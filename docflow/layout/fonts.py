"""The fonts of a page: five faces, each a chain of files, so that a rare name is set in the next font that has it.

The folder and its fonts.json come from `docflow.fonts.prepare`.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from docflow.layout.marks import BLANKS
from docflow.layout.refusals import LayoutRefused, MissingCharacters

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

_LATIN = re.compile("[!-~—]")


class Face(StrEnum):
    """A face of the standard, by its name in fonts.json."""

    FANG = "fang"  # 仿宋
    KAI = "kai"  # 楷体
    HEI = "hei"  # 黑体
    SONG = "song"  # 宋体
    TITLE = "xbs"  # 小标宋


@dataclass(frozen=True, slots=True)
class FontFile:
    """A TrueType file; `index` within a collection. `advances`: widths of mapped characters in ems."""

    key: str
    path: Path
    index: int
    digest: str
    advances: dict[int, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in the font that has it. `advance` in ems; `blank`: nothing to draw."""

    char: str
    font: str
    advance: float
    blank: bool = False


class FontSet:
    """The chains of a prepared folder. `digest` changes when any file does; pages with the same digest break alike."""

    def __init__(self, chains: Mapping[Face, Sequence[FontFile]], latin: Mapping[Face, FontFile] | None = None) -> None:
        """`latin`: the font of figures, Latin letters and dashes, for a face whose own ones do not fit its 汉字."""
        self._latin = dict(latin or {})
        self.files = {file.key: file for chain in chains.values() for file in chain}
        self._chains = {face: [*chain, *self._others(chain)] for face, chain in chains.items()}
        self._known: dict[tuple[Face, str], Glyph] = {}
        self._settable: dict[str, bool] = {}
        told = [f"{face} {' '.join(file.digest for file in chain)}" for face, chain in sorted(chains.items())]
        told += [f"latin {face} {file.digest}" for face, file in sorted(self._latin.items())]
        self.digest = hashlib.sha256("\n".join(told).encode()).hexdigest()

    def _others(self, chain: Sequence[FontFile]) -> list[FontFile]:
        return [file for file in self.files.values() if file not in chain]

    def chain(self, face: Face) -> list[Path]:
        """The files of a face, in the order in which a character is looked for."""
        return [file.path for file in self._chains[face]]

    def files_of(self, face: Face) -> list[FontFile]:
        """The same as fonts, for whoever draws letters himself."""
        return self._chains[face]

    def glyph(self, face: Face, char: str) -> Glyph:
        """Raises MissingCharacters; documents are asked as a whole first, by `missing`."""
        known = self._known.get((face, char))
        if known is None:
            known = self._known[face, char] = self._look(face, char)
        return known

    def _look(self, face: Face, char: str) -> Glyph:
        for file in self._setting(face, char):
            advance = file.advances.get(ord(char))
            if advance is not None:
                return Glyph(char, file.key, advance, blank=char in BLANKS)
        if char in BLANKS:
            return Glyph(char, self._chains[face][0].key, 1.0 if char in "\u2003\u3000" else 0.5, blank=True)
        raise MissingCharacters({char: ("文中",)})

    def has(self, char: str) -> bool:
        """Whether every face can set it."""
        known = self._settable.get(char)
        if known is None:
            chains = (self._setting(face, char) for face in self._chains)
            known = char in BLANKS or all(any(ord(char) in file.advances for file in chain) for chain in chains)
            self._settable[char] = known
        return known

    def _setting(self, face: Face, char: str) -> Sequence[FontFile]:
        """The fonts that may set a character: a private-use one means something only in the face's own font."""
        chain = self._chains[face]
        if _PRIVATE.match(char):
            return chain[:1]
        return [self._latin[face], *chain] if face in self._latin and _LATIN.match(char) else chain

    def require(self, texts: Iterable[tuple[str, str]]) -> None:
        """Every character of these (place, text) pairs. Raises MissingCharacters that names all that lack, with their places."""
        missing: dict[str, list[str]] = defaultdict(list)
        for place, text in texts:
            for char in dict.fromkeys(text):
                if char != "\n" and not self.has(char):
                    missing[char].append(place)
        if missing:
            raise MissingCharacters(missing)


def load_fonts(folder: Path) -> FontSet:
    """The prepared fonts of a folder; kept in memory by the folder's fonts.json. Raises LayoutRefused."""
    listing = folder / "fonts.json"
    try:
        return _load(listing.resolve(), listing.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError) as why:
        raise LayoutRefused(f"没有排版：字体文件夹{folder}里没有备好的字体。请先运行make install备好字体。") from why


@lru_cache(maxsize=2)
def _load(listing: Path, changed: int) -> FontSet:  # noqa: ARG001 - the time of change is the key of the cache
    told = json.loads(listing.read_text("utf-8"))
    facts = [fact for face in Face for fact in told["roles"][face]] + list(told["latin"].values())
    read: dict[tuple[str, int], FontFile] = {}
    for fact in facts:
        if _name(fact) not in read:
            read[_name(fact)] = _read(listing.parent, fact, f"F{len(read)}")
    chains = {face: [read[_name(fact)] for fact in told["roles"][face]] for face in Face}
    return FontSet(chains, {Face(face): read[_name(fact)] for face, fact in told["latin"].items()})


def _name(fact: dict[str, Any]) -> tuple[str, int]:
    return fact["file"], fact["index"]


def _read(folder: Path, fact: dict[str, Any], key: str) -> FontFile:
    path, index = Path(folder, fact["file"]), int(fact["index"])
    if path.stat().st_size != fact["size"]:
        raise ValueError(f"{path.name} is not the file that was prepared")
    with TTFont(path, fontNumber=index, lazy=True) as font:
        widths: dict[str, tuple[int, int]] = font["hmtx"].metrics
        unit: int = font["head"].unitsPerEm  # type: ignore[attr-defined]  # the table's fields are made at run time
        advances = {code: widths[name][0] / unit for code, name in (font.getBestCmap() or {}).items()}
    return FontFile(key, path, index, f"{fact['sha256']}-{index}", advances)
