"""起草督办通报。"""

from uuid import UUID, uuid5

from docflow.actions.draft_document import DraftText, draft_document
from docflow.elements.kinds import Kind
from docflow.models import Document
from docflow.supervision import policy
from docflow.supervision.reporting import body_of, title_of
from docflow.supervision.selectors.counting import period_of
from docflow.supervision.selectors.month import month_of
from docflow.supervision.selectors.rules import rule_of
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import Invalid


@action
def draft_bulletin(organ_uid: UUID, month: str, code_uid: UUID, *, by: Actor, key: UUID) -> Document:
    """起草通报：the month's figures and lists as a draft of kind 通报, which goes its way like any document."""
    organ, actor = policy.ask_supervised_organ(organ_uid, by=by)
    period = period_of(month)
    if not period.is_month or period.word != month:
        raise Invalid("请选择通报哪一个月。", field="month")
    told = month_of(organ, period, rule_of(organ).points)
    if not told.matters:
        raise Invalid(f"{period.in_words}没有督办事项，没有可通报的。请另选一个月。", field="month")
    text = DraftText(kind=Kind.BULLETIN.value, title=title_of(told), body=body_of(told))
    document = draft_document(code_uid, text, by=actor, key=uuid5(key, "draft"))
    crash.point("supervision.bulletin_drafted")
    record(
        actor,
        "supervision.bulletin_drafted",
        stream=f"supervision_bulletin:{organ.uid}",
        title=text.title,
        document=str(document.uid),
        month=period.word,
    )
    return document
