"""答复的底稿：title and body of a reply, made of what came in. Pure."""

import re

from docflow.elements.kinds import Kind

_KINDS = "|".join(sorted((kind.value for kind in Kind), key=len, reverse=True))
_MATTER = re.compile(rf"关于(?P<matter>.+?)的?(?:{_KINDS})(?:（[^（）]*）)?$")
_TITLES = {Kind.REPORT: "情况的报告", Kind.REPLY: "的批复", Kind.NOTICE: "的通知"}
_OPENINGS = {
    Kind.REPORT: "现将有关情况报告如下：",
    Kind.REPLY: "现批复如下：",
    Kind.NOTICE: "现通知如下：",
}


def matter_of(title: str) -> str:
    """做好冬季供热保障工作, of 云州市住房和城乡建设局关于做好冬季供热保障工作的通知; the whole title where it is built otherwise."""
    title = "".join(title.split())
    found = _MATTER.search(title)
    return found["matter"] if found else title


def reply_title(title: str, kind: str) -> str:
    """The title of the reply: it ends with its 文种."""
    return f"关于{matter_of(title)}{_TITLES.get(Kind(kind), f'的答复{kind}')}"


def reply_body(title: str, number: str, kind: str) -> tuple[str, ...]:
    """The first paragraphs: 你单位《…》（文号）收悉。现批复如下： A 报告 goes to a superior organ, which is not addressed so."""
    cited = f"《{''.join(title.split())}》" + (f"（{number}）" if number else "")
    whose = "" if kind == Kind.REPORT else "你单位"
    return (f"{whose}{cited}收悉。{_OPENINGS.get(Kind(kind), '现答复如下：')}",)
