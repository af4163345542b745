"""印模：round, whole, legible, of vectors alone."""

import io
import math
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.seals.drawing import LEAST, MOST, Drawing, round_seal, signature_stamp
from docflow.seals.outlines import Lettering, MissingCharacterError, Step
from docflow.seals.place import POINT

FRAME = 2 * 6 + 11  # steps of the two circles and the star
NAME = "云州市人力资源和社会保障局"
lengths = st.integers(LEAST, MOST)
diameters = st.floats(42, 50)


def points(steps: tuple[Step, ...]) -> list[tuple[float, float]]:
    """Where the lines of a path end."""
    return [figures[-2:] for letter, figures in steps if letter != "Z"]  # type: ignore[misc] # pairs


def letters(drawing: Drawing, count: int) -> list[list[tuple[float, float]]]:
    """The points of each of `count` equal characters, from the centre of the seal."""
    steps, radius = drawing.steps[FRAME:], drawing.width / 2
    each = len(steps) // count
    assert each * count == len(steps)
    return [
        [(x - radius, y - radius) for x, y in points(steps[start : start + each])]
        for start in range(0, len(steps), each)
    ]


def clockwise(point: tuple[float, float]) -> float:
    """The angle from the top of the seal, degrees, clockwise."""
    return math.degrees(math.atan2(*point))


class TestRoundSeal:
    @given(count=lengths, diameter=diameters)
    @settings(deadline=None)  # the first one loads the font
    def test_every_length_of_name_stands_between_star_and_ring(
        self, lettering: Lettering, count: int, diameter: float
    ) -> None:
        drawing = round_seal("印" * count, diameter, lettering)
        ring, star = diameter / 2 * (1 - 2 * 0.0286), diameter / 6
        for letter in letters(drawing, count):
            reach = [math.hypot(*point) for point in letter]
            assert star < min(reach)
            assert max(reach) < ring

    @given(count=lengths)
    @settings(deadline=None)  # the first one loads the font
    def test_no_character_touches_the_next(self, lettering: Lettering, count: int) -> None:
        sectors = [
            (min(map(clockwise, letter)), max(map(clockwise, letter)))
            for letter in letters(round_seal("印" * count, 42, lettering), count)
        ]
        for (_, end), (begin, _) in pairwise(sectors):
            assert end < begin, "from left to right, with room between them"

    @given(count=lengths)
    @settings(deadline=None)  # the first one loads the font
    def test_the_name_is_centred_at_the_top(self, lettering: Lettering, count: int) -> None:
        drawn = letters(round_seal("印" * count, 42, lettering), count)
        middles = [sum(map(clockwise, letter)) / len(letter) for letter in drawn]
        assert middles[0] + middles[-1] == pytest.approx(2 * sum(middles) / count, abs=1e-6)
        assert abs(sum(middles)) / count < 5
        assert middles[-1] - middles[0] < 296.01

    @given(count=lengths)
    @settings(deadline=None)  # the first one loads the font
    def test_characters_are_large_enough_to_read(self, lettering: Lettering, count: int) -> None:
        """At 42 mm none is smaller than 2 × 4 mm, which is larger than the text of a newspaper."""
        letter = letters(round_seal("国" * count, 42, lettering), count)[count // 2]
        reach = [math.hypot(*point) for point in letter]
        assert max(reach) - min(reach) > 3.3
        assert max(x for x, _ in letter) - min(x for x, _ in letter) > 1.6

    def test_is_of_the_ordered_size(self, lettering: Lettering) -> None:
        drawing = round_seal(NAME, 42, lettering)
        outline = points(drawing.steps)
        assert min(x for x, _ in outline) == pytest.approx(0, abs=1e-9)
        assert max(x for x, _ in outline) == pytest.approx(42)
        assert max(y for _, y in outline) == pytest.approx(42)

    @pytest.mark.parametrize("name", ["", "市府", "三个字", "云" * 31])
    def test_a_name_that_does_not_fit_is_refused_in_words(self, lettering: Lettering, name: str) -> None:
        with pytest.raises(ValueError, match="4至30个字"):
            round_seal(name, 42, lettering)

    @pytest.mark.parametrize("diameter", [0, 29, 61])
    def test_a_size_that_no_seal_has_is_refused(self, lettering: Lettering, diameter: float) -> None:
        with pytest.raises(ValueError, match="直径"):
            round_seal(NAME, diameter, lettering)

    def test_a_character_that_no_font_has_is_named(self, lettering: Lettering) -> None:
        with pytest.raises(MissingCharacterError, match="“\U000f0000”"):
            round_seal("云州市\U000f0000局", 42, lettering)

    def test_a_rare_character_comes_from_the_next_font(self, lettering: Lettering) -> None:
        assert round_seal("云州市䶮镇人民政府", 42, lettering).steps

    def test_blanks_in_the_name_do_not_count(self, lettering: Lettering) -> None:
        assert round_seal(" 云州市 财政局\n", 42, lettering) == round_seal("云州市财政局", 42, lettering)


class TestFiles:
    def test_the_same_drawing_gives_the_same_bytes(self, lettering: Lettering) -> None:
        assert round_seal(NAME, 42, lettering).pdf() == round_seal(NAME, 42, lettering).pdf()

    def test_the_pdf_is_nothing_but_red_paths_of_that_size(self, lettering: Lettering) -> None:
        with pikepdf.open(io.BytesIO(round_seal(NAME, 45, lettering).pdf())) as pdf:
            (page,) = pdf.pages
            assert [float(edge) / POINT for edge in page.mediabox] == pytest.approx([0, 0, 45, 45], abs=0.001)
            assert not list(page.obj.Resources.keys()), "no font, no picture, no graphics state"
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
        assert operators == {"rg", "cm", "m", "l", "c", "h", "f"}
        assert not pdf.is_encrypted

    def test_the_svg_draws_the_same(self, lettering: Lettering) -> None:
        drawing = round_seal(NAME, 42, lettering)
        picture = ET.fromstring(drawing.svg())  # noqa: S314 - our own drawing
        assert picture.attrib["viewBox"] == "0 0 42 42"
        assert picture.attrib["width"] == "42mm"
        (path,) = picture
        assert len(re.findall("[MLCZ]", path.attrib["d"])) == len(drawing.steps)
        assert set(path.attrib) == {"fill", "transform", "d"}, "nothing that a page's policy would refuse"


class TestSignatureStamp:
    @given(count=st.integers(2, 6), width=st.floats(20, 60), height=st.floats(8, 20))
    @settings(deadline=None)  # the first one loads the font
    def test_the_name_fills_the_stamp_and_stays_in_it(
        self, lettering: Lettering, count: int, width: float, height: float
    ) -> None:
        drawing = signature_stamp("章" * count, width, height, lettering)
        outline = points(drawing.steps)
        assert 0 <= min(x for x, _ in outline) < max(x for x, _ in outline) <= width
        assert 0 <= min(y for _, y in outline) < max(y for _, y in outline) <= height
        assert max(x for x, _ in outline) - min(x for x, _ in outline) > width * 0.3

    def test_it_needs_a_name(self, lettering: Lettering) -> None:
        with pytest.raises(ValueError, match="姓名"):
            signature_stamp(" ", 40, 15, lettering)
