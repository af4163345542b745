"""一份报告转成公文：it goes its way like any document."""

from uuid import UUID, uuid5

from docflow.api import DraftText, draft_document
from meetings.urgent.models import Report, ReportDocument
from meetings.urgent.policy import events, units
from meetings.urgent.recording import line, moved
from meetings.urgent.rules.report_text import body_of, title_of
from office.api import Actor, action
from office.kernel.refusals import NotAllowed, NotThere

KIND = "报告"


@action
def draft_report(event_uid: UUID, report_uid: UUID, code_uid: UUID, *, by: Actor, key: UUID) -> ReportDocument:
    """转成公文：a draft of a 报告 in his hands, with the report's facts typeset and its files attached; a drill is named so in its title and its first words.

    The document comes before the event in the order of locks. Raises NotThere, NotAllowed.
    """
    event = events.read(event_uid, by=by)
    report = Report.objects.filter(uid=report_uid, event=event).first()
    if report is None:
        raise NotThere("该报告")
    if event.unit not in events.handled(event, by=by):
        raise NotAllowed(f"公文由{event.unit}此刻值班的人或管理处室起草。")
    actor = units.capacity(event.unit, by=by)
    superior = event.unit.superior
    contact = "，".join(filter(None, (f"{event.unit} {actor.person.name}", event.unit.telephone)))
    text = DraftText(
        kind=KIND,
        title=title_of(event.title, report.label, drill=event.is_drill),
        body=body_of(report.facts, report.text, drill=event.is_drill, contact=contact),
        files=tuple((one.file, one.name) for one in report.files.select_related("file")),
        main_recipients=(superior.organ.name,) if superior is not None and superior.organ != event.unit.organ else (),
    )
    document = draft_document(code_uid, text, by=actor, key=uuid5(key, "draft"))
    event = events.take(event_uid, by=by)
    paper = ReportDocument.objects.create(report=report, document=document.uid, drafted_by=actor.appointment)
    line(event, "drafted", f"{report}：《{text.title}》"[:400], by=actor)
    moved(event)
    return paper
