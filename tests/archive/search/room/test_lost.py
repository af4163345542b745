"""The index is lost, damaged, put back from an older day or emptied: it is noticed, said on the page and to the administrators, and made anew by the clock."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from archive.search import catching_up
from archive.search.catching_up import reconcile_index, sweep_index, tend_index
from archive.search.engine.port import IndexUnavailable, SearchIndex
from archive.search.index_in_use import the_index
from archive.search.models import Entry, Progress
from archive.search.trouble import INDEX, PATIENCE, REBUILDING, Trouble, trouble
from office.api import Actor
from office.kernel.clock import now
from office.models import Todo
from tests.archive.search.room.shelf import a_record, found_at_once, found_by
from tests.factories import an_actor
from tests.reading import ReadingClient

pytestmark = pytest.mark.django_db


class Watched:
    """An index of which one looks at the page while the new one is filled, and that may fail when it is whole."""

    def __init__(self, index: SearchIndex, watch: Callable[[], None]) -> None:
        self.index, self.watch = index, watch

    def __getattr__(self, name: str) -> object:
        return getattr(self.index, name)

    def beside(self) -> "Watched":
        return Watched(self.index.beside(), self.watch)

    def swap_in(self) -> None:
        self.watch()
        self.index.swap_in()


@pytest.fixture
def by() -> Actor:
    return an_actor(None, "system_administrator")


@pytest.fixture(autouse=True)
def _awake() -> Iterator[None]:
    """No test rests for what another could not do."""
    yield
    catching_up._rest.until = 0.0


def lose(index: SearchIndex, settings: Settings) -> None:
    """As somebody does who deletes what he does not know."""
    if settings.ELASTICSEARCH_URL:
        from elasticsearch import Elasticsearch  # noqa: PLC0415 - where there is a server, there is its client

        with Elasticsearch(settings.ELASTICSEARCH_URL.split(",")) as client:
            client.indices.delete(index=list(client.indices.get_alias(name=settings.ELASTICSEARCH_INDEX)))
        return
    index.release()
    shutil.rmtree(Path(settings.DATA_DIR) / "search")


def watch(monkeypatch: pytest.MonkeyPatch, index: SearchIndex, look: Callable[[], None]) -> None:
    monkeypatch.setattr(catching_up, "the_index", lambda: Watched(index, look))


def called(by: Actor) -> list[tuple[str, bool]]:
    """The to-dos of an administrator, and whether each waits."""
    rows = Todo.objects.filter(holders__appointment=by.appointment).order_by("pk")
    return [(one.title, one.closed_at is None) for one in rows]


def test_one_that_is_lost_is_noticed_said_and_made_anew(
    client: ReadingClient, index: SearchIndex, by: Actor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [a_record(by.organ, f"关于春运的第{n}号通知") for n in range(3)]
    found_by(by, "春运")
    lose(index, settings)
    a_record(by.organ, "关于春运的新通知")
    client.force_login(by.person)
    assert "现在不能检索" in client.get("/search/?q=春运").content.decode()  # before anybody has noticed
    pages: list[str] = []
    watch(monkeypatch, index, lambda: pages.append(client.get("/search/?q=春运").content.decode()))
    assert tend_index()
    (page,) = pages
    assert "检索正在重建" in page
    assert "已收入4件，共4件" in page
    ((title, waits),) = called(by)
    assert title.startswith("检索的索引正在自动重建：")
    assert not waits
    assert trouble() == Trouble()
    assert len(found_at_once(by, "春运")) == len(items) + 1
    assert "检索正在重建" not in client.get("/search/?q=春运").content.decode()
    assert tend_index()
    assert len(pages) == 1  # once


def test_a_new_installation_has_lost_nothing(by: Actor, caplog: pytest.LogCaptureFixture) -> None:
    assert tend_index()
    assert called(by) == []
    assert "made anew" not in caplog.text


def test_one_that_holds_next_to_nothing_is_made_anew_and_one_that_lacks_little_is_mended(
    client: ReadingClient, index: SearchIndex, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [a_record(by.organ, f"关于春运的第{n}号通知") for n in range(12)]
    found_by(by, "春运")
    pages: list[str] = []
    client.force_login(by.person)
    watch(monkeypatch, index, lambda: pages.append(client.get("/search/?q=春运").content.decode()))
    index.drop([items[0].uid])
    assert sweep_index()
    assert len(found_at_once(by, "春运")) == 12
    assert pages == []
    index.drop([one.uid for one in items[:11]])
    assert tend_index()  # a beat does not count
    assert len(found_at_once(by, "春运")) == 1
    assert sweep_index()
    assert len(found_at_once(by, "春运")) == 12
    (page,) = pages
    assert "检索正在重建" in page
    assert "现在找到的可能不全" in page
    assert called(by) == [("检索的索引正在自动重建：索引里只有1件，应有12件。", False)]


def test_a_damaged_file_is_noticed_by_whoever_starts_and_by_night(
    index: SearchIndex, by: Actor, settings: Settings
) -> None:
    if settings.ELASTICSEARCH_URL:
        pytest.skip("of the embedded index")
    item = a_record(by.organ, "关于春运的通知")
    folder = Path(settings.DATA_DIR) / "search"
    for notice in (reconcile_index, lambda: _started_anew(index, tend_index)):
        assert found_by(by, "春运") == [item.uid]
        file = next((folder / (folder / "current").read_text()).glob("*.pos"))
        file.write_bytes(b"?" + file.read_bytes()[1:])
        notice()
        index.check(thoroughly=True)
        assert found_at_once(by, "春运") == [item.uid]
    assert [waits for _, waits in called(by)] == [False, False] or called(by)[-1][1]
    tend_index()
    assert not any(waits for _, waits in called(by))


def _started_anew(index: Any, what: Callable[[], object]) -> None:
    index._sound.clear()  # as in a process that has looked at nothing yet
    what()


def test_one_that_cannot_be_made_anew_is_said_left_alone_for_a_while_and_tried_again(
    index: SearchIndex, by: Actor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = a_record(by.organ, "关于春运的通知")
    found_by(by, "春运")
    lose(index, settings)
    tried: list[int] = []

    def full() -> None:
        tried.append(1)
        raise IndexUnavailable("磁盘已满。")

    watch(monkeypatch, index, full)
    for _ in range(3):
        assert tend_index()
    assert len(tried) == 1
    assert trouble() == Trouble(says="磁盘已满。")
    if not settings.ELASTICSEARCH_URL:
        folder = Path(settings.DATA_DIR) / "search"
        assert [one for one in folder.iterdir() if one.is_dir()] == []  # what was half filled is no use on a full disk
    monkeypatch.setattr(catching_up, "the_index", lambda: index)
    catching_up._rest.until = 0.0
    assert found_by(by, "春运") == [item.uid]
    assert trouble() == Trouble()


def test_a_new_one_that_holds_less_than_it_should_is_not_swapped_in(
    index: SearchIndex, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = a_record(by.organ, "关于春运的通知")
    found_by(by, "春运")
    monkeypatch.setattr(type(index), "count", lambda _: 0)
    Progress.objects.create(name=catching_up.REBUILD)
    assert tend_index()
    assert "没有换上" in trouble().says
    assert found_at_once(by, "春运") == [item.uid]


def test_what_lasts_calls_the_administrators_until_it_is_over(
    by: Actor, settings: Settings, index: SearchIndex
) -> None:
    a_record(by.organ, "关于春运的通知")
    here = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert tend_index()
    assert called(by) == []  # a server may be started anew
    Progress.objects.filter(name=INDEX).update(at=now() - PATIENCE - timedelta(seconds=1))
    for _ in range(2):
        assert tend_index()
    assert called(by) == [("检索的索引收不进新的内容：索引服务器连不上：ConnectionError。", True)]
    settings.ELASTICSEARCH_URL = here
    assert tend_index()
    assert [waits for _, waits in called(by)] == [False]
    assert not Progress.objects.filter(name__in=[INDEX, REBUILDING]).exists()
    assert Entry.objects.count() == 1
    assert the_index().count() == 1
