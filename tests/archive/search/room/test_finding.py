"""Found are papers and records, each by whom a grant names now, and one matter once."""

import pytest
from django.db import transaction

from archive.models.records import Origin
from archive.search import describing, missing_texts
from archive.search.asking import Asked
from archive.search.catching_up import tend_index
from archive.search.models import Entry, FileText, Pending
from archive.search.selectors.finding import find
from archive.search.words import terms_of
from docflow.models import Attachment
from office.api import Job, StoredFile, actor_of, appointment_key, grant, keep, person_key, revoke
from office.kernel.clock import now
from office.models import GrantChange, Reader
from tests.archive.search.room.shelf import a_record, found_at_once, found_by, taken_back
from tests.docflow.incoming.inbox import a_piece
from tests.docflow.world import a_draft, an_office
from tests.factories import a_department, an_actor, an_organ, appointed

pytestmark = pytest.mark.django_db


def test_a_paper_in_the_office_is_found_by_its_readers_alone() -> None:
    office = an_office(name="云州市供热办公室")
    paper = a_draft(office).sent()
    drafter, head = office.actor(office.drafter), office.actor(office.head)
    for words in ("冬季供热", "按期供热，及时", "总体要求", "市委办公室", "热 保"):
        assert found_by(drafter, words) == [paper.uid], words
    assert found_by(head, "按期供热") == [paper.uid]
    assert found_by(office.actor(office.leader), "按期供热") == []
    assert found_by(an_actor(), "按期供热") == []
    assert found_by(drafter, "期供暖") == []


def test_what_is_being_written_is_found_by_its_title_only() -> None:
    """The text lies in a working copy, which nobody but its author may see."""
    office = an_office()
    paper = a_draft(office)
    assert found_by(office.actor(office.drafter), "冬季供热") == [paper.uid]
    assert found_by(office.actor(office.drafter), "按期供热") == []
    paper.sent()
    assert found_by(office.actor(office.drafter), "按期供热") == [paper.uid]


def test_the_number_is_found_when_it_is_given() -> None:
    office = an_office()
    paper = a_draft(office).sent().reviewed().examined().signed().rechecked()
    by = office.actor(office.drafter)
    assert found_by(by, "云政办发") == []
    number = paper.numbered().document.number
    assert found_by(by, number) == [paper.uid] == found_by(by, "文号:1号")


def test_what_came_in_is_found_by_both_numbers_and_its_sender() -> None:
    office = an_office()
    piece = a_piece(office)
    by = office.actor(office.clerk)
    for words in ("云政办发[2026]12号", piece.incoming.number, "人名:云江省人民政府", "做好冬季"):
        assert found_by(by, words) == [piece.uid], words


def test_a_record_is_found_by_all_its_strings_and_never_across_two() -> None:
    by = an_actor()
    attached = [{"title": "分工方案", "body": ["财政部门：经费\t卫健部门：防疫"]}]
    item = a_record(
        by.organ, "关于春运的通知", body=("加强值守。", "严查超载。"), number="云政发〔2025〕3号", attached=attached
    )
    for words in ("春运", "超载", "分工方案", "云政发 超载", "附件:防疫", "云政发[2025]3号"):
        assert found_by(by, words) == [item.uid], words
    for words in ("值守。严查", "经费卫健", "附件:超载", "正文:春运", "春运 不含:超载"):
        assert found_by(by, words) == [], words


def test_a_record_is_found_by_its_code_and_no_figure_of_it_is_a_word() -> None:
    by = an_actor()
    item = a_record(by.organ, "关于春运的通知", code="Z777-WS·2019-D30-BGS-0042")
    assert found_by(by, "Z777-WS·2019") == [item.uid]
    assert found_by(by, "0042") == []
    assert found_at_once(an_actor(), "Z777-WS·2019") == []


def test_a_filed_paper_is_one_hit_for_who_may_read_both_and_lost_to_nobody() -> None:
    office = an_office()
    paper = a_draft(office).sent()
    drafter, head, archivist = (
        office.actor(office.drafter),
        office.actor(office.head),
        an_actor(office.organ, "archivist"),
    )
    assert found_by(drafter, "按期供热") == [paper.uid]
    keys = (appointment_key(office.drafter), person_key(archivist.person))
    item = a_record(
        office.organ,
        paper.document.title,
        body=("按期供热",),
        paper_uid=paper.uid,
        origin=Origin.OUTGOING,
        readers=keys,
    )
    for _ in range(2):  # the record first, then the paper that became it
        found_by(drafter, "按期供热")
    assert found_at_once(drafter, "按期供热") == [item.uid]
    assert found_at_once(archivist, "按期供热") == [item.uid]
    assert found_at_once(head, "按期供热") == [paper.uid]  # whom the record is not open to
    with transaction.atomic():  # now the head may read both, by two keys
        grant(item.uid, person_key(office.head.person), why="借阅")
    assert found_by(head, "按期供热") == [item.uid]
    taken_back(item)
    for _ in range(2):
        found_by(drafter, "按期供热")
    assert found_at_once(drafter, "按期供热") == [paper.uid] == found_at_once(head, "按期供热")
    assert found_at_once(archivist, "按期供热") == []


def test_what_was_taken_is_gone_at_once_before_the_index_knows() -> None:
    by, other = an_actor(), an_actor()
    item = a_record(by.organ, "关于春运的通知", readers=(person_key(by.person), person_key(other.person)))
    assert found_by(by, "春运") == [item.uid]
    with transaction.atomic():
        revoke(item.uid, person_key(by.person))
    assert (found_at_once(by, "春运"), found_at_once(other, "春运")) == ([], [item.uid])
    assert found_by(by, "春运") == []
    assert not GrantChange.objects.exists()


def test_what_is_lent_is_found_for_as_long_as_it_is_lent() -> None:
    by = an_actor()
    item = a_record(an_organ(), "关于春运的通知")
    assert found_by(by, "春运") == []
    lent = Reader.objects.create(
        object_uid=item.uid, key=person_key(by.person), why="借阅", until=now().replace(year=2099)
    )
    assert found_at_once(by, "春运") == [item.uid]
    Reader.objects.filter(pk=lent.pk).update(until=now())
    assert found_at_once(by, "春运") == []


def test_a_new_post_finds_without_a_new_index() -> None:
    by, organ = an_actor(), an_organ()
    item = a_record(organ, "关于春运的通知")
    assert found_by(by, "春运") == []
    appointed(a_department(organ), person=by.person)
    assert found_at_once(actor_of(by.person), "春运") == [item.uid]


def test_text_of_an_attachment_is_found_when_it_has_been_taken_out() -> None:
    office = an_office()
    paper = a_draft(office)
    with transaction.atomic():
        file = keep(b"%PDF-1.4 of a table", "application/pdf")
        Attachment.objects.create(
            document=paper.document, file=file, name="台账.pdf", added_by=office.drafter, from_version=1
        )
    paper.sent()
    by = office.actor(office.drafter)
    assert found_by(by, "附件:台账") == [paper.uid]
    assert found_by(by, "换热站") == []
    FileText.objects.create(sm3=file.sm3, strings=["换热站一览"])
    assert found_by(by, "换热站") == [paper.uid]


def test_files_that_nobody_has_read_are_read_by_jobs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(file: StoredFile) -> FileText:
        return FileText.objects.create(sm3=file.sm3, strings=["一次管网"])

    monkeypatch.setattr(missing_texts, "_readers", [read])
    by = an_actor()
    with transaction.atomic():
        scan, table = keep(b"%PDF scan", "application/pdf"), keep(b"%PDF table", "application/pdf")
    item = a_record(by.organ, "关于供热管网的通知", files=(("ZB", scan), ("FJ", table)))
    for _ in range(2):
        assert found_by(by, "一次管网") == []
    jobs = Job.objects.filter(task__endswith="take_text")
    assert sorted(job.args[0] for job in jobs) == sorted([scan.sm3, table.sm3])
    for job in jobs:
        missing_texts.take_text.call(*job.args)
    for words in ("正文:一次管网", "附件:一次管网"):
        assert found_by(by, words) == [item.uid]


def test_the_original_of_what_was_written_here_need_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing_texts, "_readers", [lambda file: FileText(sm3=file.sm3)])
    by = an_actor()
    with transaction.atomic():
        sealed = keep(b"%PDF sealed", "application/pdf")
    item = a_record(by.organ, "关于供热管网的通知", body=("一次管网",), files=(("ZB", sealed),))
    assert found_by(by, "一次管网") == [item.uid]
    assert not Job.objects.filter(task__endswith="take_text").exists()


def test_a_sweep_that_finds_nothing_new_writes_nothing() -> None:
    office = an_office()
    a_draft(office).sent()
    tend_index()
    before = list(Entry.objects.values_list("uid", "version"))
    for _ in range(3):
        tend_index()
    assert list(Entry.objects.values_list("uid", "version")) == before
    assert not Pending.objects.exists()


def test_highlights_and_facets_are_of_what_he_may_read() -> None:
    by = an_actor()
    a_record(by.organ, "关于春运的通知", body=("一、加强春运值守",))
    a_record(an_organ(), "关于春运的密件", year=2020, kind="决定")
    tend_index()
    found = find(Asked(terms_of("春运")), by=by)
    assert found.total == 1
    assert found.facets["year"] == {"2026": 1}
    assert "决定" not in found.facets["document_kind"]
    (one,) = found.shown
    assert [(piece.text, piece.marked) for piece in one.title] == [("关于", False), ("春运", True), ("的通知", False)]
    assert "".join(piece.text for piece in one.excerpt) == "一、加强春运值守"


def test_an_entry_is_as_long_as_a_server_takes_and_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty attachments of two million characters each would be refused by a server, and all that comes after them with it."""
    by = an_actor()
    with transaction.atomic():
        files = tuple(("FJ", keep(f"%PDF {n}".encode(), "application/pdf")) for n in range(3))
    for _, file in files:
        FileText.objects.create(sm3=file.sm3, strings=["甲" * 40 + file.sm3[:8]])
    monkeypatch.setattr(describing, "LONGEST", 70)
    item = a_record(by.organ, "关于春运的通知", body=("加强值守。",), files=files)
    other = a_record(by.organ, "关于防汛的通知")
    (first, second, third) = (file.sm3[:8] for _, file in files)
    assert found_by(by, "附件:3.pdf") == [item.uid] == found_by(by, first)  # names before texts
    assert [found_by(by, one) for one in (second, third)] == [[], []]
    assert sum(map(len, Entry.objects.get(uid=item.uid).attachments)) == 70 - len("加强值守。")
    assert found_by(by, "防汛") == [other.uid]
