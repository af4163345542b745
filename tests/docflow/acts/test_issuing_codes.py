"""发文立户：who opens a 代字, what it may be, and what of it may still be changed."""

from dataclasses import asdict, replace

import pytest

from docflow.actions.drafting import start_draft
from docflow.actions.issuing_codes import (
    Described,
    change_issuing_code,
    describe,
    is_used,
    open_issuing_code,
    put_into_use,
    take_out_of_use,
)
from docflow.actions.reserving import reserve
from docflow.models import IssuingCode
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.models import TrailEntry
from tests.docflow.world import Office, a_signed, an_office

pytestmark = pytest.mark.django_db

ASKED = Described(
    code="云政函", label="函件", form="信函", mark="云州市人民政府", signature="云州市人民政府", print_organ="市府办"
)


def opened(office: Office, asked: Described = ASKED) -> IssuingCode:
    return open_issuing_code(office.organ.uid, asked, by=office.actor(office.reviewer), key=uuid7())


def test_opened_it_can_be_drafted_and_numbered_under() -> None:
    office = an_office()
    code = opened(office, replace(ASKED, code="云政发", form="文件"))
    document = start_draft(code.uid, "通知", by=office.actor(office.drafter), key=uuid7())
    assert document.code == code
    said = TrailEntry.objects.get(act="docflow.code_opened")
    assert said.detail["described"]["mark"] == ASKED.mark
    assert describe(code) == replace(ASKED, code="云政发", form="文件")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("云政〔2026〕", "编号时自动加上"),
        ("云政[发]", "编号时自动加上"),
        ("云政发1", "编号时自动加上"),
        ("云政发１", "编号时自动加上"),
        ("云政ＦＡ", "半角"),
        ("云政·发", "去掉“·”"),
        ("云政 发", "去掉"),
        ("云政\u202e发", "去掉"),
        ("云" * 13, "最多12个字"),
        ("", "请写代字"),
    ],
)
def test_what_no_code_can_be(code: str, says: str) -> None:
    office = an_office()
    with pytest.raises(Invalid, match=says) as refused:
        opened(office, replace(ASKED, code=code))
    assert refused.value.field == "code"
    assert IssuingCode.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label": " "}, "label"),
        ({"mark": "云州市人民政府文件"}, "mark"),
        ({"mark": "云州\n市"}, "mark"),
        ({"signature": ""}, "signature"),
        ({"print_organ": "甲" * 121}, "print_organ"),
        ({"form": "电报"}, "form"),
    ],
)
def test_how_it_looks_is_checked(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        opened(an_office(), Described(**{**asdict(ASKED), **change}))
    assert refused.value.field == field


def test_a_code_is_one_organs_alone() -> None:
    office, other = an_office(code="云政办发"), an_office(code="外政发")
    with pytest.raises(Invalid, match="已经有代字"):
        opened(office, replace(ASKED, code="云政办发"))
    with pytest.raises(Invalid, match="换一个"):
        opened(other, replace(ASKED, code="云政办发"))


def test_only_the_office_reviewer_answers_for_codes() -> None:
    office, other = an_office(), an_office(code="外政发")
    for who in (office.clerk, office.leader, office.drafter):
        with pytest.raises(NotThere):
            open_issuing_code(office.organ.uid, ASKED, by=office.actor(who), key=uuid7())
    stranger = other.actor(other.reviewer)
    with pytest.raises(NotThere):
        open_issuing_code(office.organ.uid, ASKED, by=stranger, key=uuid7())
    with pytest.raises(NotThere):
        change_issuing_code(office.code.uid, ASKED, by=stranger, key=uuid7())
    with pytest.raises(NotAllowed):
        take_out_of_use(office.code.uid, by=office.actor(office.clerk), key=uuid7(), reason="试")


def test_a_place_that_only_receives_has_no_code() -> None:
    office = an_office()
    office.organ.is_receiving_point = True
    office.organ.save()
    with pytest.raises(NotAllowed, match="只收文"):
        opened(office)


def test_before_its_first_use_all_may_be_changed() -> None:
    office = an_office()
    code = opened(office)
    changed = replace(ASKED, code="云政复", form="文件", label="批复")
    change_issuing_code(code.uid, changed, by=office.actor(office.reviewer), key=uuid7())
    code.refresh_from_db()
    assert describe(code) == changed
    said = TrailEntry.objects.get(act="docflow.code_changed")
    assert said.detail["changed"] == {"code": "云政复", "form": "文件", "label": "批复"}


@pytest.mark.parametrize("by_what", ["a document", "a reserved number"])
def test_after_it_the_code_and_its_form_stay(by_what: str) -> None:
    office = an_office()
    if by_what == "a document":
        a_signed(office)
    else:
        reserve(
            office.code.uid,
            year=today().year,
            count=1,
            reserved_for="甲",
            reason="乙",
            by=office.actor(office.clerk),
            key=uuid7(),
        )
    assert is_used(office.code)
    by, now = office.actor(office.reviewer), describe(office.code)
    for change in (replace(now, code="云政改"), replace(now, form="信函")):
        with pytest.raises(Invalid, match="另立一户"):
            change_issuing_code(office.code.uid, change, by=by, key=uuid7())
    change_issuing_code(office.code.uid, replace(now, print_organ="市政府办公厅"), by=by, key=uuid7())
    office.code.refresh_from_db()
    assert office.code.print_organ == "市政府办公厅"


def test_out_of_use_nothing_new_begins_and_what_is_under_way_goes_on() -> None:
    paper = a_signed().rechecked()
    office = paper.office
    by = office.actor(office.reviewer)
    with pytest.raises(Invalid):
        take_out_of_use(office.code.uid, by=by, key=uuid7(), reason=" ")
    take_out_of_use(office.code.uid, by=by, key=uuid7(), reason="机构改革")
    with pytest.raises(SomebodyWasFirst):
        take_out_of_use(office.code.uid, by=by, key=uuid7(), reason="再来")
    with pytest.raises(NotThere):
        start_draft(office.code.uid, "通知", by=office.actor(office.drafter), key=uuid7())
    assert paper.numbered().document.number
    put_into_use(office.code.uid, by=by, key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        put_into_use(office.code.uid, by=by, key=uuid7())
    assert start_draft(office.code.uid, "通知", by=office.actor(office.drafter), key=uuid7()).code == office.code
