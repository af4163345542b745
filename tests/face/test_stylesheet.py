"""The stylesheet is small, and it and the templates know the same classes."""

import re
from functools import cache
from pathlib import Path

from office.site.views.parts import drawings
from tests.rooms import ROOMS, ROOT

FOLDERS = [ROOT / room for room in ROOMS]
SHEET = ROOT / "office/static/office/face.css"
PARTS_SHEET = ROOT / "office/static/office/parts.css"
LIMIT = 40_000  # bytes, as served before compression

LEGIBLE = 4.5
TOKEN = re.compile(r"^--([a-z0-9-]+): ?var\(--L,(#[0-9a-f]{6})\) var\(--D,(#[0-9a-f]{6})\);$", re.MULTILINE)

TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
CLASS_ATTRIBUTE = re.compile(r"""\bclass=\\?["']([^"']*?)\\?["']""")
WORD = re.compile(r"[a-z][a-z0-9-]*")


def contrast(one: str, other: str) -> float:
    """Of two colours, #rrggbb (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def selectors(sheet: Path) -> set[str]:
    """The classes of a stylesheet: comments, declarations and strings left out."""
    rules = re.sub(r"/\*.*?\*/", " ", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    heads = re.sub(r"\{[^{}]*\}", "{}", rules)
    return set(re.findall(r"\.(-?[a-z][a-z0-9-]*)", re.sub(r"url\([^)]*\)", "", heads)))


def classes_in(text: str) -> set[str]:
    """The classes that a text gives to elements; what a template computes is left out, its literal choices are not."""
    flat = CLASS_ATTRIBUTE.findall(TEMPLATE_CODE.sub(lambda code: " " + _choices(code[0]) + " ", _keep_quotes(text)))
    return {word for value in flat for word in value.split() if WORD.fullmatch(word)}


def _keep_quotes(text: str) -> str:
    """Quotes inside template code would end the attribute for the pattern above: they become another sign."""
    return TEMPLATE_CODE.sub(lambda code: re.sub(r"""["']""", "\x00", code[0]), text)


def _choices(code: str) -> str:
    """`{{ one.wrong|yesno:"late,ok" }}` may print each of its words."""
    found = re.search(r"yesno:\x00([^\x00]*)\x00", code)
    return found[1].replace(",", " ") if found else ""


@cache
def templates() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for room in FOLDERS for path in room.rglob("templates/**/*.html")}


@cache
def code() -> str:
    """What Python and JavaScript write: pictures drawn on the server, states set by widgets, tones chosen by tags."""
    files = [p for room in FOLDERS for kind in ("*.py", "static/**/*.js") for p in room.rglob(kind)]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def given() -> set[str]:
    """Every class that a template gives, also through a tag's argument or the block of the frame."""
    words = set().union(*(classes_in(text) for text in templates().values()))
    for text in templates().values():
        words |= {word for code in TEMPLATE_CODE.findall(text) for word in re.findall(r'"([a-z][a-z0-9-]*)"', code)}
        words |= set(re.findall(r"\{% block frame %\}([a-z-]+)\{% endblock %\}", text))
    return words


def test_the_stylesheet_is_under_its_limit() -> None:
    assert SHEET.stat().st_size < LIMIT


def test_one_rule_a_line() -> None:
    lines = SHEET.read_text(encoding="utf-8").splitlines()
    crowded = [line for line in lines if line.count("}") > 1 and not line.startswith("@") and "@" not in line]
    assert crowded == []


def test_what_names_its_ground_and_its_ink_can_be_read_in_both_themes() -> None:
    text = SHEET.read_text(encoding="utf-8")
    tokens = {name: (light, dark) for name, light, dark in re.findall(TOKEN, text)}
    rules = re.findall(
        r"^(.+?)\{(?=[^}]*background:var\(--([a-z0-9-]+)\))[^}]*[;{]color:var\(--([a-z0-9-]+)\)", text, re.MULTILINE
    )
    asked = [
        (rule, *pair)
        for rule, ground, ink in rules
        if {ground, ink} <= tokens.keys()
        for pair in zip(tokens[ground], tokens[ink], strict=True)
    ]
    assert len(asked) > 20
    assert [one for one in asked if contrast(*one[1:]) < LEGIBLE] == []


def test_the_layers_stand_in_their_order() -> None:
    text = SHEET.read_text(encoding="utf-8")
    assert "@layer reset, tokens, base, frame, parts, pages, modes;" in text
    assert re.findall(r"^@layer ([a-z]+) \{", text, re.MULTILINE) == [
        "reset", "tokens", "base", "frame", "parts", "pages", "modes",
    ]  # fmt: skip


def test_every_class_of_the_templates_is_in_the_stylesheet() -> None:
    known = selectors(SHEET)
    for path, text in templates().items():
        here = known | selectors(PARTS_SHEET) if "parts" in path.as_posix() else known
        assert classes_in(text) - here == set(), path.relative_to(ROOT)


def test_every_class_of_the_stylesheet_is_used() -> None:
    written = classes_in(code()) | set(re.findall(r"""["']([a-z][a-z0-9-]*)["']""", code()))
    assert selectors(SHEET) - given() - written == set()


def test_no_template_carries_style_or_script_of_its_own() -> None:
    for path, text in templates().items():
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:", text), path.relative_to(ROOT)
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path.relative_to(ROOT)
        assert not re.search(r"""(?:src|href)=["']https?:""", text), path.relative_to(ROOT)


def test_every_icon_of_the_templates_is_drawn() -> None:
    asked = {name for text in templates().values() for name in re.findall(r"""\{% icon "([a-z]+)" %\}""", text)}
    asked |= {name for text in templates().values() for name in re.findall(r"""drawing="([a-z]+)\"""", text)}
    assert asked - set(drawings()) == set()


def test_own_scripts_are_small() -> None:
    scripts = [path for room in FOLDERS for path in room.rglob("static/**/*.js")]
    assert scripts
    assert {path.name: path.stat().st_size for path in scripts if path.stat().st_size > 4096} == {}


def test_the_reading_of_classes_finds_conditional_ones() -> None:
    text = """<p class="note {% if x == "a" %}bad{% else %}warn{% endif %} {{ tone }} {{ y|yesno:"late,ok" }}">"""
    assert classes_in(text) == {"note", "bad", "warn", "late", "ok"}
