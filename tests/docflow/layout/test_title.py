"""Titles break by meaning and in shape."""

import pytest
from hypothesis import given, settings

from docflow.layout.title import LONGEST_LINE, title_lines
from tests.docflow.elements.strategies import phrases


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云州市财政局关于清理欠款的通知", ["云州市财政局关于清理欠款的通知"]),
        (
            "云州市人民政府关于进一步加强城市生活垃圾分类管理工作的实施意见",
            ["云州市人民政府关于进一步加强城市", "生活垃圾分类管理工作的实施意见"],
        ),
        (
            "云州市人民政府办公室关于印发云州市突发事件总体应急预案的通知",
            ["云州市人民政府办公室", "关于印发云州市突发事件", "总体应急预案的通知"],
        ),
    ],
)
def test_titles_are_broken_as_a_clerk_would(title: str, lines: list[str]) -> None:
    organs = ("云州市人民政府", "云州市人民政府办公室", "云州市财政局")
    assert list(title_lines(title, organs=organs)) == lines


def test_the_lines_an_author_gave_are_kept_where_they_fit() -> None:
    title = "云州市人民政府关于加强汛期值班值守和险情报告工作的通知"
    given_lines = ("云州市人民政府", "关于加强汛期值班值守和险情报告工作的通知")
    assert title_lines(title, given=given_lines) == given_lines
    assert title_lines(title, given=("另一个标题",)) != ("另一个标题",)
    assert max(map(len, title_lines(title, given=(title,)))) <= LONGEST_LINE


def test_the_body_tells_which_characters_belong_together() -> None:
    title = "关于同意云州市青芦湿地公园扩容提质并纳入全省候鸟迁徙廊道的批复"
    body = ("青芦湿地公园", "青芦湿地", "候鸟迁徙廊道", "候鸟迁徙", "扩容提质", "扩容提质") * 3
    lines = title_lines(title, body=body)
    for word in ("青芦", "候鸟迁徙", "扩容提质"):
        assert any(word in line for line in lines)


@settings(deadline=None, max_examples=40)
@given(phrases(1, 14))
def test_a_title_loses_nothing_and_fits(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(sum(1.0 if ord(char) > 0x2000 else 0.5 for char in line) <= LONGEST_LINE + 0.5 for line in lines)


def test_no_line_begins_with_a_particle_or_a_closing_mark() -> None:
    for title in (
        "云州市人民政府关于修改《云州市城镇燃气管理办法》等六件政府规章的决定",
        "关于转发《省财政厅关于开展行政事业单位国有资产清查工作的通知》的通知",
    ):
        assert all(line[0] not in "的》等" for line in title_lines(title))
