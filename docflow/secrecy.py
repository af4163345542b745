"""This service runs on a net for unclassified work: 公开 and 内部 only (保守国家秘密法). Secrets are refused, saying why."""

import re

from docflow.elements.kinds import Secrecy
from docflow.elements.schema import Elements
from office.kernel.refusals import Invalid

_MARK = re.compile(r"(绝密|机密|秘密)\s*[★☆*＊]")


def refuse_classified(elements: Elements) -> None:
    """Raise Invalid when a text bears a 密级, as its element or written into it."""
    if elements.secrecy is not None and elements.secrecy.classified:
        raise Invalid(
            f"本平台不得处理涉及国家秘密的公文，不能选“{elements.secrecy}”。请改用涉密信息系统办理。", field="secrecy"
        )
    texts = (elements.title, elements.note, *elements.body, *elements.people_lines)
    attached = (text for one in elements.attachments for text in (one.title, *one.body))
    for text in (*texts, *attached):
        if found := _MARK.search(text):
            raise Invalid(
                f"文中有密级标志“{found[0]}”。本平台不得处理涉及国家秘密的公文，请改用涉密信息系统办理。", field="body"
            )


def refuse_marked(text: str, *, secrecy: str = "") -> None:
    """The same for what came in: a 密级 that a clerk chose, or a mark in the text of a file."""
    if secrecy and secrecy not in {Secrecy.OPEN.value, Secrecy.INTERNAL.value}:
        raise Invalid(
            f"本平台不得处理涉及国家秘密的公文，不能登记“{secrecy}”件。请改用涉密信息系统办理。", field="secrecy"
        )
    if found := _MARK.search(text):
        raise Invalid(
            f"文中有密级标志“{found[0]}”。本平台不得处理涉及国家秘密的公文，请改用涉密信息系统办理，文件没有留下。",
            field="file",
        )
