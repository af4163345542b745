"""验章：one function that answers for any bytes whatever, with separate facts and one verdict, and never lets an exception out.

It fetches nothing, and judges by the moment that it is given. A stranger's file is checked in a process of its own (see `bounded`),
because no time or memory limit can be kept from inside.
"""

from datetime import datetime
from typing import Any

from docflow.seals.revisions import digests, ends
from docflow.seals.trust import Trust
from docflow.seals.verdict import SealCheck, unreadable


def check(content: bytes, trust: Trust, at: datetime) -> SealCheck:
    """Check the seals of a PDF as of `at`."""
    if b"%PDF-" not in content[:1024]:
        return unreadable("这不是PDF文件，无法验证。")
    if not ends(content):
        return unreadable("文件不完整，缺少结尾，无法验证。请重新取得完整的文件。")
    from docflow.seals.judging import judge  # noqa: PLC0415 - pyHanko takes a second to load, and not every server needs it

    revisions = digests(content)
    try:
        return judge(content, revisions, trust, at)
    except MemoryError:
        return unreadable("文件过于复杂，内存不足，无法验证。", revisions)
    except Exception:  # strangers' files make the reader throw whatever there is; every one of them is an answer
        return unreadable("文件已损坏或结构不合规定，无法验证。", revisions)


def check_as_json(content: bytes, trust: Trust, at: datetime) -> dict[str, Any]:
    """`check`, with its outcome in JSON's terms, as another process can say it."""
    return check(content, trust, at).as_json()
