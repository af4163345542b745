"""The pages of records: the queue with its reasons, batch 归档, the record page, its files; each for those it is for, in constant queries."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions.leave_out import leave_out
from archive.actions.return_record import return_record
from archive.models import Record
from archive.search.catching_up import sweep_index
from docflow.actions.linking import link
from office.api import grant, person_key
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import AccessEntry, Appointment, Department, Person, Reader
from office.site.navigation import navigation
from tests.archive.shelf import Shelf, a_shelf, closed_piece, collected, confirmed, filed, work
from tests.factories import a_department, appointed
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


def signed_in(who: Appointment) -> ReadingClient:
    client = ReadingClient()
    client.force_login(who.person)
    return client


def text_of(client: ReadingClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


LIST = "/records/"


def test_the_archivist_sees_the_queue_with_what_is_proposed_and_files_what_he_ticks() -> None:
    shelf = a_shelf()
    first, second, third = (collected(shelf) for _ in range(3))
    client = signed_in(shelf.archivist)
    page = text_of(client, LIST)
    assert page.count("本机关的通知") == 3
    assert "归档所选" in page
    given = {"key": str(uuid4()), "record": [str(first.uid), str(second.uid)]}
    given |= {f"retention-{one.uid}": "D30" for one in (first, second, third)} | {f"unit-{first.uid}": "YWK"}
    answer = client.post(reverse("archive:confirm"), given, follow=True)
    assert "已定期限、编档号2件" in answer.content.decode()
    assert sorted(Record.objects.values_list("state", flat=True)) == ["arranging", "checking", "checking"]
    assert str(Record.objects.get(pk=first.pk).unit) == "YWK"


def test_what_was_not_done_of_many_is_named_and_stays_ticked() -> None:
    shelf, other = a_shelf(), a_shelf()
    mine, foreign = collected(shelf), collected(other)
    client = signed_in(shelf.archivist)
    given = {"key": str(uuid4()), "record": [str(mine.uid), str(foreign.uid)], f"retention-{mine.uid}": ""}
    answer = client.post(reverse("archive:confirm"), given)
    page = answer.content.decode()
    assert "2件没有办" in page
    assert "还没有定保管期限" in page
    assert "没有找到该档案" in page
    assert f'value="{mine.uid}" aria-label="选中《{mine}》" checked' in page
    assert str(foreign.uid) not in page
    for wrong in ({}, {"key": "x"}, {"key": str(uuid4()), "record": ["坏的"]}, {"key": str(uuid4())}):
        assert client.post(reverse("archive:confirm"), wrong).status_code == 422


def test_each_tab_says_why_a_record_stands_there() -> None:
    shelf = a_shelf()
    leave_out(collected(shelf).uid, "重复件，另有正本。", by=shelf.by, key=uuid7())
    return_record(filed(shelf).uid, "题名有误。", by=shelf.by, key=uuid7())
    client = signed_in(shelf.archivist)
    assert "重复件，另有正本。" in text_of(client, f"{LIST}?tab=left_out")
    assert "题名有误。" in text_of(client, f"{LIST}?tab=returned")
    for tab in ("arranging", "checking", "refused", "waiting", "filed", "坏的\x00"):
        assert "0" in text_of(client, f"{LIST}?tab={tab}")
    assert "没有找到" in text_of(client, f"{LIST}?tab=filed&q=没有的词")


def test_a_record_whose_paper_is_repealed_says_so() -> None:
    shelf = a_shelf()
    old, new = filed(shelf), filed(shelf)
    client = signed_in(shelf.archivist)
    assert "该文件已废止" not in text_of(client, old.get_absolute_url())
    assert old.paper_uid is not None
    assert new.paper_uid is not None
    link(new.paper_uid, old.paper_uid, "repeals", by=shelf.office.actor(shelf.office.drafter), key=uuid7())
    assert "该文件已废止" in text_of(client, old.get_absolute_url())
    assert "该文件已废止" not in text_of(client, new.get_absolute_url())
    sweep_index()
    found = text_of(client, f"/search/?q={old.title}")
    assert "找到2件" in found
    assert found.count("已废止") == 1


def test_others_see_what_is_filed_and_theirs_and_no_queue() -> None:
    shelf = a_shelf()
    waiting, done = collected(shelf), filed(shelf)
    page = text_of(signed_in(shelf.office.drafter), LIST)
    assert done.code in page
    assert "待归档" not in page
    assert str(waiting.uid) not in page
    stranger = signed_in(appointed(a_department(shelf.office.organ)))
    nothing = text_of(stranger, LIST)
    assert done.code not in nothing
    assert "没有您可以看的档案" in nothing
    assert reverse("loans:new") in nothing
    assert stranger.get(done.get_absolute_url()).status_code == 404
    assert signed_in(shelf.office.drafter).get(waiting.get_absolute_url()).status_code == 404


def test_the_record_page_shows_life_files_checks_links_and_readings() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    text_of(signed_in(shelf.office.drafter), item.get_absolute_url())
    page = text_of(signed_in(shelf.archivist), item.get_absolute_url())
    for words in (
        "ZB-01.pdf",
        "CLD-01.pdf",
        "QM-01.xml",
        "GC-01.xml",
        "YSJ-01.xml",
        "四性检测",
        "定期限、编号",
        "归档登记",
        item.digest,
    ):
        assert words in page, words
    assert f"<td>{shelf.office.drafter.person.name}</td><td>阅看</td>" in page
    assert "退回更正" in page


def test_a_department_that_is_renamed_is_called_on_the_record_as_it_was() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    department, drafter = item.department, shelf.office.drafter
    assert department is not None
    was = department.name
    Department.objects.filter(pk=department.pk).update(name="改过名的处室")
    Person.objects.filter(pk=drafter.person.pk).update(name="改过名的人")
    page = text_of(signed_in(shelf.archivist), item.get_absolute_url())
    facts = page[page.index('id="facts"') : page.index('id="files"')]
    assert f"<dt>机构</dt><dd>{was}" in facts
    assert f"<dt>经办人</dt><dd>{was}" in facts
    assert "改过名的" not in facts
    assert drafter.person.name in facts


def test_only_the_archivist_has_a_stamped_copy_and_asks_for_a_check() -> None:
    shelf = a_shelf()
    item, early = filed(shelf), collected(shelf)
    doors = [reverse(f"archive:{name}", args=[item.uid]) for name in ("stamped", "check_now")]
    archivist = signed_in(shelf.archivist)
    page = text_of(archivist, item.get_absolute_url())
    assert [door in page for door in doors] == [True, True]
    others = text_of(signed_in(shelf.office.drafter), item.get_absolute_url())
    assert [door in others for door in doors] == [False, False]
    unnumbered = text_of(archivist, early.get_absolute_url())
    assert "加盖归档章的副本" not in unnumbered
    assert "现在检测一次" not in unnumbered


def test_a_reader_of_another_organ_has_the_original_and_nothing_of_its_making() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    stranger = appointed(a_department(a_shelf().office.organ))
    with transaction.atomic():
        grant(item.uid, person_key(stranger.person), why="借阅")
    client = signed_in(stranger)
    page = text_of(client, item.get_absolute_url())
    assert "ZB-01.pdf" in page
    assert "CLD-01.pdf" not in page
    assert "定期限、编号" not in page
    sheet = item.current_files.get(role="CLD")
    original = item.current_files.get(role="ZB")
    assert client.get(reverse("archive:file", args=[item.uid, sheet.uid])).status_code == 404
    answer = client.get(reverse("archive:file", args=[item.uid, original.uid]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer).startswith(b"%PDF")
    line = AccessEntry.objects.filter(kind="download").get()
    assert (line.about, line.person) == (item.uid, stranger.person.uid)


def test_a_borrower_for_a_time_reads_the_page_and_has_no_file() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    borrower = appointed(a_department(shelf.office.organ))
    key = f"person:{borrower.person.uid}"
    Reader.objects.create(object_uid=item.uid, key=key, why="借阅", until=now() + timedelta(days=3))
    client = signed_in(borrower)
    original = item.current_files.get(role="ZB")
    address = reverse("archive:file", args=[item.uid, original.uid])
    assert address not in text_of(client, item.get_absolute_url())
    assert address in text_of(signed_in(shelf.archivist), item.get_absolute_url())
    assert client.get(address).status_code == 404
    assert client.get(reverse("archive:page", args=[item.uid, 1])).status_code == 404


def test_a_refused_form_comes_back_as_it_was_filled() -> None:
    shelf = a_shelf()
    item = collected(shelf)
    client = signed_in(shelf.archivist)
    act = reverse("archive:act", args=[item.uid, "amend"])
    answer = client.post(act, {"key": str(uuid4()), "title": "新题名", "author": " ", "year": "2026"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "责任者不能空着" in page
    assert 'value="新题名"' in page
    long = client.post(
        reverse("archive:act", args=[item.uid, "leave-out"]), {"key": str(uuid4()), "reason": "长" * 500}
    )
    assert long.status_code == 422
    nul = client.post(reverse("archive:act", args=[item.uid, "leave-out"]), {"key": str(uuid4()), "reason": "a\x00b"})
    assert nul.status_code == 422
    assert client.post(reverse("archive:act", args=[item.uid, "burn"]), {"key": str(uuid4())}).status_code == 404
    item.refresh_from_db()
    assert item.state == "arranging"


def test_what_came_too_late_is_told_with_who_and_when() -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    client = signed_in(shelf.archivist)
    given = {"key": str(uuid4()), "retention": "Y"}
    answer = client.post(reverse("archive:act", args=[item.uid, "confirm"]), given)
    assert answer.status_code == 409
    assert f"已由{shelf.archivist.person.name}于" in answer.content.decode()


def test_only_an_archivist_finds_the_entry_and_its_number() -> None:
    shelf = a_shelf()
    collected(shelf)
    groups = {group.label: group for group in navigation(shelf.by, "/")}
    (entry,) = [one for one in groups["归档"].entries if one.entry.label == "档案"]
    assert (entry.address, entry.count) == ("/records/", 1)
    drafter = shelf.office.actor(shelf.office.drafter)
    assert "档案" not in [one.entry.label for group in navigation(drafter, "/") for one in group.entries]


def pages(shelf: Shelf) -> list[str]:
    tabs = ("arranging", "checking", "filed", "left_out", "returned")
    return [f"{LIST}?tab={tab}" for tab in tabs] + [
        Record.objects.filter(state="filed").latest("pk").get_absolute_url()
    ]


def grown(shelf: Shelf, count: int) -> list[int]:
    """So many more in each tab; how often each page asks then."""
    for _ in range(count):
        collected(shelf)
        filed(shelf)
        leave_out(collected(shelf).uid, "重复件", by=shelf.by, key=uuid7())
        return_record(collected(shelf).uid, "缺件", by=shelf.by, key=uuid7())
        confirmed(shelf)
    client = signed_in(shelf.archivist)
    asked = []
    for address in pages(shelf):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    return asked


def test_pages_ask_as_often_for_many_as_for_few() -> None:
    shelf = a_shelf()
    closed_piece(shelf.office)
    few = grown(shelf, 2)
    assert grown(shelf, 3) == few
    work()
