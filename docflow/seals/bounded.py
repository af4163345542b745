"""验章 of a stranger's file within bounds: a process of its own, ten seconds, five hundred megabytes."""

import json
from datetime import datetime
from typing import Final

from docflow.seals.nursery import nurseries
from docflow.seals.revisions import digests
from docflow.seals.trust import Trust
from docflow.seals.verdict import SealCheck, unreadable
from office.kernel.child import ChildDied, ChildTimeout, TooHeavy

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of a file that is checked at all."""
_SECONDS: Final = 10
_MEMORY: Final = 500 * 1024 * 1024
_PATIENCE: Final = 60
"""Seconds that a check may wait for its turn."""


def check_bounded(content: bytes, trust: Trust, at: datetime) -> SealCheck:
    """As `check`, for any bytes from anywhere. Whatever the file does to its process, there is an answer."""
    if len(content) > LARGEST:
        return unreadable("文件超过100兆字节，无法验证。")
    revisions = digests(content)
    try:
        with nurseries.taken(_PATIENCE) as nursery:
            said = nursery.ask(_MEMORY, _SECONDS, content, trust, at)
        return SealCheck.from_json(json.loads(said), revisions)
    except TooHeavy:
        return unreadable("文件过于复杂，在限定的时间和内存内验证不完，无法验证。", revisions)
    except ChildTimeout:
        return unreadable("现在验证的人太多，没有轮到这份文件。请稍后再试。", revisions)
    except ChildDied:
        return unreadable("文件已损坏或结构不合规定，无法验证。", revisions)
