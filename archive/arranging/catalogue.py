"""归档文件目录 and 备考表 as values: what stands in their boxes (DA/T 22-2015, its columns and in its manner). Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

COLUMNS: Final = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")


@dataclass(frozen=True, slots=True)
class Line:
    """One 件 in the catalogue, each text as it stands there."""

    ordinal: int
    code: str
    number: str
    author: str
    title: str
    dated: str
    secrecy: str
    pages: str
    remark: str

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of COLUMNS."""
        return (
            str(self.ordinal),
            self.code,
            self.number,
            self.author,
            self.title,
            self.dated,
            self.secrecy,
            self.pages,
            self.remark,
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """归档文件目录. `about` are label and text of what it was chosen by: 全宗号, 年度, 保管期限, 机构（问题）."""

    organ: str
    about: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    printed_on: str

    @property
    def title(self) -> str:
        return "归档文件目录"


@dataclass(frozen=True, slots=True)
class Note:
    """备考表. Who has not signed on the screen signs on paper: his box is left open."""

    organ: str
    about: tuple[tuple[str, str], ...]
    text: str
    arranged_by: str
    arranged_on: str
    checked_by: str = ""
    checked_on: str = ""


def eight_digits(day: date | None) -> str:
    """20260316; nothing where the day is not known."""
    return f"{day:%Y%m%d}" if day is not None else ""


def shown_title(title: str, *, is_ours: bool) -> str:
    """题名; one that the archivist made himself stands in square brackets."""
    return f"[{title}]" if is_ours and not (title.startswith("[") and title.endswith("]")) else title
