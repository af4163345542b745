"""The set-up of fonts, without any network: what is found, converted, kept, and what is said where there is nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from docflow.fonts import prepare as setting_up
from docflow.fonts.faces import FACES, FANDOL, RARE, NoFonts, Source
from docflow.fonts.outlines import convert
from docflow.layout.fonts import Face, load_fonts
from docflow.layout.refusals import LayoutRefused

TEXT = "一二三，7"


def postscript_font(path: Path) -> Path:
    """A small font with cubic outlines: a ring with a hole for every character of TEXT."""
    names = [".notdef", *(f"uni{ord(char):04X}" for char in TEXT)]
    strings = {}
    for k, name in enumerate(names):
        pen = T2CharStringPen(1000, None)
        pen.moveTo((100, 0))
        pen.curveTo((300, -80 - k), (700, -80), (900, 0))
        pen.lineTo((900, 800))
        pen.curveTo((700, 880), (300, 880), (100, 800))
        pen.closePath()
        pen.moveTo((300, 300))
        pen.lineTo((300, 500))
        pen.lineTo((600, 500))
        pen.closePath()
        strings[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"uni{ord(char):04X}" for char in TEXT})
    builder.setupCFF("Probe", {"FullName": "Probe"}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Probe", "styleName": "Regular", "psName": "Probe"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


def offline(monkeypatch: pytest.MonkeyPatch, found: dict[str, Source]) -> None:
    """Only these free fonts are on the machine, and no registry answers."""

    def nothing(*_: object) -> dict[str, Source]:
        raise NoFonts("no network here")

    monkeypatch.setattr(setting_up, "official_fonts", lambda _: {})
    monkeypatch.setattr(setting_up, "installed_free_fonts", lambda: found)
    monkeypatch.setattr(setting_up, "debian_fonts", nothing)
    monkeypatch.setattr(setting_up, "pypi_fonts", nothing)


def all_free(folder: Path) -> dict[str, Source]:
    names = [*FANDOL.values(), RARE]
    return {name: Source(postscript_font(folder / name), 0, "system", stays=True) for name in names}


def test_converted_outlines_keep_their_shapes_widths_and_characters(tmp_path: Path) -> None:
    source, target = postscript_font(tmp_path / "a.otf"), tmp_path / "a.ttf"
    convert(source, target)
    with TTFont(source) as before, TTFont(target) as after:
        assert set(after.getBestCmap() or {}) == set(before.getBestCmap() or {})  # glyph names go, characters stay
        assert set(after.keys()) >= {"glyf", "loca", "maxp"}
        glyph = after["glyf"]["uni4E00"]
        assert glyph.numberOfContours == 2
        assert (glyph.xMin, glyph.xMax) == (100, 900)
        assert -68 <= glyph.yMin <= -60  # near the curve's lowest point, far from the cubic's handles at -81
        assert 860 <= glyph.yMax <= 868
        assert after["hmtx"]["uni4E00"] == (1000, 100)
    again = tmp_path / "b.ttf"
    convert(source, again)
    assert again.read_bytes() == target.read_bytes()


def test_a_prepared_folder_has_every_face_and_is_left_alone_by_a_second_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    offline(monkeypatch, all_free(sources))
    into = tmp_path / "fonts"
    made = setting_up.prepare(into, jobs=1)
    assert set(made["roles"]) == set(FACES)
    assert all(len(chain) == 2 for chain in made["roles"].values())
    before = {path.name: path.stat().st_mtime_ns for path in into.iterdir() if path.name != ".lock"}
    monkeypatch.setattr(setting_up, "_prepared", lambda *_: pytest.fail("prepared twice"))
    assert setting_up.prepare(into) == made
    assert {path.name: path.stat().st_mtime_ns for path in into.iterdir() if path.name != ".lock"} == before
    fonts = load_fonts(into)
    assert fonts.glyph(Face.KAI, "三").advance == 1.0
    assert fonts.files[fonts.glyph(Face.FANG, "三").font].path.name.startswith("FandolFang")
    assert fonts.files[fonts.glyph(Face.FANG, "7").font].path.name.startswith("FandolSong")


def test_a_damaged_folder_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    offline(monkeypatch, all_free(sources))
    into = tmp_path / "fonts"
    made = setting_up.prepare(into, jobs=1)
    first = into / made["roles"]["fang"][0]["file"]
    first.write_bytes(first.read_bytes()[:-1])
    with pytest.raises(LayoutRefused):
        load_fonts(into)
    first.unlink()
    (into / "half.part").write_bytes(b"left by a killed run")
    setting_up.prepare(into, jobs=1)
    assert first.exists()
    assert not list(into.glob("*.part"))
    assert not list(into.glob(".work-*"))


def test_without_any_font_the_reason_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offline(monkeypatch, {})
    monkeypatch.setattr(sys, "argv", ["prepare", "--into", str(tmp_path / "fonts")])
    assert setting_up.main() == 2
    said = capsys.readouterr().err
    assert "no network here" in said
    assert "仿宋_GB2312" in said
    assert [path.name for path in (tmp_path / "fonts").iterdir()] == [".lock"]


def test_the_command_ends_with_2_where_no_program_can_fetch_anything(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "docflow.fonts.prepare", "--into", str(tmp_path / "fonts")],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": str(tmp_path), "PIP_NO_INDEX": "1", "PYTHONWARNINGS": "ignore"},
        check=False,
    )
    fandol_is_installed = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol").exists()
    assert done.returncode == (0 if fandol_is_installed else 2)
    assert "Traceback" not in done.stderr


def test_own_fonts_come_before_free_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    offline(monkeypatch, all_free(sources))
    licensed = tmp_path / "FZXBS.ttf"
    convert(postscript_font(tmp_path / "x.otf"), licensed)
    monkeypatch.setattr(setting_up, "official_fonts", lambda _: {"xbs": Source(licensed, 0, "own", stays=True)})
    into = tmp_path / "fonts"
    made = setting_up.prepare(into, jobs=1)
    assert made["roles"]["xbs"][0]["file"] == str(licensed)  # a TrueType file that stays lies where it is
    assert json.loads((into / "fonts.json").read_text())["roles"] == made["roles"]
