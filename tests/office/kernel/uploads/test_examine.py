"""The whole examination, its second half in a process of its own."""

import pytest

from office.kernel import child
from office.kernel.refusals import Invalid
from office.kernel.uploads import examine
from tests.office.kernel.uploads import making
from tests.office.kernel.uploads.test_pdf import squeezed


def test_sound_files_are_taken_with_all_warnings() -> None:
    assert examine(making.pdf(), "通知.pdf").warnings == ()
    assert "第2行" in examine("姓名\n=1+1\n".encode(), "名单.csv").warnings[0]


def test_what_only_the_second_half_sees_is_refused_in_the_same_words() -> None:
    hidden = squeezed(making.pdf(b"/OpenAction<</S/JavaScript/JS(1)>>"))
    with pytest.raises(Invalid) as refusal:
        examine(hidden, "通知.pdf")
    assert refusal.value.sentence == "没有上传“通知.pdf”：文件含有脚本。请用“打印为 PDF”重新生成后上传。"
    assert refusal.value.field == "file"


def test_pictures_and_text_need_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "run_stranger", lambda *_, **__: pytest.fail("a process was started"))
    assert examine(making.jpeg(), "现场.jpg").suffix == ".jpg"
    assert examine("说明".encode(), "说明.txt").suffix == ".txt"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (child.TooHeavy("x"), "过于复杂"),
        (child.ChildDied("x"), "过于复杂"),
        (child.ChildTimeout("x"), "稍后再上传"),
        (child.FailedInChild("builtins.ValueError", "x"), "读不出"),
    ],
)
def test_whatever_happens_to_the_process_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, error: child.ChildError, words: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(child, "run_stranger", fails)
    with pytest.raises(Invalid, match=words):
        examine(making.pdf(), "通知.pdf")
