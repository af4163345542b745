"""Fields of a DOCX and actions of a PPTX that reach out of the file. Reads the text parts whole: run it in a process with limits."""

import re

from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.xml_parts import Attributes, local, walk
from office.kernel.uploads.zip_directory import Package

FETCHING = frozenset(
    {"DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "RD", "DATABASE", "MACROBUTTON"}
)
TRACES = frozenset({"ins", "del", "moveFrom", "moveTo", "comment", "vanish"})
TEXT_PARTS = re.compile(r"word/[^/]+\.xml", re.IGNORECASE)
SLIDES = re.compile(r"ppt/(slides|slidelayouts|slidemasters|notesslides)/[^/]+\.xml", re.IGNORECASE)


def check_fields(package: Package) -> tuple[str, ...]:
    """Raises Flaw for a field that fetches or runs something (ECMA-376 part 1, 17.16), or such an action on a slide.

    Returns warnings of what a reader of the printed page does not see.
    """
    traces = False
    for name in package.names:
        if TEXT_PARTS.fullmatch(name):
            fields = _Fields()
            walk(name, package.read(name), fields.start, on_end=fields.end, on_text=fields.text)
            traces = traces or fields.traces
        elif SLIDES.fullmatch(name):
            walk(name, package.read(name), _check_action)
    return ("文件里留有修订、批注或隐藏文字，发出前请确认。",) if traces else ()


class _Fields:
    """Instructions of the fields that are open, the innermost last: one instruction may be cut into many runs."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.reading = False
        self.traces = False

    def start(self, tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "fldSimple":
                _check_instruction(_attribute(attributes, "instr"))
            case "fldChar":
                self._mark(_attribute(attributes, "fldCharType"))
            case "instrText":
                self.reading = True
            case name if name in TRACES:
                self.traces = True

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            if self.open and not self.open[-1].strip():
                raise Flaw("文件里有拼接出来的域", "请全选后按 Ctrl+Shift+F9 把域转成文字，另存后上传")
            self.open.append("")
        elif self.open and kind in {"separate", "end"}:
            _check_instruction(self.open[-1])
            if kind == "end":
                self.open.pop()
            else:
                self.open[-1] = "-"  # the result follows; the instruction has been read

    def end(self, tag: str) -> None:
        if local(tag) == "instrText":
            self.reading = False

    def text(self, words: str) -> None:
        if self.reading and self.open and len(self.open[-1]) < 1_000:
            self.open[-1] += words


def _check_instruction(instruction: str) -> None:
    word = re.match(r"\s*([A-Za-z]*)", instruction)
    if word and word[1].upper() in FETCHING:
        raise Flaw(
            f"文件里有会从别处取内容的域（{word[1].upper()}）", "请全选后按 Ctrl+Shift+F9 把域转成文字，另存后上传"
        )


def _check_action(tag: str, attributes: Attributes) -> None:
    if local(tag) in {"hlinkClick", "hlinkHover", "hlinkMouseOver"}:
        action = attributes.get("action", "").lower()
        if action.startswith(("ppaction://program", "ppaction://macro", "ppaction://ole")):
            raise Flaw("幻灯片里有会启动程序的动作", "请取消这个动作后上传")


def _attribute(attributes: Attributes, name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")
