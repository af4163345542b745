"""联系 and 废止: made by those who handle a paper, seen by those who may read both ends, said wherever a repealed one is shown."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from docflow.actions.linking import link, unlink
from docflow.models import Document, Link, LinkKind
from docflow.selectors.links import found, links_of, repeal_of, repealed_among
from docflow.selectors.seal_register import entry_of
from office.api import appointment_key, grant
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from tests.docflow.distribution.post import a_sealed_document
from tests.docflow.incoming.inbox import a_piece
from tests.docflow.world import Office, a_draft, an_office

pytestmark = pytest.mark.django_db


def sealed(office: Office, number: str) -> Document:
    document = a_sealed_document(office, number)
    with transaction.atomic():
        grant(document.uid, appointment_key(office.drafter), appointment_key(office.clerk), why="测试")
    return document


def test_a_link_is_seen_from_both_ends_in_their_own_words() -> None:
    office = an_office()
    old, new = sealed(office, "云政办发〔2025〕1号"), sealed(office, "云政办发〔2026〕1号")
    by = office.actor(office.drafter)
    row = link(new.uid, old.uid, LinkKind.AMENDS, by=by, key=uuid7())
    (out,), (back,) = links_of(new, by=by), links_of(old, by=by)
    assert (out.word, out.paper, out.outgoing) == ("修改", old, True)
    assert (back.word, back.paper, back.outgoing) == ("被修改于", new, False)
    assert link(new.uid, old.uid, LinkKind.AMENDS, by=by, key=uuid7()).pk == row.pk
    with pytest.raises(NotThere):
        unlink(old.uid, row.uid, by=by, key=uuid7())
    unlink(new.uid, row.uid, by=by, key=uuid7())
    assert links_of(new, by=by) == []
    assert Link.objects.get().removed_at is not None


def test_the_other_end_is_hidden_from_whoever_may_not_read_it() -> None:
    office = an_office()
    draft, other = a_draft(office), a_draft(office)
    by = office.actor(office.drafter)
    link(draft.uid, other.uid, LinkKind.SAME_MATTER, by=by, key=uuid7())
    with transaction.atomic():
        grant(draft.uid, appointment_key(office.head), why="测试")
    assert links_of(draft.document, by=office.actor(office.head)) == []


def test_strangers_link_nothing() -> None:
    office, stranger = an_office(), an_office(code="外发")
    draft, other = a_draft(office), a_draft(office)
    for by in (stranger.actor(stranger.drafter), office.actor(office.colleague)):
        with pytest.raises(NotThere):
            link(draft.uid, other.uid, LinkKind.FORWARDS, by=by, key=uuid7())
    with transaction.atomic():
        for paper in (draft, other):
            grant(paper.uid, appointment_key(office.colleague), why="测试")
    with pytest.raises(NotAllowed):
        link(draft.uid, other.uid, LinkKind.FORWARDS, by=office.actor(office.colleague), key=uuid7())
    with pytest.raises(Invalid):
        link(draft.uid, draft.uid, LinkKind.FORWARDS, by=office.actor(office.drafter), key=uuid7())
    with pytest.raises(Invalid):
        link(draft.uid, other.uid, "乱写", by=office.actor(office.drafter), key=uuid7())
    assert not Link.objects.exists()


def test_another_organs_paper_is_not_repealed_from_below_or_beside() -> None:
    office, beside = an_office(), an_office(code="外发")
    theirs, ours = sealed(beside, "外发〔2026〕1号"), sealed(office, "云政办发〔2026〕2号")
    with transaction.atomic():
        grant(theirs.uid, appointment_key(office.drafter), why="测试")
    with pytest.raises(NotAllowed, match="上级机关"):
        link(ours.uid, theirs.uid, LinkKind.REPEALS, by=office.actor(office.drafter), key=uuid7())


def test_it_is_repealed_once_the_other_is_sealed_and_says_so_to_everybody() -> None:
    office = an_office()
    old, draft = sealed(office, "云政办发〔2025〕1号"), a_draft(office)
    by = office.actor(office.drafter)
    link(draft.uid, old.uid, LinkKind.REPEALS, by=by, key=uuid7())
    assert repealed_among([old.uid]) == {}
    new = sealed(office, "云政办发〔2026〕1号")
    link(new.uid, old.uid, LinkKind.REPEALS, by=by, key=uuid7())
    assert repealed_among([old.uid]) == {old.uid: (date(2026, 3, 16), new.uid)}
    mine, others = repeal_of([old.uid], by=by), repeal_of([old.uid], by=office.actor(office.leader))
    assert mine is not None
    assert mine.paper == new
    assert others is not None
    assert (others.on, others.paper) == (date(2026, 3, 16), None)


def test_the_public_check_says_that_it_is_repealed_and_not_by_which_unpublished_paper() -> None:
    office = an_office()
    old, new = sealed(office, "云政办发〔2025〕1号"), sealed(office, "云政办发〔2026〕1号")
    old.sealed.page_sm3 = "1" * 64
    old.sealed.save()
    assert entry_of(("1" * 64,)) is not None
    link(new.uid, old.uid, LinkKind.REPEALS, by=office.actor(office.drafter), key=uuid7())
    entry = entry_of(("1" * 64,))
    assert entry is not None
    assert entry.repealed == "登记显示，该文件已于2026年3月16日被废止。"


def test_what_came_in_is_found_by_the_senders_number_and_linked() -> None:
    piece = a_piece()
    office = piece.office
    draft, clerk = a_draft(office), office.actor(office.clerk)
    with transaction.atomic():
        grant(draft.uid, appointment_key(office.clerk), why="测试")
    assert found("12号", by=clerk, without=draft.uid) == [piece.incoming]
    assert found("供热 省人民政府", by=clerk, without=draft.uid) == [piece.incoming]
    assert found("12号", by=office.actor(office.drafter), without=draft.uid) == []
    link(draft.uid, piece.uid, LinkKind.FORWARDS, by=clerk, key=uuid7())
    assert [one.paper.number for one in links_of(draft.document, by=clerk)] == [piece.incoming.number]


def test_no_paper_is_linked_to_itself_whoever_writes_the_row() -> None:
    office = an_office()
    uid = a_draft(office).uid
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(from_uid=uid, to_uid=uid, kind=LinkKind.REPEALS, by=office.drafter, names={})
