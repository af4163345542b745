"""起草信息通报。"""

from uuid import UUID, uuid5

from docflow.actions.draft_document import DraftText, draft_document
from docflow.briefs import policy
from docflow.briefs.reporting import body_of, title_of
from docflow.briefs.selectors.ranking import month_of
from docflow.elements.kinds import Kind
from docflow.models import Document
from docflow.supervision.selectors.counting import period_of
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.refusals import Invalid


@action
def draft_bulletin(desk_uid: UUID, month: str, code_uid: UUID, *, by: Actor, key: UUID) -> Document:
    """起草通报：who reported how much and what came of it in a month, as a draft of kind 通报, which goes its way like any document."""
    desk, actor = policy.ask_edited_desk(desk_uid, by=by)
    period = period_of(month)
    if not period.is_month or period.word != month:
        raise Invalid("请选择通报哪一个月。", field="month")
    told = month_of(desk, period, by=actor)
    if not told.units:
        raise Invalid(f"{period.in_words}没有报送和得分，没有可通报的。请另选一个月。", field="month")
    text = DraftText(kind=Kind.BULLETIN.value, title=title_of(told), body=body_of(told))
    document = draft_document(code_uid, text, by=actor, key=uuid5(key, "draft"))
    crash.point("briefs.bulletin_drafted")
    record(
        actor,
        "briefs.bulletin_drafted",
        stream=f"briefs_desk:{desk.uid}",
        title=text.title,
        document=str(document.uid),
        month=period.word,
    )
    return document
