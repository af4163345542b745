"""How a finding names an entry or a block, whatever lies in its columns."""

from typing import Any


def which(key: Any, stream: Any, seq: Any) -> str:
    """第12号记录（流 run:… 第3条）"""
    return f"第{short(key)}号记录（流 {short(stream)} 第{short(seq)}条）"


def short(value: Any) -> str:
    """A value for a sentence: what lies in a spoilt table may be of any length and kind."""
    text = str(value).encode(errors="replace").decode(errors="replace")
    return text if len(text) <= 80 else f"{text[:79]}…"
