"""代拟：another room has a text ready, and it goes its way as a document."""

from dataclasses import dataclass
from uuid import UUID

from docflow.actions.attaching import put_with
from docflow.actions.drafting import begin_draft, code_to_draft_under, refuse_unfit
from docflow.elements.kinds import USAGE, Form, Kind
from docflow.elements.schema import Elements
from docflow.models import Document, IssuingCode
from docflow.secrecy import refuse_classified
from office.api import Actor, Organ, StoredFile
from office.kernel.refusals import Invalid
from office.kernel.transactions import require_transaction


@dataclass(frozen=True, kw_only=True)
class DraftText:
    """What a draft begins with. `kind`: 通知, 函, 纪要 …; `body`: a paragraph a string, headings by themselves, a table row with tabs.

    `attending`, `excused` and `sitting_in` are the lists of minutes, a person each. `files` go along as attachments, each content once.
    """

    kind: str
    title: str
    body: tuple[str, ...]
    main_recipients: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    sitting_in: tuple[str, ...] = ()
    files: tuple[tuple[StoredFile, str], ...] = ()


def draft_document(code_uid: UUID, text: DraftText, *, by: Actor, key: UUID) -> Document:
    """A draft in his hands: minutes in their own format, other kinds in that of 文件, which all may take; inside another act, which has
    asked whether he may.

    `key` is the other act's, or made from it. A kind that addresses nobody (纪要) loses its 主送. Raises NotThere for a 代字 that is not
    his organ's, Invalid for a kind that there is not, or that is not numbered under it.
    """
    require_transaction()
    code = code_to_draft_under(code_uid, by=by)
    if text.kind not in set(Kind):
        raise Invalid("请选择文种。", field="kind")
    kind = Kind(text.kind)
    refuse_unfit(code, kind)
    addressed = USAGE[kind].needs_main_recipients
    elements = Elements(
        kind=text.kind,
        form=_form_of(kind),
        title=text.title,
        main_recipients=text.main_recipients if addressed else (),
        body=text.body,
        cc=text.cc,
        attending=text.attending,
        excused=text.excused,
        sitting_in=text.sitting_in,
    )
    refuse_classified(elements)
    document = begin_draft(code, elements, by=by, key=key)
    for file, name in {file.sm3: (file, name) for file, name in text.files}.values():
        put_with(document, file, name, by=by)
    return document


def codes_to_draft_under(organ: Organ, kind: str = Kind.NOTICE) -> list[IssuingCode]:
    """The 代字 under which such a draft of a kind may be begun in an organ."""
    return list(IssuingCode.objects.filter(organ=organ, in_use=True, form=_form_of(kind).value))


def _form_of(kind: str) -> Form:
    return Form.MINUTES if kind == Kind.MINUTES else Form.FILE
