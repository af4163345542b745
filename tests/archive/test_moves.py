"""What an archivist does with records, and what is refused: every state, every verb, strangers, reasons, many at once."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from archive import tasks
from archive.actions.check_again import arrange_again, check_again
from archive.actions.collect import tell
from archive.actions.confirm_retention import Choice, confirm_each, confirm_retention
from archive.actions.decide import Judgement, decide
from archive.actions.describe import Description, amend
from archive.actions.leave_out import leave_out, take_in
from archive.actions.return_record import return_record, send_again
from archive.gathering import pieces_of
from archive.models import CheckReport, Conclusion, Decision, Record, RecordReturn, Stage
from docflow.api import filing_of
from office.api import Actor, Todo, may_read
from office.jobs.models import Job
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from tests.archive.shelf import Shelf, a_shelf, collected, confirmed, filed, to_the_end, work
from tests.factories import an_actor

pytestmark = pytest.mark.django_db


def a_report(conclusion: Conclusion, result: str) -> "object":
    """A check that always comes to this."""

    def run_check(item: Record, stage: Stage, by: Actor | None = None) -> CheckReport:
        found = {
            "code": "GD-4-2",
            "name": "病毒感染",
            "looked_at": "6个文件",
            "result": result,
            "says": "没有查毒软件。",
        }
        return CheckReport.objects.create(
            record=item,
            revision=item.revision,
            stage=stage,
            conclusion=conclusion,
            items=[found | {"decides": "档案管理员"}],
        )

    return run_check


def stopped(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, conclusion: Conclusion, result: str) -> Record:
    monkeypatch.setattr(tasks, "run_check", a_report(conclusion, result))
    item = confirmed(shelf)
    work()
    item.refresh_from_db()
    return item


def waits_for(item: Record) -> list[str]:
    return [
        holder.appointment.person.name
        for todo in Todo.objects.open().filter(about=item.uid)
        for holder in todo.holders.filter(waits=True)
    ]


def test_a_refused_record_says_why_waits_for_its_archivist_and_can_be_checked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = a_shelf()
    item = stopped(shelf, monkeypatch, Conclusion.FAILED, "不合格")
    assert (item.state, item.why) == ("refused", "GD-4-2 病毒感染：没有查毒软件。")
    assert waits_for(item) == [shelf.archivist.person.name]
    monkeypatch.setattr(tasks, "run_check", a_report(Conclusion.PASSED, "合格"))
    code = item.code
    check_again(item.uid, by=shelf.by, key=uuid7())
    assert waits_for(item) == []
    work()
    item.refresh_from_db()
    assert (item.state, item.why, item.code) == ("filed", "", code)
    assert item.checks.count() == 2


def test_what_is_left_to_a_person_is_decided_with_grounds_and_filed(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = a_shelf()
    item = stopped(shelf, monkeypatch, Conclusion.MANUAL, "待人工")
    assert item.state == "waiting"
    with pytest.raises(Invalid, match="还没有选"):
        decide(item.uid, {}, by=shelf.by, key=uuid7())
    with pytest.raises(Invalid, match="缘由"):
        decide(item.uid, {"GD-4-2": Judgement(True, " ")}, by=shelf.by, key=uuid7())
    assert not Decision.objects.exists()
    decide(item.uid, {"GD-4-2": Judgement(True, "已另行查毒。")}, by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert item.state == "filed"
    assert [(one.code, one.passed, one.why) for one in Decision.objects.all()] == [("GD-4-2", True, "已另行查毒。")]
    with pytest.raises(SomebodyWasFirst, match="已归档"):
        decide(item.uid, {"GD-4-2": Judgement(False, "再想想")}, by=shelf.by, key=uuid7())


def test_what_a_person_finds_wrong_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = a_shelf()
    item = stopped(shelf, monkeypatch, Conclusion.MANUAL, "待人工")
    decide(item.uid, {"GD-4-2": Judgement(False, "附件带宏。")}, by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert item.state == "refused"
    assert item.why == "经人工判定，病毒感染不合格：附件带宏。"
    assert waits_for(item) == [shelf.archivist.person.name]


def test_returned_it_waits_for_whoever_did_the_paper_who_may_send_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = a_shelf()
    item = stopped(shelf, monkeypatch, Conclusion.FAILED, "不合格")
    with pytest.raises(Invalid, match="写明缘由"):
        return_record(item.uid, "", by=shelf.by, key=uuid7())
    return_record(item.uid, "附件打不开，请换一份。", by=shelf.by, key=uuid7())
    item.refresh_from_db()
    drafter = shelf.office.actor(shelf.office.drafter)
    assert (item.state, item.why) == ("returned", "附件打不开，请换一份。")
    assert waits_for(item) == [shelf.office.drafter.person.name]
    assert may_read(drafter, item.uid)
    with pytest.raises(NotThere):
        send_again(item.uid, "已换。", by=an_actor(), key=uuid7())
    send_again(item.uid, "已换。", by=drafter, key=uuid7())
    work()
    item.refresh_from_db()
    assert (item.state, item.revision, waits_for(item)) == ("arranging", 2, [])
    assert RecordReturn.objects.get().revision == 1


def test_a_reader_of_the_record_may_not_send_it_again() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    return_record(item.uid, "题名有误", by=shelf.by, key=uuid7())
    head = shelf.office.actor(shelf.office.head)
    assert may_read(head, item.uid)
    with pytest.raises(NotAllowed, match="经办人或档案管理员"):
        send_again(item.uid, "好了", by=head, key=uuid7())


def test_left_out_with_a_reason_and_taken_in_again() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    with pytest.raises(Invalid, match="写明缘由"):
        leave_out(item.uid, " ", by=shelf.by, key=uuid7())
    leave_out(item.uid, "重复件。", by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert (item.state, item.why, item.code) == ("left_out", "重复件。", "")
    with pytest.raises(SomebodyWasFirst, match="不归档"):
        confirm_retention(item.uid, "Y", by=shelf.by, key=uuid7())
    take_in(item.uid, by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert (item.state, item.why) == ("arranging", "")


def test_the_archivist_puts_the_description_right_before_it_is_filed() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    said = Description("[供热会议材料]", "", item.author, item.dated_on, 2025)
    amend(item.uid, said, by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert (item.title, item.number, item.year) == ("[供热会议材料]", "", 2025)
    with pytest.raises(Invalid, match="题名不能空着"):
        amend(item.uid, Description(" ", "", "某局", None, 2025), by=shelf.by, key=uuid7())
    with pytest.raises(Invalid, match="年度"):
        amend(item.uid, Description("题", "", "某局", None, 1700), by=shelf.by, key=uuid7())
    confirm_retention(item.uid, "Y", by=shelf.by, key=uuid7())
    work()
    item.refresh_from_db()
    assert item.metadata["题名"] == "[供热会议材料]"
    assert "2025" in item.code
    with pytest.raises(SomebodyWasFirst):
        amend(item.uid, said, by=shelf.by, key=uuid7())


def test_arranged_again_its_retention_may_be_another_and_it_gets_a_number_of_that_class(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = a_shelf()
    item = stopped(shelf, monkeypatch, Conclusion.FAILED, "不合格")
    before = item.code
    arrange_again(item.uid, by=shelf.by, key=uuid7())
    monkeypatch.setattr(tasks, "run_check", a_report(Conclusion.PASSED, "合格"))
    confirm_retention(item.uid, "Y", "YWK", by=shelf.by, key=uuid7())
    work()
    item.refresh_from_db()
    assert item.state == "filed"
    assert item.code != before
    assert item.metadata["档号"] == item.code
    assert item.current_files.filter(role="YSJ").count() == 1


@pytest.mark.parametrize("retention", ["", "X", "D", "D0", "永久", "D30000", "N", "Y'; --"])
def test_a_retention_that_is_none_is_refused(retention: str) -> None:
    shelf = a_shelf()
    item = collected(shelf)
    with pytest.raises(Invalid, match="保管期限"):
        confirm_retention(item.uid, retention, by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert (item.state, item.code) == ("arranging", "")


def test_a_unit_that_the_fonds_has_not_is_refused() -> None:
    shelf = a_shelf()
    with pytest.raises(Invalid, match="机构代码"):
        confirm_retention(collected(shelf).uid, "Y", "QTK", by=shelf.by, key=uuid7())


def test_many_at_once_each_is_an_act_of_its_own_and_a_foreign_one_is_named_as_not_there() -> None:
    shelf, other = a_shelf(), a_shelf()
    mine = [collected(shelf), collected(shelf)]
    foreign = collected(other)
    left = collected(shelf)
    leave_out(left.uid, "重复件。", by=shelf.by, key=uuid7())
    choices = [Choice(one.uid, "D30", "YWK") for one in (*mine, foreign, left)] + [Choice(uuid4(), "Y")]
    key = uuid7()
    batch = confirm_each(choices, by=shelf.by, key=key)
    assert {one.uid for one in batch.done} == {one.uid for one in mine}
    assert len(batch.passed_over) == 3
    assert sum("没有找到该档案" in sentence for sentence in batch.passed_over) == 2
    assert foreign.title not in "".join(batch.passed_over).replace(str(left), "")
    foreign.refresh_from_db()
    assert foreign.state == "arranging"
    again = confirm_each(choices, by=shelf.by, key=key)
    assert [one.item for one in again.done] == [one.item for one in batch.done]
    assert sorted(one.item or 0 for one in Record.objects.filter(state="checking")) == [1, 2]
    with pytest.raises(Invalid, match="还没有选"):
        confirm_each([], by=shelf.by, key=uuid7())
    with pytest.raises(Invalid, match="最多"):
        confirm_each([Choice(uuid4(), "Y") for _ in range(201)], by=shelf.by, key=uuid7())


def test_nobody_but_the_archivist_of_its_organ_finds_it() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    for stranger in (an_actor(), a_shelf().by, shelf.office.actor(shelf.office.leader)):
        with pytest.raises(NotThere):
            confirm_retention(item.uid, "Y", by=stranger, key=uuid7())
        with pytest.raises(NotThere):
            leave_out(item.uid, "不要", by=stranger, key=uuid7())


def test_a_check_that_came_to_no_end_is_told_and_can_be_asked_for_again() -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    tasks._not_checked(Job(task=tasks.check_record.module_path, args=[str(item.uid)], error="磁盘满"))
    item.refresh_from_db()
    assert (item.state, item.why) == ("refused", "检测没有办成：磁盘满")


def test_arranged_again_its_year_may_be_another_and_it_gets_a_number_of_that_class() -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    work()
    arrange_again(item.uid, by=shelf.by, key=uuid7())
    item.refresh_from_db()
    amend(item.uid, of_another_year(item), by=shelf.by, key=uuid7())
    confirm_retention(item.uid, "D30", "YWK", by=shelf.by, key=uuid7())
    to_the_end(shelf, item)
    assert (item.year, item.code) == (2025, f"{shelf.fonds.code}-WS·2025-D30-YWK-0001")
    assert [(one.register.year, one.state) for one in item.item_numbers.order_by("pk")] == [
        (2026, "void"),
        (2025, "used"),
    ]


def test_what_the_archivist_amended_stays_when_the_paper_is_collected_again() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    told = item.title
    amend(item.uid, of_another_year(item), by=shelf.by, key=uuid7())
    confirm_retention(item.uid, "D30", "YWK", by=shelf.by, key=uuid7())
    to_the_end(shelf, item)
    code = item.code
    return_record(item.uid, "附件缺页", by=shelf.by, key=uuid7())
    send_again(item.uid, "已补齐附件。", by=shelf.by, key=uuid7())
    work()
    item.refresh_from_db()
    assert (item.title, item.year, item.code) == ("[自拟题名]", 2025, code)
    confirm_retention(item.uid, "D30", "YWK", by=shelf.by, key=uuid7())
    to_the_end(shelf, item)
    assert (item.revision, item.code, item.metadata["题名"]) == (2, code, "[自拟题名]")
    assert item.metadata["文中题名"] == told


def test_what_the_paper_itself_says_otherwise_by_now_is_taken() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    amend(item.uid, of_another_year(item), by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert item.paper_uid is not None
    filing = filing_of(item.paper_uid)
    tell(item, replace(filing, title="改正后的题名"), pieces_of(filing))
    assert (item.title, item.year) == ("改正后的题名", 2025)
    assert "文中题名" not in item.metadata


def of_another_year(item: Record) -> Description:
    return Description("[自拟题名]", item.number, item.author, date(2025, 3, 1), 2025)
