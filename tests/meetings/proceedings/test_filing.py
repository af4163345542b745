"""归档: a meeting whose minutes are issued becomes a record, once, with its files, its description and its digests; guests do not read it."""

import pytest

from archive.actions.confirm_retention import confirm_retention
from archive.actions.decide import Judgement, decide
from archive.collecting import sweep
from archive.models import Fonds, Origin, Record, RetentionRow, RetentionTable, UnitCode
from archive.selectors.queue import open_findings
from archive.tasks import check_record, collect_meeting, collect_paper
from docflow.api import Part
from meetings.api import closed_meetings, filing_of_meeting
from meetings.attendance.models import SignIn
from meetings.convening.models import Meeting
from meetings.proceedings import filing
from meetings.proceedings.actions.recording import save_record
from meetings.proceedings.models import Minutes
from office.api import actor_of, may_read, read
from office.jobs.models import Job
from office.kernel.clock import now, today
from office.kernel.digests import sm3
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere
from tests.archive.for_keeping import page_for_keeping
from tests.factories import a_department, appointed
from tests.meetings.materials.folder import handed_out
from tests.meetings.proceedings.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db


def a_minuted(*, is_closed: bool = False) -> Sitting:
    sitting = a_sitting(is_closed=is_closed).begun().moved("begin", 1)
    save_record(sitting.uid, sitting.items[0].uid, "水利科汇报，会议同意。", revision=0, by=sitting.by())
    sitting.decided()
    return sitting.ended().issued()


def minutes_of(sitting: Sitting) -> Minutes:
    return Minutes.objects.get(meeting__uid=sitting.uid)


def work() -> None:
    tasks = {one.module_path: one for one in (collect_paper, collect_meeting, check_record)}
    while (job := Job.objects.open().filter(task__in=tasks).order_by("pk").first()) is not None:
        tasks[job.task].call(*job.args)
        Job.objects.filter(pk=job.pk).update(state="done", ended_at=now())


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other parts of the chain bring."""
    monkeypatch.setattr(filing, "_bringers", [])

    def sign_in_list(meeting: Meeting) -> list[Part]:
        content = page_for_keeping(f"签到{meeting.pk}")
        return [Part("FJ", "签到表", "application/pdf", ".pdf", content=content, pages=1, made_by="一网协同签到")]

    def materials(meeting: Meeting) -> list[Part]:
        return [Part("FJ", "会议材料", "application/pdf", ".pdf", content=page_for_keeping("材料"), pages=1)]

    filing.bring_filed_part(sign_in_list, place=20)
    filing.bring_filed_part(materials, place=10)


def test_what_is_handed_over(brought: None) -> None:
    sitting = a_minuted()
    found = filing_of_meeting(minutes_of(sitting).uid)
    assert [(part.role, part.title) for part in found.parts] == [
        ("ZB", "防汛工作专题会议记录"),
        ("FJ", "会议材料"),
        ("FJ", "签到表"),
    ]
    assert found.parts[0].content.startswith(b"%PDF")
    assert [deed.act for deed in found.deeds][-3:] == ["结束会议", "起草纪要", "印发纪要"]
    assert [(one.word, one.number) for one in found.links] == [("会议纪要", "云政纪要〔2026〕3号")]
    assert found.body[0].startswith("抓紧修复堤防")
    assert (found.title, found.secrecy, found.department) == (
        "防汛工作专题会议记录",
        "公开",
        sitting.organiser.department,
    )
    assert filing_of_meeting(minutes_of(a_minuted(is_closed=True)).uid).secrecy == "内部"


def test_what_was_handed_out_and_who_signed_in_is_filed_with_it() -> None:
    sitting = a_sitting()
    handed_out(sitting.gathering, "防汛物资清单")
    SignIn.objects.create(invitation=sitting.gathering.invitation(sitting.gathering.guests[0]))
    sitting.begun().ended().issued()
    found = filing_of_meeting(minutes_of(sitting).uid)
    assert [(part.role, part.title) for part in found.parts] == [
        ("ZB", "防汛工作专题会议记录"),
        ("FJ", "会议材料 防汛物资清单"),
        ("FJ", "会议签到表"),
    ]
    assert found.parts[1].file is not None
    assert found.parts[2].content.startswith(b"%PDF")
    assert len(found.names) == 1


def test_what_is_not_minuted_is_not_handed_over() -> None:
    sitting = a_sitting().begun().ended()
    minutes = sitting.drafted()
    assert closed_meetings() == []
    for uid in (minutes.uid, uuid7()):
        with pytest.raises(NotThere):
            filing_of_meeting(uid)


def test_closed_meetings_are_walked_in_their_order() -> None:
    all_of_them = [minutes_of(a_minuted()) for _ in range(3)]
    found = closed_meetings()
    assert [one.uid for one in found] == [
        one.uid for one in sorted(all_of_them, key=lambda one: (one.issued_at, one.uid))
    ]
    assert closed_meetings((found[0].closed_at, found[0].uid)) == found[1:]
    assert closed_meetings(limit=2) == found[:2]


def test_it_is_filed_exactly_once_and_its_guests_do_not_read_it(brought: None) -> None:
    sitting = a_minuted()
    organ = sitting.gathering.organ
    fonds = Fonds.objects.create(organ=organ, code="J001", name=f"{organ}全宗", constituting_unit=organ.name)
    UnitCode.objects.create(fonds=fonds, department=sitting.organiser.department, code="ZHC")
    table = RetentionTable.objects.create(fonds=fonds, edition=1, since=today().replace(year=2020, day=1))
    RetentionRow.objects.create(
        table=table,
        ordinal=1,
        heading="会议",
        content="专题会议的纪要",
        kinds=["纪要"],
        source="outgoing",
        retention="D30",
    )
    archivist = appointed(a_department(organ, "档案室"), "archivist")
    for _ in range(2):
        sweep(everything=True)
    assert Job.objects.filter(task=collect_meeting.module_path).count() == 1
    work()
    assert sweep(everything=True) == 0
    item = Record.objects.get(origin=Origin.MEETING)
    assert (item.title, item.proposed, item.paper_uid) == ("防汛工作专题会议记录", "D30", minutes_of(sitting).uid)
    assert [(one.role, one.title) for one in item.current_files] == [
        ("ZB", "防汛工作专题会议记录"),
        ("FJ", "会议材料"),
        ("FJ", "签到表"),
        ("GC", "办理过程"),
    ]
    for one in item.current_files.select_related("file"):
        assert sm3(read(one.file)).hex() == one.file.sm3
    by = actor_of(archivist.person, archivist)
    confirm_retention(item.uid, "D30", "ZHC", by=by, key=uuid7())
    work()
    item.refresh_from_db()
    if item.state == "waiting":  # without a virus scanner a person answers for what others brought
        left = {one["code"] for one in open_findings(item)}
        assert left <= {"GD-4-1", "GD-4-2", "GD-3-6"}, item.why
        decide(item.uid, {code: Judgement(True, "已另行查过。") for code in left}, by=by, key=uuid7())
        item.refresh_from_db()
    assert (item.state, item.why) == ("filed", "")
    assert item.digest
    for reader, may in (
        (sitting.organiser, True),
        (sitting.gathering.host, True),
        (sitting.gathering.guests[0], False),
    ):
        assert may_read(sitting.by(reader), item.uid) is may
