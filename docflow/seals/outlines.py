"""Letters as outlines: what a font draws, as plain curves, so that no seal contains text or depends on a font."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

Affine = tuple[float, float, float, float, float, float]
Step = tuple[str, tuple[float, ...]]
"""One step of a path: M x y, L x y, C x1 y1 x2 y2 x y, Z."""

DESCENT: Final = 0.12
"""How much of a Chinese character's square lies below its base line, in em."""


class MissingCharacterError(ValueError):
    """No font given has this character; a seal is never drawn with a gap in the organ's name."""

    def __init__(self, character: str) -> None:
        super().__init__(f"印章字体中没有“{character}”字，不能制作印模。请更换字体，或在字体目录中补充含有该字的字体。")
        self.character = character


class _Steps(BasePen):
    """Collects a glyph's outline as steps; BasePen turns quadratic curves into cubic ones."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)  # type: ignore[no-untyped-call] # fontTools leaves it untyped
        self.steps: list[Step] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: N802 - fontTools' names
        self.steps.append(("M", tuple(pt)))

    def _lineTo(self, pt: Any) -> None:  # noqa: N802
        self.steps.append(("L", tuple(pt)))

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self.steps.append(("C", (*pt1, *pt2, *pt3)))

    def _closePath(self) -> None:  # noqa: N802
        self.steps.append(("Z", ()))


@dataclass(frozen=True)
class _Face:
    glyphs: Any
    names: dict[int, str]
    em: float


class Lettering:
    """The outlines of characters, from the first of several font files (TrueType) that has them."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = list(files)
        self._faces: list[_Face] = []

    def steps(self, character: str, place: Affine) -> list[Step]:
        """The outline of `character`; its unit square (lower left 0 0, upper right 1 1) goes where `place` puts it.

        Raises MissingCharacterError.
        """
        face = self._face_of(character)
        pen = _Steps(face.glyphs)
        unit = (1 / face.em, 0, 0, 1 / face.em, 0, DESCENT)
        glyph = face.glyphs[face.names[ord(character)]]
        aside = (1 - glyph.width / face.em) / 2  # a narrow figure stands in the middle of its square
        glyph.draw(TransformPen(TransformPen(pen, place), (*unit[:4], aside, unit[5])))
        return pen.steps

    def _face_of(self, character: str) -> _Face:
        for number, file in enumerate(self._files):
            if number == len(self._faces):
                font: Any = TTFont(io.BytesIO(file.read_bytes()), lazy=True)  # from memory: no file stays open
                self._faces.append(_Face(font.getGlyphSet(), font.getBestCmap() or {}, font["head"].unitsPerEm))
            if ord(character) in self._faces[number].names:
                return self._faces[number]
        raise MissingCharacterError(character)
