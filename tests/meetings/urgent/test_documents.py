"""A report as a document, and what the demo brings."""

import pytest
from django.urls import reverse

from docflow.models import Document
from meetings.urgent.actions.draft_report import draft_report
from meetings.urgent.demo import report_demo_events
from meetings.urgent.models import UrgentEvent
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed
from office.kernel.uploads import examine
from tests.docflow.world import an_office
from tests.meetings.urgent.world import a_desk, an_event, nobody_serves, reported
from tests.office.kernel.uploads.making import pdf
from tests.office.site.city import signed_in

pytestmark = pytest.mark.django_db


def test_a_report_becomes_a_draft_with_its_facts_and_says_that_it_is_a_drill() -> None:
    office = an_office()
    desk = a_desk(office.organ)
    event = an_event(desk, drill=True, casualties="一人轻伤。")
    file = (pdf(), examine(pdf(), "现场位置图.pdf"))
    report = reported(desk, event, files=[file, file])
    with pytest.raises(NotAllowed):
        draft_report(event.uid, report.uid, office.code.uid, by=desk.leader(desk.above), key=uuid7())
    key = uuid7()
    papers = {draft_report(event.uid, report.uid, office.code.uid, by=desk.officer(), key=key) for _ in range(2)}
    (document,) = Document.objects.all()
    assert [one.name for one in document.attachments.all()] == ["现场位置图.pdf"]
    assert {one.document for one in papers} == {document.uid}
    assert document.title == "【演练】关于城西山体滑坡情况的报告（初报）"
    page = signed_in(desk.officer().person).get(event.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in page
    draft = signed_in(desk.officer().person).get(reverse("docflow:draft", args=[document.uid])).content.decode()
    assert "以下为应急演练的报告" in draft
    assert "伤亡情况：一人轻伤。" in draft


def test_the_demo_brings_a_closed_drill_and_a_running_event_once_and_nothing_without_a_unit() -> None:
    assert report_demo_events() == 0
    desk = a_desk()
    nobody_serves(desk.above)
    assert (report_demo_events(), report_demo_events()) == (2, 0)
    found = {one.is_drill: one for one in UrgentEvent.objects.all()}
    assert not found[True].is_open
    first = found[True].reports.get(stage="first")
    assert [one.name for one in first.files.all()] == ["现场情况表.pdf"]
    page = signed_in(found[True].opened_by.person).get(found[True].get_absolute_url()).content.decode()
    assert reverse("urgent:file", args=[first.files.get().uid]) in page
    assert found[False].is_open
    assert found[False].clocks.filter(outcome="running", timed="first").exists()
