"""What stands in the catalogue and on the pages: permissions, embedded files, optional content, actions, output intents, sizes."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.icc import profile_flaw, space_of

_PERMITTED: Final = frozenset({"/UR3", "/DocMDP"})
_DIGEST_KEYS: Final = frozenset({"/DigestLocation", "/DigestMethod", "/DigestValue"})
_FORBIDDEN: Final = frozenset(
    {
        "/Launch",
        "/Sound",
        "/Movie",
        "/ResetForm",
        "/ImportData",
        "/JavaScript",
        "/Hide",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
        "/SetState",
        "/set-state",
        "/NoOp",
        "/no-op",
    }
)
_NAMED: Final = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_SIDES: Final = (3.0, 14_400.0)
_BOXES: Final = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_MOST_ACTIONS: Final = 5_000


def catalogue_flaws(pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    root = pdf.Root
    yield from _intent_flaws(root, part)
    if "/AA" in root:
        yield Flaw(_actions_clause(part, trigger=True), "文件目录里有附加动作（AA）")
    yield from _part_one(root) if part == 1 else _later_parts(root)
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances")):
        yield Flaw("6.9" if part == 1 else "6.4.1", "表单要求重新生成外观")
    yield from action_flaws(root.get("/OpenAction"), part)
    yield from _outline_flaws(root.get("/Outlines"), part)
    for page in pdf.pages:
        yield from _page_flaws(page.obj, part)


def _part_one(root: Any) -> Iterator[Flaw]:
    if "/OCProperties" in root:
        yield Flaw("6.1.13", "含有可选内容（图层）")
    if "/EmbeddedFiles" in root.get("/Names", pikepdf.Dictionary()):
        yield Flaw("6.1.11", "内附有别的文件")


def _later_parts(root: Any) -> Iterator[Flaw]:
    permissions = root.get("/Perms")
    if isinstance(permissions, pikepdf.Dictionary):
        if set(permissions.keys()) - _PERMITTED:
            yield Flaw("6.1.12", "权限字典里有UR3、DocMDP以外的项")
        signature = permissions.get("/DocMDP", pikepdf.Dictionary())
        for reference in signature.get("/Reference", pikepdf.Array()).as_list():
            if _DIGEST_KEYS & set(reference.keys()):
                yield Flaw("6.1.12", "签名引用里有摘要项")
    form = root.get("/AcroForm", pikepdf.Dictionary())
    if "/XFA" in form:
        yield Flaw("6.4.2", "含有XFA表单")
    if bool(root.get("/NeedsRendering")):
        yield Flaw("6.4.2", "要求按XFA重新生成")
    if "/Requirements" in root:
        yield Flaw("6.11", "目录里有Requirements")
    if "/AlternatePresentations" in root.get("/Names", pikepdf.Dictionary()):
        yield Flaw("6.10", "含有另外的演示方式")
    optional = root.get("/OCProperties")
    if isinstance(optional, pikepdf.Dictionary):
        yield from _layer_flaws(optional)


def _layer_flaws(optional: Any) -> Iterator[Flaw]:
    configurations = [optional.get("/D"), *optional.get("/Configs", pikepdf.Array()).as_list()]
    names = [str(one.get("/Name", "")) for one in configurations if isinstance(one, pikepdf.Dictionary)]
    if not all(names) or len(set(names)) < len(names):
        yield Flaw("6.9", "图层的配置没有名称或重名")
    if any(isinstance(one, pikepdf.Dictionary) and "/AS" in one for one in configurations):
        yield Flaw("6.9", "图层会自动开关")


def _intent_flaws(root: Any, part: int) -> Iterator[Flaw]:
    clause = "6.2.2" if part == 1 else "6.2.3"
    profiles = set()
    for intent in intents_of(root):
        if str(intent.get("/S", "")) not in {"/GTS_PDFA1", "/GTS_PDFX", "/ISO_PDFE1"}:
            yield Flaw(clause, "输出意图的种类（S）不对")
        if part != 1 and "/DestOutputProfileRef" in intent:
            yield Flaw(clause, "输出意图的色彩特性文件在文件之外")
        profile = intent.get("/DestOutputProfile")
        if isinstance(profile, pikepdf.Stream):
            profiles.add(profile.objgen)
            if flaw := profile_flaw(profile, part, output=True):
                yield Flaw(clause, flaw)
        elif str(intent.get("/S", "")) == "/GTS_PDFA1" and "/OutputConditionIdentifier" not in intent:
            yield Flaw(clause, "输出意图没有色彩特性文件")
    if len(profiles) > 1:
        yield Flaw(clause, "几个输出意图用了不同的色彩特性文件")


def intents_of(root: Any) -> list[Any]:
    intents = root.get("/OutputIntents")
    listed = list(intents.as_list()) if isinstance(intents, pikepdf.Array) else []
    return [one for one in listed if isinstance(one, pikepdf.Dictionary)]


def output_space(root: Any) -> str:
    """RGB, CMYK or GRAY: the space of its output intent for PDF/A; empty where it has none."""
    for intent in intents_of(root):
        profile = intent.get("/DestOutputProfile")
        if str(intent.get("/S", "")) == "/GTS_PDFA1" and isinstance(profile, pikepdf.Stream):
            return space_of(profile)
    return ""


def _actions_clause(part: int, *, trigger: bool) -> str:
    if part == 1:
        return "6.6.2" if trigger else "6.6.1"
    return "6.5.2" if trigger else "6.5.1"


def action_flaws(action: Any, part: int, depth: int = 0) -> Iterator[Flaw]:
    """An action with those that follow it."""
    if not isinstance(action, pikepdf.Dictionary) or depth > 50:
        return
    kind = str(action.get("/S", ""))
    clause = _actions_clause(part, trigger=False)
    if kind in _FORBIDDEN:
        yield Flaw(clause, f"含有不许有的动作{kind[1:]}")
    if kind == "/Named" and str(action.get("/N", "")) not in _NAMED:
        yield Flaw(clause, "含有不许有的命名动作")
    following = action.get("/Next")
    for one in following.as_list() if isinstance(following, pikepdf.Array) else [following]:
        yield from action_flaws(one, part, depth + 1)


def _outline_flaws(outlines: Any, part: int) -> Iterator[Flaw]:
    waiting: list[Any] = [outlines]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_ACTIONS:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or (item.objgen in seen and item.is_indirect):
            continue
        seen.add(item.objgen)
        yield from action_flaws(item.get("/A"), part)
        waiting += [item[key] for key in ("/First", "/Next") if key in item]


def _page_flaws(page: Any, part: int) -> Iterator[Flaw]:
    additional = page.get("/AA")
    if isinstance(additional, pikepdf.Dictionary):
        if part == 1:
            for action in additional.values():
                yield from action_flaws(action, part)
        else:
            yield Flaw("6.5.2", "页上有附加动作（AA）")
    if part == 1:
        return
    if "/PresSteps" in page:
        yield Flaw("6.10", "页上有演示步骤")
    for name in _BOXES:
        box = page.get(name)
        if isinstance(box, pikepdf.Array) and len(box) == 4:
            left, bottom, right, top = (float(side) for side in box.as_list())
            if any(not _SIDES[0] <= abs(side) <= _SIDES[1] for side in (right - left, top - bottom)):
                yield Flaw("6.1.13", "页面尺寸超出范围")
