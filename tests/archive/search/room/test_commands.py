"""`manage.py search` and `reindex`: by themselves, and beside a running server."""

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.browser.conftest import free_port
from tests.installation import Installation, installed

PREPARE = """
from tests.archive.search.room.shelf import a_record
from tests.factories import an_actor
by, other = an_actor(), an_actor()
for n in range(3):
    a_record(by.organ, f"关于冬季供热的第{n}号通知", source_id=f"s{n}", number=f"云政发〔2026〕{n}号")
print(by.person.login, other.person.login)
"""
ONE_MORE = """
import sys
from office.models import Person
from tests.archive.search.room.shelf import a_record
organ = Person.objects.get(login=sys.argv[1]).appointments.get().organ
a_record(organ, "关于防汛的通知", source_id="new", code=sys.argv[2])
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, str, str]]:
    with installed(tmp_path_factory.mktemp("search")) as made:
        made.env["ELASTICSEARCH_URL"] = ""
        login, stranger = made.python(PREPARE).split()
        yield made, login, stranger


def answers(ended: CompletedProcess[str]) -> list[dict[str, object]]:
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def ids(answer: dict[str, object]) -> set[str]:
    hits = answer["hits"]
    assert isinstance(hits, list)
    assert len(hits) == answer["total"]
    return {hit["source_id"] for hit in hits}


def test_one_query_a_line_each_answered_in_a_line(installation: tuple[Installation, str, str], tmp_path: Path) -> None:
    made, login, stranger = installation
    queries = tmp_path / "queries.txt"
    queries.write_text("冬季供热\n〔2026〕1号\n\n没有的\n", encoding="utf-8")
    first, second, third = answers(made.manage("search", "--from-file", str(queries), "--as", login, "--json"))
    assert (first["query"], ids(first)) == ("冬季供热", {"s0", "s1", "s2"})
    assert (ids(second), third["total"]) == ({"s1"}, 0)
    assert all(
        not ids(one) for one in answers(made.manage("search", "--from-file", str(queries), "--as", stranger, "--json"))
    )
    (two_words,) = answers(made.manage("search", "供热", "第2号", "--as", login, "--json"))
    assert ids(two_words) == {"s2"}
    assert "找到3件" in made.manage("search", "供热", "--as", login).stdout


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["search", "--as", "{login}"], "请给出要找的字"),
        (["search", "供热", "--as", "nobody"], "没有找到登录名“nobody”"),
        (["search", "--from-file", "/nowhere/at/all", "--as", "{login}"], "读不到“/nowhere/at/all”"),
        (["search", "供热", "--from-file", "/dev/null", "--as", "{login}"], "只能给一样"),
    ],
)
def test_what_cannot_be_done_is_said(
    installation: tuple[Installation, str, str], command: list[str], says: str
) -> None:
    made, login, _ = installation
    ended = made.manage(*(part.format(login=login) for part in command))
    assert ended.returncode == 2
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_index_is_made_anew_and_compared(installation: tuple[Installation, str, str]) -> None:
    made, login, _ = installation
    assert "已重建索引" in made.manage("reindex").stdout
    assert made.manage("reindex", "--check").stdout == "索引与条目全部相符。\n"
    made.python(
        "from archive.search.models import Entry; Entry.objects.filter(source_id='s1').update(title='关于别的', stamp='')"
    )
    compared = made.manage("reindex", "--check")
    assert compared.returncode == 1
    assert "条目1件" in compared.stdout
    (found,) = answers(made.manage("search", "供热", "--as", login, "--json"))
    assert ids(found) == {"s0", "s1", "s2"}


def test_beside_a_running_server_it_is_left_to_the_server(installation: tuple[Installation, str, str]) -> None:
    made, login, _ = installation
    with made.running("serve", PORT=str(free_port())):
        made.python(ONE_MORE, login, "Z9-WS·2026-Y-BGS-0001")
        (found,) = answers(made.manage("search", "防汛", "--as", login, "--json"))
        assert ids(found) == {"new"}
        assert "已重建索引" in made.manage("reindex").stdout
        (found,) = answers(made.manage("search", "防汛", "--as", login, "--json"))
        assert ids(found) == {"new"}
