"""Descriptions as XML with Chinese element names, and as lines for people. Pure: the same value gives the same bytes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from office.kernel.uploads.xml_parts import Attributes, local, walk

_CODED: Final = re.compile(r"[A-Za-z0-9+/=\s]{200,}")  # signatures and certificates: nobody reads them
_UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML 1.0 has no place for


def xml_of(name: str, value: Mapping[str, Any]) -> bytes:
    """A document whose root bears a name: a mapping is an element with children, a list the same element again, anything else a text."""
    root = Element(name)
    _fill(root, value)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _fill(parent: Element, value: Mapping[str, Any]) -> None:
    for name, one in value.items():
        for each in one if isinstance(one, Sequence) and not isinstance(one, str) else (one,):
            child = SubElement(parent, name)
            if isinstance(each, Mapping):
                _fill(child, each)
            else:
                child.text = _UNWRITABLE.sub("\ufffd", str(each))


def lines_of(content: bytes) -> list[str]:
    """名称：值, a line each, those of a group moved in below its name; of what is code alone, how long it is. Raises Flaw for what is no XML."""
    told = _Told()
    walk("XML", content, told.start, on_end=told.end, on_text=told.text)
    return told.lines


class _Told:
    """Elements still open, each with its words so far; a name is told as a group's when its first child comes."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[tuple[str, list[str]]] = []
        self._told = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        for depth in range(self._told, len(self._open)):
            name, words = self._open[depth]
            said = "".join(words).strip()
            self.lines += [""] if depth == 1 else []
            self.lines.append(f"{_moved(depth)}{name}{f'：{said}' if said else ''}")
            words.clear()
        self._told = len(self._open)
        self._open.append((local(tag), [f"{local(key)}={value} " for key, value in attributes.items()]))

    def text(self, words: str) -> None:
        self._open[-1][1].append(words)

    def end(self, _tag: str) -> None:
        name, words = self._open.pop()
        was_told, self._told = len(self._open) < self._told, min(self._told, len(self._open))
        said = "".join(words).strip()
        if _CODED.fullmatch(said):
            said = f"{said[:24]}…（编码数据，共{len(said)}个字符）"
        if said and not was_told:
            first, *others = (line.strip() for line in said.splitlines())
            self.lines.append(f"{_moved(len(self._open))}{name}：{first}")
            self.lines += [f"{_moved(len(self._open) + 1)}{line}" for line in others]
        elif said:
            self.lines.append(f"{_moved(len(self._open) + 1)}{said}")


def _moved(depth: int) -> str:
    return "　" * depth
