"""The index is down, full, lost, wrong, or rebuilt: filing goes on, it is said, and all is found again afterwards."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from pytest_django import Settings

from archive.search import catching_up, index_in_use
from archive.search.alone import alone
from archive.search.catching_up import catch_up, rebuild_index, reconcile_index, tend_index
from archive.search.engine.port import IndexBusy, IndexEntry, IndexUnavailable, SearchIndex
from archive.search.models import Entry, Pending
from archive.search.selectors import finding
from archive.search.trouble import trouble
from office.models import GrantChange, Reader
from tests.archive.search.room.shelf import a_record, found_at_once, found_by
from tests.docflow.world import a_draft, an_office
from tests.factories import an_actor
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


class Refusing:
    """An index that answers and takes nothing in."""

    def __init__(self, index: SearchIndex, refusal: IndexUnavailable) -> None:
        self.index, self.refusal = index, refusal

    def __getattr__(self, name: str) -> object:
        return getattr(self.index, name)

    def put(self, entries: Iterable[IndexEntry]) -> None:  # noqa: ARG002 - it takes none
        raise self.refusal


@pytest.fixture
def full(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> Refusing:
    """Full from now on."""
    tend_index()
    refusing = Refusing(index, IndexUnavailable("磁盘已满。"))
    monkeypatch.setattr(catching_up, "the_index", lambda: refusing)
    return refusing


def test_while_it_is_full_work_goes_on_what_was_found_is_found_and_it_catches_up(
    full: Refusing, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = an_actor()
    a_record(by.organ, "关于春运的通知")
    for _ in range(2):
        assert tend_index()
    assert trouble().says == "磁盘已满。"
    assert Entry.objects.count() == 1 == Pending.objects.count()
    assert found_at_once(by, "春运") == []
    with pytest.raises(IndexUnavailable, match="磁盘已满"):
        catch_up()
    monkeypatch.setattr(catching_up, "the_index", lambda: full.index)
    assert len(found_by(by, "春运")) == 1
    assert trouble().says == ""
    assert not Pending.objects.exists()


def test_where_another_process_writes_it_nothing_is_wrong(full: Refusing) -> None:
    full.refusal = IndexBusy("另一个程序正在写索引。")
    a_record(an_actor().organ, "关于春运的通知")
    assert tend_index()
    assert trouble().says == ""
    assert Pending.objects.count() == 1


def test_the_page_says_that_it_is_down_and_that_nothing_else_is(
    client: ReadingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> SearchIndex:
        raise IndexUnavailable("连接不上。")

    client.force_login(an_actor().person)
    monkeypatch.setattr(finding, "the_index", down)
    page = client.get("/search/?q=春运")
    assert page.status_code == 200
    assert "现在不能检索" in page.content.decode()
    assert "连接不上" not in page.content.decode()  # an address of a server is for the log


def test_the_page_says_that_it_is_full(client: ReadingClient, full: Refusing) -> None:
    by = an_actor()
    a_record(by.organ, "关于春运的通知")
    tend_index()
    client.force_login(by.person)
    assert "索引暂时收不进新的内容" in client.get("/search/?q=春运").content.decode()


def test_a_server_that_is_not_there_hinders_nothing(settings: Settings) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    a_draft(an_office()).sent()
    assert tend_index()
    assert Entry.objects.count() == 1
    assert trouble().says
    settings.ELASTICSEARCH_URL = ""


def test_an_index_that_was_lost_is_made_anew_from_all_there_is(settings: Settings, tmp_path: Path) -> None:
    by = an_actor()
    first = a_record(by.organ, "关于春运的通知")
    assert found_by(by, "春运") == [first.uid]
    settings.ELASTICSEARCH_URL, settings.DATA_DIR = "", tmp_path / "elsewhere"
    with pytest.raises(IndexUnavailable):
        found_at_once(by, "春运")
    second = a_record(by.organ, "关于春运值守的通知")
    assert set(found_by(by, "春运")) == {first.uid, second.uid}


def test_a_folder_that_was_deleted_under_it_is_made_anew(settings: Settings, index: SearchIndex) -> None:
    if settings.ELASTICSEARCH_URL:
        pytest.skip("of the embedded index")
    by = an_actor()
    item = a_record(by.organ, "关于春运的通知")
    assert found_by(by, "春运") == [item.uid]
    index.release()
    shutil.rmtree(Path(settings.DATA_DIR) / "search")
    assert found_by(by, "春运") == [item.uid]


def test_rebuilt_it_finds_the_same_and_forgets_what_was_foreign(index: SearchIndex) -> None:
    by = an_actor()
    item = a_record(by.organ, "关于春运的通知")
    found_by(by, "春运")
    Entry.objects.filter(uid=item.uid).delete()  # as after a backup was put back
    assert rebuild_index() == 1  # the shelf has it
    assert found_at_once(by, "春运") == [item.uid]
    assert {one.uid for one in index_in_use.the_index().known()} == {item.uid}


def test_reconciling_finds_what_no_sweep_saw(index: SearchIndex) -> None:
    by = an_actor()
    one, other, third = (a_record(by.organ, f"关于春运的通知{n}") for n in range(3))
    assert len(found_by(by, "春运")) == 3
    assert reconcile_index().all_agreed
    Reader.objects.filter(object_uid=one.uid).delete()  # by hand, in the database
    Entry.objects.filter(uid=other.uid).update(stamp="")
    index.drop([third.uid])
    found = reconcile_index()
    assert (found.collected, found.stale, found.foreign) == (1, 2, 0)
    assert set(found_at_once(by, "春运")) == {other.uid, third.uid}
    assert reconcile_index().all_agreed


def test_an_index_that_is_ahead_of_a_backup_that_was_put_back_learns_it_again() -> None:
    by = an_actor()
    item = a_record(by.organ, "关于春运的通知")
    found_by(by, "春运")
    Entry.objects.filter(uid=item.uid).update(version=1, title="关于防汛的通知")
    assert reconcile_index().stale == 1
    assert (found_at_once(by, "题名:春运"), found_at_once(by, "题名:防汛")) == ([], [item.uid])


def test_grants_that_were_never_told_are_found_by_reconciling() -> None:
    by, other = an_actor(), an_actor()
    item = a_record(by.organ, "关于春运的通知")
    found_by(by, "春运")
    Reader.objects.create(object_uid=item.uid, key=f"person:{other.person.uid}", why="补记")
    GrantChange.objects.all().delete()
    tend_index()
    assert found_at_once(other, "春运") == []
    assert reconcile_index().stale == 1
    assert found_at_once(other, "春运") == [item.uid]


def test_one_at_a_time() -> None:
    seen: list[bool] = []

    def second() -> None:
        with alone() as mine:
            seen.append(mine)
        connection.close()

    with alone() as mine:
        assert mine
        thread = Thread(target=second)
        thread.start()
        thread.join()
    assert seen == [False]


def test_readiness_says_how_the_search_is(client: ReadingClient) -> None:
    assert json.loads(client.get("/readyz").content) == {"status": "ok", "search": "does not answer"}
    tend_index()
    assert json.loads(client.get("/readyz").content) == {"status": "ok", "search": "ok"}
