"""Annotations and the fields of forms (ISO 19005-1 6.5, 6.6, 6.9; ISO 19005-2 6.3, 6.4, 6.5)."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.catalogue import action_flaws
from archive.checks.pdfa.flaws import Flaw

_PART_ONE: Final = frozenset(
    [
        "/Text",
        "/Link",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Ink",
        "/Popup",
        "/Widget",
        "/PrinterMark",
        "/TrapNet",
    ]
)
_LATER: Final = (_PART_ONE - {"/Movie"}) | frozenset(
    ["/Polygon", "/PolyLine", "/Caret", "/FileAttachment", "/Watermark", "/Redact"]
)
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW, _TOGGLE = 1, 2, 4, 32, 256
_WITHOUT_LOOKS: Final = frozenset({"/Popup", "/Link"})


def annotation_flaws(pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    for page in pdf.pages:
        for one in annotations_of(page.obj):
            yield from _flaws(one, part)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        yield from _field_flaws(form.get("/Fields"), part)


def annotations_of(page: Any) -> list[Any]:
    listed = page.get("/Annots")
    every = list(listed.as_list()) if isinstance(listed, pikepdf.Array) else []
    return [one for one in every if isinstance(one, pikepdf.Dictionary)]


def _flaws(one: Any, part: int) -> Iterator[Flaw]:
    kind = str(one.get("/Subtype", ""))
    if kind not in (_PART_ONE if part == 1 else _LATER):
        yield Flaw("6.5.2" if part == 1 else "6.3.1", f"有不许有的批注{kind[1:]}")
    yield from _flag_flaws(one, kind, part)
    yield from _looks_flaws(one, kind, part)
    if part == 1 and "/CA" in one and float(one["/CA"]) != 1.0:
        yield Flaw("6.5.3", "批注是半透明的")
    yield from action_flaws(one.get("/A"), part)
    if kind == "/Widget":
        if part != 1 and "/A" in one:
            yield Flaw("6.4.1", "表单控件带有动作")
        if "/AA" in one:
            yield Flaw("6.6.2" if part == 1 else "6.4.1", "表单控件带有附加动作（AA）")
    elif isinstance(one.get("/AA"), pikepdf.Dictionary):
        for action in one["/AA"].values():
            yield from action_flaws(action, part)


def _flag_flaws(one: Any, kind: str, part: int) -> Iterator[Flaw]:
    clause = "6.5.3" if part == 1 else "6.3.2"
    if "/F" not in one:
        if kind != "/Popup" or part == 1:
            yield Flaw(clause, "批注没有标志（F）")
        return
    flags = int(one["/F"])
    barred = _INVISIBLE | _HIDDEN | _NO_VIEW | (0 if part == 1 else _TOGGLE)
    if not flags & _PRINT or flags & barred:
        yield Flaw(clause, "批注不打印，或看不见")


def _looks_flaws(one: Any, kind: str, part: int) -> Iterator[Flaw]:
    clause = "6.5.3" if part == 1 else "6.3.3"
    looks = one.get("/AP")
    if not isinstance(looks, pikepdf.Dictionary):
        if part != 1 and kind not in _WITHOUT_LOOKS and not _is_empty(one.get("/Rect")):
            yield Flaw(clause, "批注没有外观")
        return
    if set(looks.keys()) != {"/N"}:
        yield Flaw(clause, "批注的外观有N以外的项")
    normal = looks.get("/N")
    is_button = kind == "/Widget" and _inherited(one, "/FT") == "/Btn"
    if is_button == isinstance(normal, pikepdf.Stream):
        yield Flaw(clause, "按钮的外观不分状态" if is_button else "批注的外观不是一个流")


def _is_empty(rectangle: Any) -> bool:
    if not isinstance(rectangle, pikepdf.Array) or len(rectangle) != 4:
        return False
    left, bottom, right, top = (float(side) for side in rectangle.as_list())
    return left == right and bottom == top


def _inherited(field: Any, key: str) -> str:
    for _ in range(50):
        if key in field:
            return str(field[key])
        field = field.get("/Parent")
        if not isinstance(field, pikepdf.Dictionary):
            break
    return ""


def _field_flaws(fields: Any, part: int) -> Iterator[Flaw]:
    waiting = list(fields.as_list()) if isinstance(fields, pikepdf.Array) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        if "/AA" in field and str(field.get("/Subtype", "")) != "/Widget":
            yield Flaw("6.6.2" if part == 1 else "6.4.1", "表单域带有附加动作（AA）")
        kids = field.get("/Kids")
        waiting += kids.as_list() if isinstance(kids, pikepdf.Array) else []
