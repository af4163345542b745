"""A description in XML as lines for people. Runs in a stranger's child."""

import re
from typing import Final

from office.kernel.uploads.xml_parts import Attributes, local, walk

_CODED: Final = re.compile(r"[A-Za-z0-9+/=\s]{200,}")  # signatures and certificates: nobody reads them


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
