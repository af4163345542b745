"""What is drawn: pages, the looks of annotations, and whatever they draw in turn; only what is drawn counts, not what merely lies there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.annotations import annotations_of
from archive.checks.pdfa.catalogue import output_space
from archive.checks.pdfa.colour import colour_flaws
from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.fonts import FontUse, font_flaws
from archive.checks.pdfa.inline import inline_image_flaws, written_flaws
from archive.checks.pdfa.limits import NESTING, clause_of_limits
from archive.checks.pdfa.opening import is_true, streams_of
from archive.checks.pdfa.states import INTENTS, image_flaws, state_flaws, uses_transparency

_OPERATORS: Final = frozenset(
    [
        "b",
        "B",
        "b*",
        "B*",
        "BDC",
        "BI",
        "BMC",
        "BT",
        "BX",
        "c",
        "cm",
        "CS",
        "cs",
        "d",
        "d0",
        "d1",
        "Do",
        "DP",
        "EI",
        "EMC",
        "ET",
        "EX",
        "f",
        "F",
        "f*",
        "G",
        "g",
        "gs",
        "h",
        "i",
        "ID",
        "j",
        "J",
        "K",
        "k",
        "l",
        "m",
        "M",
        "MP",
        "n",
        "q",
        "Q",
        "re",
        "RG",
        "rg",
        "ri",
        "s",
        "S",
        "SC",
        "sc",
        "SCN",
        "scn",
        "sh",
        "T*",
        "Tc",
        "Td",
        "TD",
        "Tf",
        "Tj",
        "TJ",
        "TL",
        "Tm",
        "Tr",
        "Ts",
        "Tw",
        "Tz",
        "v",
        "w",
        "W",
        "W*",
        "y",
        "'",
        '"',
        "INLINE",
        "IMAGE",
    ]
)
_FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_STROKES: Final = frozenset({"S", "s", "B", "B*", "b", "b*"})
_SHOWS: Final = frozenset({"Tj", "TJ", "'", '"'})
_DIRECT: Final = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_INVISIBLE: Final = 3
_DEPTH: Final = 30


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state as far as it matters here."""

    fill: Any = "/DeviceGray"
    stroke: Any = "/DeviceGray"
    font: Any = None
    mode: int = 0


@dataclass(slots=True)
class _Drawing:
    pdf: pikepdf.Pdf
    part: int
    output: str
    fonts: dict[tuple[int, int], FontUse] = field(default_factory=dict)
    drawn: set[tuple[int, int]] = field(default_factory=set)
    transparent: bool = False


def drawing_flaws(pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    drawing = _Drawing(pdf, part, output_space(pdf.Root))
    for page in pdf.pages:
        drawing.transparent = False
        resources = _inherited(page.obj, "/Resources")
        for stream in streams_of(page.obj):
            yield from written_flaws(stream, part)
        yield from _content(page.obj, resources, drawing, 0)
        for one in annotations_of(page.obj):
            for looks in _looks(one):
                yield from _form(looks, resources, drawing, 0)
        yield from _group_flaws(page.obj, drawing)
    for use in drawing.fonts.values():
        yield from font_flaws(use, part)


def _inherited(node: Any, key: str) -> Any:
    for _ in range(_DEPTH):
        if key in node:
            return node[key]
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            break
    return pikepdf.Dictionary()


def _looks(annotation: Any) -> Iterator[Any]:
    normal = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
    if isinstance(normal, pikepdf.Stream):
        yield normal
    elif isinstance(normal, pikepdf.Dictionary):
        yield from (one for one in normal.values() if isinstance(one, pikepdf.Stream))


def _group_flaws(page: Any, drawing: _Drawing) -> Iterator[Flaw]:
    group = page.get("/Group")
    is_group = isinstance(group, pikepdf.Dictionary) and str(group.get("/S", "")) == "/Transparency"
    if drawing.part == 1:
        if is_group:
            yield Flaw("6.4", "页上有透明组")
    elif (drawing.transparent or is_group) and not drawing.output:
        if not is_group or "/CS" not in group:
            yield Flaw("6.2.10", "用了透明，而没有说明混合所用的色彩空间")
        else:
            yield from colour_flaws(group.CS, _inherited(page, "/Resources"), drawing.output, drawing.part)


def _content(source: Any, resources: Any, drawing: _Drawing, depth: int) -> Iterator[Flaw]:
    """Follow the operators of a page, a form, a pattern or a glyph."""
    if depth > _DEPTH:
        return
    state, kept = _State(), list[_State]()
    deepest = 0
    instructions: Any = pikepdf.parse_content_stream(source)
    for operands, operator in instructions:
        name = str(operator)
        if name == "INLINE IMAGE":
            yield from inline_image_flaws(operands[0], state.fill, resources, drawing.output, drawing.part)
            continue
        if name not in _OPERATORS:
            yield Flaw("6.2.10" if drawing.part == 1 else "6.2.2", f"内容里有标准没有的操作符{name[:12]}")
            continue
        if name == "q":
            kept.append(state)
            deepest = max(deepest, len(kept))
        elif name == "Q":
            state = kept.pop() if kept else state
        else:
            state = _changed(state, name, operands, resources)
            yield from _painted(name, operands, state, resources, drawing, depth)
    if deepest > NESTING:
        yield Flaw(clause_of_limits(drawing.part), f"图形状态嵌套{deepest}层，最多{NESTING}层")


def _changed(state: _State, name: str, operands: Any, resources: Any) -> _State:
    """The state after an operator that sets colour or font."""
    match name:
        case "g" | "rg" | "k":
            return replace(state, fill=_DIRECT[name])
        case "G" | "RG" | "K":
            return replace(state, stroke=_DIRECT[name.lower()])
        case "cs" if operands:
            return replace(state, fill=str(operands[0]))
        case "CS" if operands:
            return replace(state, stroke=str(operands[0]))
        case "Tf" if operands:
            return replace(state, font=_resource(resources, "/Font", operands[0]))
        case "Tr" if operands:
            return replace(state, mode=int(operands[0]))
    return state


def _painted(name: str, operands: Any, state: _State, resources: Any, drawing: _Drawing, depth: int) -> Iterator[Flaw]:
    """What an operator that paints, or brings something in, is found to break."""
    part = drawing.part
    if name in _FILLS or (name in _SHOWS and state.mode in {0, 2, 4, 6}):
        yield from colour_flaws(state.fill, resources, drawing.output, part)
    if name in _STROKES or (name in _SHOWS and state.mode in {1, 2, 5, 6}):
        yield from colour_flaws(state.stroke, resources, drawing.output, part)
    match name:
        case "ri" if operands and str(operands[0]) not in INTENTS:
            yield Flaw("6.2.9" if part == 1 else "6.2.6", "再现意图不是标准所列的")
        case "gs" if operands:
            yield from _set_state(_resource(resources, "/ExtGState", operands[0]), resources, drawing, depth)
        case "sh" if operands:
            shading = _resource(resources, "/Shading", operands[0])
            if isinstance(shading, pikepdf.Dictionary | pikepdf.Stream):
                yield from colour_flaws(shading.get("/ColorSpace"), resources, drawing.output, part)
        case "scn" | "SCN" if operands and isinstance(operands[-1], pikepdf.Name):
            yield from _pattern(_resource(resources, "/Pattern", operands[-1]), resources, drawing, depth)
        case "Do" if operands:
            yield from _object(_resource(resources, "/XObject", operands[0]), resources, state, drawing, depth)
        case _ if name in _SHOWS and operands and state.font is not None:
            _show(state, operands[-1], drawing)


def _resource(resources: Any, kind: str, name: Any) -> Any:
    things = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return things.get(str(name)) if isinstance(things, pikepdf.Dictionary) else None


def _show(state: _State, shown: Any, drawing: _Drawing) -> None:
    texts = shown.as_list() if isinstance(shown, pikepdf.Array) else [shown]
    key = state.font.objgen if state.font.is_indirect else (-len(drawing.fonts) - 1, 0)
    use = drawing.fonts.setdefault(key, FontUse(state.font))
    if state.mode != _INVISIBLE:
        use.visible = True
        use.texts += [bytes(one) for one in texts if isinstance(one, pikepdf.String)]


def _set_state(state: Any, resources: Any, drawing: _Drawing, depth: int) -> Iterator[Flaw]:
    if not isinstance(state, pikepdf.Dictionary):
        return
    yield from state_flaws(state, drawing.part)
    drawing.transparent |= uses_transparency(state)
    mask = state.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
        yield from _form(mask["/G"], resources, drawing, depth + 1)


def _pattern(pattern: Any, resources: Any, drawing: _Drawing, depth: int) -> Iterator[Flaw]:
    if isinstance(pattern, pikepdf.Stream):
        yield from _form(pattern, resources, drawing, depth + 1)
    elif isinstance(pattern, pikepdf.Dictionary):
        shading = pattern.get("/Shading")
        if isinstance(shading, pikepdf.Dictionary | pikepdf.Stream):
            yield from colour_flaws(shading.get("/ColorSpace"), resources, drawing.output, drawing.part)
        yield from _set_state(pattern.get("/ExtGState"), resources, drawing, depth)


def _object(thing: Any, resources: Any, state: _State, drawing: _Drawing, depth: int) -> Iterator[Flaw]:
    if not isinstance(thing, pikepdf.Stream):
        return
    part = drawing.part
    match str(thing.get("/Subtype", "")):
        case "/Image":
            yield from image_flaws(thing, part)
            drawing.transparent |= isinstance(thing.get("/SMask"), pikepdf.Stream)
            if is_true(thing.get("/ImageMask")):
                yield from colour_flaws(state.fill, resources, drawing.output, part)
            elif "/ColorSpace" in thing:
                yield from colour_flaws(thing.ColorSpace, resources, drawing.output, part)
        case "/Form":
            yield from _form(thing, resources, drawing, depth + 1)
        case "/PS":
            yield Flaw("6.2.7" if part == 1 else "6.2.9.3", "含有PostScript对象")


def _form(form: Any, outer: Any, drawing: _Drawing, depth: int) -> Iterator[Flaw]:
    """A form, a tiling pattern, the look of an annotation: once each."""
    part = drawing.part
    group = form.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and str(group.get("/S", "")) == "/Transparency":
        if part == 1:
            yield Flaw("6.4", "含有透明组")
        drawing.transparent = True
    if form.is_indirect:
        if form.objgen in drawing.drawn:
            return
        drawing.drawn.add(form.objgen)
    if "/OPI" in form:
        yield Flaw("6.2.5" if part == 1 else "6.2.9.1", "表单对象带有OPI")
    if str(form.get("/Subtype2", "")) == "/PS" or "/PS" in form:
        yield Flaw("6.2.5" if part == 1 else "6.2.9.1", "表单对象含有PostScript")
    if "/Ref" in form:
        yield Flaw("6.2.6" if part == 1 else "6.2.9.2", "引用了别的文件里的内容")
    yield from written_flaws(form, part)
    yield from _content(form, form.get("/Resources", outer), drawing, depth)
