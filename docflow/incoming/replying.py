"""答复的底稿：title and body of a reply, made of what came in. Pure."""

import re

from docflow.elements.kinds import Kind

_KINDS = "|".join(sorted((kind.value for kind in Kind), key=len, reverse=True))
_MATTER = re.compile(rf"关于(?P<matter>.+?)的?(?:{_KINDS})(?:（[^（）]*）)?$")


def matter_of(title: str) -> str:
    """做好冬季供热保障工作, of 云州市住房和城乡建设局关于做好冬季供热保障工作的通知; the whole title where it is built otherwise."""
    title = "".join(title.split())
    found = _MATTER.search(title)
    return found["matter"] if found else title


def reply_title(title: str, kind: str) -> str:
    """The title of the reply: it ends with its 文种."""
    matter = matter_of(title)
    return f"关于{matter}情况的{kind}" if kind == Kind.REPORT else f"关于{matter}的答复{kind}"


def reply_body(title: str, number: str) -> tuple[str, ...]:
    """The first paragraphs: 你单位《…》（文号）收悉。现答复如下："""
    cited = f"《{''.join(title.split())}》" + (f"（{number}）" if number else "")
    return (f"你单位{cited}收悉。现答复如下：",)
