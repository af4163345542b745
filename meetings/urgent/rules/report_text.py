"""报告转成公文的文字：the title and the paragraphs of a report. Pure."""

from collections.abc import Sequence

from meetings.urgent.rules.ordinals import ordinal_in_words


def title_of(event: str, label: str, *, drill: bool) -> str:
    """关于…的报告; a drill says so in its title."""
    mark = "【演练】" if drill else ""
    return f"{mark}关于{event}情况的报告（{label}）"


def body_of(facts: Sequence[Sequence[str]], text: str, *, drill: bool, contact: str) -> tuple[str, ...]:
    """What it is about, the facts label by label in short ones and long ones, this report's own words, and whom to call."""
    short = [(label, words) for label, words in facts if len(words) <= 60 and "\n" not in words]
    long = [(label, words) for label, words in facts if (label, words) not in short]
    sections: list[tuple[str, list[str]]] = [
        ("基本情况", [f"{label}：{words.rstrip('。')}。" for label, words in short])
    ]
    sections += [(label, words.split("\n")) for label, words in long]
    if text:
        sections.append(("本次情况", text.split("\n")))
    opening = "以下为应急演练的报告，不是真实事件。" if drill else "现将有关情况报告如下。"
    paragraphs = [opening]
    for n, (heading, lines) in enumerate(sections, 1):
        paragraphs += [f"{ordinal_in_words(n)}、{heading}", *(line for line in lines if line.strip())]
    return (*paragraphs, *([f"联系人：{contact}。"] if contact else []))
