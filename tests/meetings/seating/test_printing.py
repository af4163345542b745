"""座次图、座签、桌签 on paper: every name stands there, whatever it is; the same values give the same bytes."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.conf import settings

from meetings.seating.printing.cards import print_cards
from meetings.seating.printing.fitting import spaced
from meetings.seating.printing.plan import PlanSheet, print_plan
from meetings.seating.printing.slips import Slip, print_slips
from meetings.seating.rules.seats import Block, Kind

FONTS = Path(settings.FONTS_DIR)
NAMES = ["沈岚", "顾长林", "欧阳文静", "阿依古丽·买买提", "𠮷田", "李👍", "李" * 40]
SHEET = PlanSheet(
    title="防汛工作专题会议",
    about="9月7日 9:00",
    foot="第3稿",
    organ="云州市人民政府办公室",
    blocks=[
        Block(place=1, kind=Kind.PODIUM, columns=5),
        Block(place=2, kind=Kind.ROWS, rows=2, columns=6, aisles=(3,)),
    ],
    names=dict(zip(("1-1-1", "1-1-2", "1-1-3", "2-1-1", "2-1-2", "2-1-3", "2-2-6"), NAMES, strict=True)),
)


def pages(pdf: bytes) -> list[tuple[str, tuple[int, int]]]:
    """The text of each page without blanks, and its size in millimetres."""
    pdfium: Any = pypdfium2
    document = pdfium.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage().get_text_bounded()
        width, height = page.get_size()
        found.append(("".join(text.split()), (round(width / 72 * 25.4), round(height / 72 * 25.4))))
    document.close()
    return found


@pytest.mark.parametrize(("paper", "size"), [("a4", (297, 210)), ("a3", (420, 297))])
def test_a_plan_is_one_page_with_every_name(paper: str, size: tuple[int, int]) -> None:
    pdf = print_plan(SHEET, paper, FONTS)
    ((text, there),) = pages(pdf)
    assert there == size
    assert "防汛工作专题会议座次图" in text
    for name in ("沈岚", "顾长林", "欧阳文静", "𠮷田", "［U+1F44D］", "李" * 40):
        assert name in text
    assert "阿依古丽" in text
    assert "买买提" in text
    assert pdf == print_plan(SHEET, paper, FONTS)


def test_a_large_hall_is_still_one_page() -> None:
    blocks = [Block(place=1, kind=Kind.ROUND, rows=30, columns=12), Block(place=2, kind=Kind.ROWS, rows=40, columns=60)]
    sheet = PlanSheet("大会", "", "", "市政府", blocks, {"1-1-1": "沈岚", "2-40-60": "顾长林"})
    ((text, _),) = pages(print_plan(sheet, "a3", FONTS))
    assert "沈岚" in text
    assert "顾长林" in text


def test_slips_are_fourteen_on_a_sheet() -> None:
    slips = [Slip(f"{name}", "综合处", f"第{n}排1座") for n, name in enumerate(NAMES * 3)]
    found = pages(print_slips("防汛工作专题会议", "市政府", slips, FONTS))
    assert [text.count("综合处") for text, _ in found] == [14, 7]
    assert all(size == (210, 297) for _, size in found)
    assert "阿依古丽·买买提" in found[0][0].replace("‧", "·")
    assert len(pages(print_slips("会", "市政府", [], FONTS))) == 1


def test_a_card_bears_the_name_upright_and_upside_down() -> None:
    pdf = print_cards("防汛工作专题会议", "市政府", NAMES, FONTS)
    found = pages(pdf)
    assert len(found) == len(NAMES)
    assert found[1][0].count("顾长林") == 2
    with pikepdf.open(io.BytesIO(pdf)) as read:
        drawn = read.pages[1].Contents.read_bytes()
        upright, turn, turned = drawn.partition(b"\nQ\nq -1 0 0 -1 595.2756 841.8898 cm\n")
        assert turn
        assert upright.removeprefix(b"q\n") == turned.removesuffix(b"\nQ\n")
        assert str(read.Root.Metadata.read_bytes(), "utf-8").count("防汛工作专题会议桌签") == 1
    assert pdf == print_cards("防汛工作专题会议", "市政府", NAMES, FONTS)
    assert len(pages(print_cards("会", "市政府", [], FONTS))) == 1


def test_a_name_of_two_characters_is_opened() -> None:
    assert [spaced(one) for one in ("沈岚", "顾长林", "阿丹", "Al", "李·")] == [
        "沈　岚",
        "顾长林",
        "阿　丹",
        "Al",
        "李·",
    ]
