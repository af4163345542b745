"""A change in a sentence: it counts what was changed, shows the first of it, and says nothing of what was not."""

from dataclasses import replace

from hypothesis import given, settings

from docflow.elements.changes import changes, summary
from docflow.elements.redline import redline
from docflow.elements.schema import Elements
from tests.docflow.elements.strategies import elements

NOTICE = Elements(title="关于供热的通知", body=("一、总体要求", "按期供热，及时响应。"), cc=("市委办公室",))


@settings(deadline=None, max_examples=40)
@given(elements(), elements())
def test_every_place_is_one_change(old: Elements, new: Elements) -> None:
    found = list(changes(old, new))
    assert all(one.removed or one.added for one in found)
    pieces = [piece for part in redline(old, new) for paragraph in part.paragraphs for piece in paragraph.pieces]
    assert "".join(one.added for one in found) == "".join(piece.text for piece in pieces if piece.op == "added")
    assert "".join(one.removed for one in found) == "".join(piece.text for piece in pieces if piece.op == "removed")
    assert bool(summary(old, new)) == bool(found)


def test_it_reads_as_a_clerk_would_say_it() -> None:
    new = replace(NOTICE, body=("一、总体要求", "如期供热，及时响应。"), cc=("市委办公室", "各人民团体"))
    assert summary(NOTICE, new) == "改动2处，增6字，删1字：正文“按”改为“如”；抄送机关增“各人民团体”。"
    assert summary(new, replace(new, cc=())) == "改动2处，删10字：抄送机关删“市委办公室”，删“各人民团体”。"
    assert summary(NOTICE, NOTICE) == ""


def test_a_long_or_manifold_change_is_told_by_its_beginning() -> None:
    long = replace(NOTICE, body=(*NOTICE.body, "各供热企业服务电话" * 9))
    assert summary(NOTICE, long) == "改动1处，增81字：正文增“各供热企业服务电话各供热企业服务电话各供热企业…”。"
    many = replace(NOTICE, body=tuple(f"第{k}段" for k in range(9)))
    assert summary(NOTICE, many).endswith("等。")


def test_a_change_over_several_lines_is_shown_on_one() -> None:
    assert "增“一 二”" in summary(NOTICE, replace(NOTICE, note="一\t二"))
