"""Elasticsearch that is not there, is full, was emptied, or is written to by two at once."""

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from archive.search.engine.elasticsearch_index import ElasticsearchIndex
from archive.search.engine.port import IndexUnavailable
from archive.search.engine.shape import LAYOUT
from tests.archive.search.engine.conftest import ENGINES, address, empty
from tests.archive.search.engine.papers import begin, found, paper, question


@pytest.fixture(params=[one for one in ENGINES if one != "tantivy"])
def server(request: pytest.FixtureRequest) -> str:
    return address(request.param)


@pytest.fixture
def index(server: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ElasticsearchIndex]:
    with empty(request.node.callspec.params["server"], tmp_path) as made:
        assert isinstance(made, ElasticsearchIndex)
        yield made


def test_a_server_that_is_not_there() -> None:
    index = ElasticsearchIndex("http://127.0.0.1:9", "office")
    asked = question("甲")
    for said in (
        lambda: index.put([paper(1, "甲")]),
        lambda: index.drop([]),
        lambda: index.ask(asked),
        lambda: index.loosely(asked),
        lambda: index.suggest("甲", asked),
        lambda: [*index.known()],
        index.beside,
        index.check,
    ):
        with pytest.raises(IndexUnavailable, match="连不上"):
            said()


def test_an_index_that_was_never_filled_or_was_lost_does_not_say_that_nothing_was_found(server: str) -> None:
    index = ElasticsearchIndex(server, f"test-{uuid4().hex}")
    for said in (
        index.check,
        lambda: index.ask(question()),
        lambda: index.suggest("甲", question()),
        lambda: [*index.known()],
    ):
        with pytest.raises(IndexUnavailable, match="还没有建立"):
            said()


def test_one_that_was_filled_by_another_layout(server: str) -> None:
    name = f"test-{uuid4().hex}"
    with Elasticsearch(server) as client:
        client.indices.create(index=f"{name}-0-first", aliases={name: {}})
        index = ElasticsearchIndex(server, name)
        with pytest.raises(IndexUnavailable, match="另一版本"):
            index.ask(question("甲"))
        fresh = index.beside()
        fresh.put([paper(1, "甲")])
        fresh.swap_in()
        assert found(index, "甲") == {1}
        kept = list(client.indices.get(index=f"{name}-*"))
        assert len(kept) == 1
        client.indices.delete(index=kept)


def test_a_disk_that_is_full_is_said_and_what_was_there_is_still_found(server: str, index: ElasticsearchIndex) -> None:
    index.put([paper(1, "甲")])
    with Elasticsearch(server) as client:
        client.indices.put_settings(index=index.target, settings={"index.blocks.read_only_allow_delete": True})
        with pytest.raises(IndexUnavailable, match="未收下"):
            index.put([paper(2, "甲")])
        assert found(index, "甲") == {1}
        client.indices.put_settings(index=index.target, settings={"index.blocks.read_only_allow_delete": None})
    index.put([paper(2, "甲")])
    assert found(index, "甲") == {1, 2}


def test_two_who_write_at_once_leave_the_newest(server: str, index: ElasticsearchIndex) -> None:
    failed: list[BaseException] = []

    def writes(versions: list[int]) -> None:
        mine = ElasticsearchIndex(server, index.target)
        try:
            for version in versions:
                mine.put([paper(n, f"第{version}版", version=version) for n in range(30)])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=writes, args=(one,)) for one in ([1, 4, 5], [2, 3, 6], [6, 5, 1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert {one.version for one in index.known()} == {6}


def test_what_was_left_behind_is_removed_by_the_next_and_nothing_of_others(
    server: str, index: ElasticsearchIndex
) -> None:
    neighbour = ElasticsearchIndex(server, f"{index.target}-neighbour")
    begin(neighbour)
    neighbour.put([paper(1, "甲")])
    left = index.beside()
    left.put([paper(9, "甲")])
    other = index.beside()
    other.put([paper(2, "甲")])
    other.swap_in()
    for said in (lambda: left.put([paper(9, "甲")]), left.swap_in, lambda: left.ask(question())):
        with pytest.raises(IndexUnavailable):
            said()
    assert found(index) == {2}
    assert found(neighbour) == {1}
    with Elasticsearch(server) as client:
        assert len(client.indices.get(index=f"{index.target}-{LAYOUT}-*")) == 1


def test_one_that_is_not_wanted_is_gone(server: str, index: ElasticsearchIndex) -> None:
    index.put([paper(1, "甲")])
    beside = index.beside()
    beside.put([paper(2, "甲")])
    beside.release()
    index.release()
    assert found(index) == {1}
    with Elasticsearch(server) as client:
        assert len(client.indices.get(index=f"{index.target}-*")) == 1


def test_an_alias_that_is_lost_under_a_writer_is_said_and_no_index_comes_of_it(
    server: str, index: ElasticsearchIndex
) -> None:
    index.put([paper(1, "甲")])
    with Elasticsearch(server) as client:
        held = list(client.indices.get_alias(name=index.target))
        client.indices.delete_alias(index=held, name=index.target)
        for said in (
            lambda: index.put([paper(2, "甲")]),
            lambda: index.put(()),
            lambda: index.drop([]),
            index.check,
            index.count,
            lambda: index.ask(question()),
        ):
            with pytest.raises(IndexUnavailable):
                said()
        assert not client.indices.exists(index=index.target)
        client.indices.put_alias(index=held, name=index.target)
    assert found(index) == {1}


def test_no_question_fails_while_it_is_swapped(server: str, index: ElasticsearchIndex) -> None:
    index.put([paper(1, "甲")])
    failed: list[BaseException] = []
    asked = [0]
    over = threading.Event()

    def asks() -> None:
        mine = ElasticsearchIndex(server, index.target)
        try:
            while not over.is_set():
                assert found(mine, "甲") == {1}
                asked[0] += 1
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=asks) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(8):
        other = index.beside()
        other.put([paper(1, "甲")])
        other.swap_in()
    over.set()
    for thread in threads:
        thread.join()
    assert not failed
    assert asked[0] > 20
