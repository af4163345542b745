"""代拟：another room's text goes its way as a document, in 文件 format whatever its kind; minutes in their own."""

from typing import Any

import pytest
from django.db import transaction

from docflow.actions.setting_up import open_code
from docflow.api import DraftText, codes_to_draft_under, draft_document
from docflow.models import Document, WorkingCopy
from docflow.selectors.versions import read_copy
from office.api import waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere
from tests.docflow.world import an_office

pytestmark = pytest.mark.django_db


def _text(kind: str = "通知", **fields: Any) -> DraftText:
    body = fields.pop("body", ("定于6月3日召开防汛工作专题会议。",))
    return DraftText(kind=kind, title="关于召开防汛工作专题会议的通知", body=body, **fields)


@pytest.mark.parametrize("kind", ["通知", "函", "通报"])
def test_a_text_becomes_a_draft_of_its_kind_that_can_be_typeset(kind: str) -> None:
    office = an_office()
    by = office.actor(office.drafter)
    assert codes_to_draft_under(by.organ) == [office.code]
    with transaction.atomic():
        made = draft_document(office.code.uid, _text(kind, main_recipients=("市水务局",)), by=by, key=uuid7())
    written = read_copy(WorkingCopy.objects.get(document=made, author=office.drafter))
    assert (made.kind, made.form, made.title) == (kind, "文件", "关于召开防汛工作专题会议的通知")
    assert (written.kind, written.form_taken.value, written.issuers) == (kind, "文件", (office.code.mark,))
    assert written.main_recipients == ("市水务局",)
    assert [todo.about for todo in waiting_for(by)] == [made.uid]


def test_minutes_have_their_format_their_code_and_their_lists_and_address_nobody() -> None:
    office = an_office()
    by = office.actor(office.drafter)
    with transaction.atomic():
        code = open_code(office.organ, "云政纪", label="会议纪要", form="纪要")
    assert codes_to_draft_under(by.organ, "纪要") == [code]
    assert codes_to_draft_under(by.organ) == [office.code]
    lists = {"attending": ("沈岚",), "excused": ("陆远",), "sitting_in": ("市财政局何敏",)}
    with transaction.atomic():
        made = draft_document(code.uid, _text("纪要", main_recipients=("市水务局",), **lists), by=by, key=uuid7())
    written = read_copy(WorkingCopy.objects.get(document=made))
    assert (made.form, written.form_taken.value, written.main_recipients, written.signature) == ("纪要", "纪要", (), ())
    assert written.people_lines == ("出席：沈岚", "请假：陆远", "列席：市财政局何敏")
    for code_uid, kind in ((code.uid, "通知"), (office.code.uid, "纪要")):
        with pytest.raises(Invalid), transaction.atomic():
            draft_document(code_uid, _text(kind), by=by, key=uuid7())


def test_what_cannot_be_drafted_leaves_nothing() -> None:
    office, other = an_office(), an_office()
    by = office.actor(office.drafter)
    for code, text, refusal in (
        (other.code.uid, _text(), NotThere),
        (office.code.uid, _text("便条"), Invalid),
        (office.code.uid, _text(body=("秘密★1年",)), Invalid),
        (office.code.uid, _text(sitting_in=("秘密★1年",)), Invalid),
    ):
        with pytest.raises(refusal), transaction.atomic():
            draft_document(code, text, by=by, key=uuid7())
    assert not Document.objects.exists()
