"""The format of minutes: their mark, the lists of people below the text, no seal (GB/T 9704-2012 10.3)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.elements.kinds import Form
from docflow.elements.schema import Elements
from docflow.layout.fonts import FontSet
from docflow.layout.general import Composed
from docflow.layout.geometry import CHAR, LEFT, RIGHT, ROW
from docflow.layout.page import Page, Run
from docflow.layout.typesetting import compose, typeset
from tests.docflow.layout.documents import SENTENCE, notice
from tests.docflow.layout.reading import read_pages
from tests.docflow.layout.test_last_page import lines

INDENT = LEFT + 2 * CHAR
NAMES = (
    "市财政局何敏",
    "市水务局周望川",
    "市人力资源和社会保障局欧阳文清",
    "沈岚",
    "省水利水电勘测设计研究院有限责任公司总工程师韩启明",
)
DAY = "2026年1月5日"


def minutes(**changes: object) -> Elements:
    given: dict[str, object] = {
        "kind": "纪要",
        "number": "云政纪〔2026〕3号",
        "title": "防汛工作专题会议纪要",
        "main_recipients": (),
        "signature": (),
        "note": "",
        "attending": ("沈岚", "周望川"),
        "excused": ("陆远",),
        "sitting_in": NAMES[:3],
    }
    return notice(**{**given, **changes})


@pytest.mark.parametrize(
    ("issuer", "mark"),
    [
        ("云州市人民政府", "云州市人民政府会议纪要"),
        ("云州市人民政府常务会议", "云州市人民政府常务会议纪要"),
        ("市政府专题会议纪要", "市政府专题会议纪要"),
    ],
)
def test_the_mark_is_red_and_35_mm_below_the_type_area(fonts: FontSet, issuer: str, mark: str) -> None:
    page = read_pages(typeset(minutes(issuers=(issuer,)), fonts).pdf)[0]
    line = page.line(mark)
    assert line.text == mark
    assert line.base - 0.86 * line.size / 72 * 25.4 == pytest.approx(72, abs=0.5)
    assert (line.x0 + line.x1) / 2 == pytest.approx(106, abs=0.5)
    assert line.colour == pytest.approx((0.86, 0, 0))
    assert "文件" not in page.text


def test_the_lists_stand_below_the_text_each_on_its_line_and_wrap_after_the_colon(fonts: FontSet) -> None:
    page = read_pages(typeset(minutes(body=("现纪要如下。",)), fonts).pdf)[0]
    body, there = page.line("现纪要如下"), page.line("出席：")
    assert there.base - body.base == pytest.approx(2 * ROW, abs=0.05)
    heads = [page.line(f"{label}：") for label in ("出席", "请假", "列席")]
    assert [line.base - there.base for line in heads] == pytest.approx([0, ROW, 2 * ROW], abs=0.05)
    assert [line.x0 for line in heads] == pytest.approx([INDENT] * 3, abs=0.1)
    assert [line.text for line in heads] == ["出席：沈岚、周望川", "请假：陆远", "列席：市财政局何敏、市水务局周望川、"]
    wrapped = page.line("欧阳文清")
    assert wrapped.x0 == pytest.approx(INDENT + 3 * CHAR, abs=0.1)


def test_labels_are_in_hei_and_names_in_fang(fonts: FontSet) -> None:
    page = compose(minutes(body=("现纪要如下。",)), fonts).pages[0]
    label = next(run for run in page.runs if run.text == "出席：")
    name = next(run for run in page.runs if run.text.startswith("沈岚"))
    text = next(run for run in page.runs if run.text.startswith("现纪要"))
    assert name.font == text.font != label.font
    assert label.y == name.y
    assert name.x == pytest.approx(label.x + label.width)


def test_an_annex_named_below_the_text_comes_before_the_lists(fonts: FontSet) -> None:
    made = compose(minutes(attachment_note=("责任分工",)), fonts)
    text = "\n".join(line for page in made.pages for line in page.breaks)
    assert text.index("附件：责任分工") < text.index("出席：")


def test_no_seal_and_the_date_two_characters_in(fonts: FontSet) -> None:
    made = compose(minutes(), fonts)
    assert made.seal_places == ()
    page, (first, last) = _line_of(made, DAY)
    assert last.x + last.width == pytest.approx(RIGHT - 2 * CHAR)
    above = [run.y for run in page.runs if run.y < first.y - 1 and run.size == 16]
    assert first.y - max(above) == pytest.approx(2 * ROW)


@pytest.mark.parametrize("name", ["云州市人民政府办公室", "市政府办"])
def test_a_name_ends_two_characters_in_with_the_date_two_to_the_right_of_its_beginning(
    fonts: FontSet, name: str
) -> None:
    made = compose(minutes(signature=(name,)), fonts)
    _, (name_first, name_last) = _line_of(made, name)
    _, (first, last) = _line_of(made, DAY)
    assert first.x - name_first.x == pytest.approx(2 * CHAR, abs=0.05)
    assert first.y - name_first.y == pytest.approx(ROW)
    ends = max(name_last.x + name_last.width, last.x + last.width)
    assert ends == pytest.approx(RIGHT - 2 * CHAR, abs=0.05)


def test_a_sealed_document_may_have_lists_too(fonts: FontSet) -> None:
    made = compose(minutes(form=Form.FILE, signature=("云州市人民政府",)), fonts)
    assert len(made.seal_places) == 1
    assert "出席：沈岚、周望川" in [line for page in made.pages for line in page.breaks]


@settings(max_examples=40, deadline=None)
@given(
    paragraphs=st.lists(st.integers(1, 260), min_size=1, max_size=20),
    lists=st.tuples(*[st.lists(st.sampled_from(NAMES), max_size=90)] * 3),
    signature=st.sampled_from(((), ("云州市人民政府办公室",))),
)
def test_every_name_stands_once_in_its_place_wherever_the_text_ends(
    fonts: FontSet, paragraphs: list[int], lists: tuple[list[str], ...], signature: tuple[str, ...]
) -> None:
    body = tuple((SENTENCE * 6)[:length].rstrip("，、") + "。" for length in paragraphs)
    attending, excused, sitting_in = map(tuple, lists)
    document = minutes(body=body, attending=attending, excused=excused, sitting_in=sitting_in, signature=signature)
    made = compose(document, fonts)
    shown = "".join(line for page in made.pages for line in page.breaks)
    people = "".join(document.people_lines)
    assert people in shown
    page, (first, _) = _line_of(made, DAY)
    above = [text for y, text in lines(page).items() if y < first.y - 1 and text not in signature]
    assert above, "the date stands on a page without text"
    for one in made.pages:
        for run in one.runs:
            assert run.x >= LEFT - 0.8
            assert run.x + run.width <= RIGHT + 3  # a closing mark may hang by half a character
    assert len(made.pages) % 2 == 0


def _line_of(made: Composed, text: str) -> tuple[Page, tuple[Run, Run]]:
    """The page of a line with this text, and its first and last run."""
    for page in made.pages:
        for y, shown in lines(page).items():
            if shown == text:
                runs = sorted((run for run in page.runs if round(run.y, 2) == y), key=lambda run: run.x)
                return page, (runs[0], runs[-1])
    raise AssertionError(text)
