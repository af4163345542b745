"""`manage.py bench`: every figure can be measured on the engine in use. How fast they are is no matter of tests."""

import os
import re
from pathlib import Path

import pytest

from office.site.benching import stage
from office.site.benching.rounds import Spread
from tests.installation import Installation


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path, os.environ.get("DATABASE_URL", ""))


@pytest.mark.timeout(600)
def test_figures_are_measured_one_after_the_other(here: Installation) -> None:
    names = ["trail", "register", "typeset", "delivery", "filing"]
    ended = here.manage("bench", *names, "--rounds", "1", "--size", "1")
    assert ended.returncode == 0, ended.stderr
    said = re.split(rf"^({'|'.join(names)})　", ended.stdout, flags=re.MULTILINE)[1:]
    assert said[::2] == names
    assert [name for name, text in zip(said[::2], said[1::2], strict=True) if text.count("1轮") < 3] == []


@pytest.mark.timeout(600)
def test_a_ring_is_measured_and_loses_nobody(here: Installation) -> None:
    ended = here.manage("bench", "ring", "--rounds", "1", "--size", "6")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("一个不少") == 2
    assert ended.stdout.count("产品/对照") == 2


@pytest.mark.timeout(600)
def test_search_is_measured_and_misses_nothing(here: Installation) -> None:
    ended = here.manage("bench", "search", "--rounds", "1", "--size", "30")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("漏0件 误0件") == (2 if os.environ.get("ELASTICSEARCH_URL") else 1)
    assert "收入/对照" in ended.stdout


@pytest.mark.timeout(600)
def test_a_step_is_measured_on_postgresql_and_refused_elsewhere(here: Installation) -> None:
    ended = here.manage("bench", "step", "--rounds", "1", "--size", "2")
    if os.environ.get("DATABASE_URL"):
        assert ended.returncode == 0, ended.stderr
        assert "产品/对照" in ended.stdout
    else:
        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "DATABASE_URL" in ended.stderr


@pytest.mark.timeout(600)
def test_what_the_desk_asks_is_measured_on_postgresql_and_refused_elsewhere(here: Installation) -> None:
    ended = here.manage("bench", "desk", "--rounds", "1", "--size", "200")
    if os.environ.get("DATABASE_URL"):
        assert ended.returncode == 0, ended.stderr
        found = dict(re.findall(r"^(工作台|导航的数|铃) 语句 (.*?)，行", ended.stdout, re.MULTILINE))
        assert len(found) == 3
        assert all(len(set(counts.split(" → "))) == 1 for counts in found.values())
    else:
        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "DATABASE_URL" in ended.stderr


@pytest.mark.timeout(600)
def test_what_the_board_asks_is_measured_on_postgresql_and_refused_elsewhere(here: Installation) -> None:
    ended = here.manage("bench", "board", "--rounds", "1", "--size", "3")
    if os.environ.get("DATABASE_URL"):
        assert ended.returncode == 0, ended.stderr
        found = re.findall(r"语句 (\d+) → (\d+)；", ended.stdout)
        assert len(found) == 3
        assert all(few == many for few, many in found)
    else:
        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "DATABASE_URL" in ended.stderr


def test_an_unknown_figure_is_named(here: Installation) -> None:
    ended = here.manage("bench", "stpe")
    assert ended.returncode == 2
    assert "没有“stpe”这一项" in ended.stderr


def test_where_no_stage_can_be_made_one_sentence_says_so(here: Installation) -> None:
    ended = here.manage("bench", "typeset", DATABASE_URL="postgres://nobody:nothing@127.0.0.1:1/none")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1), ended.stderr
    assert ended.stderr.startswith("CommandError: 不能在 DATABASE_URL 的服务器上另建一个库，什么也没有量：connection")


def test_tables_that_cannot_be_made_are_told_of_in_the_words_of_what_hinders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manage.py").write_text("raise SystemExit('第一行\\n磁盘已满。')", encoding="utf-8")
    monkeypatch.setattr(stage, "root", lambda: tmp_path)
    with pytest.raises(stage.StageError, match=r"^没有建成表，什么也没有量：磁盘已满。"), stage.stages(""):
        pass


def test_the_interval_holds_the_median_with_ninety_percent() -> None:
    spread = Spread.of([float(n) for n in range(1, 31)])
    assert (spread.middle, spread.low, spread.high) == (
        15.5,
        11,
        20,
    )  # ranks 11 and 20 of 30: 2·P(Bin(30, ½) ≤ 10) = 9.9 %
    assert (Spread.of([3.0]).low, Spread.of([3.0]).high) == (3, 3)


@pytest.mark.timeout(600)
def test_a_hall_is_seated_and_measured(here: Installation) -> None:
    ended = here.manage("bench", "seating", "--rounds", "1", "--size", "40")
    assert ended.returncode == 0, ended.stderr
    assert "40座重排，20对避开相邻" in ended.stdout
    assert ended.stdout.count("对照") == 4


@pytest.mark.timeout(600)
def test_a_roster_is_made_measured_and_no_less_even_than_taking_turns(here: Installation) -> None:
    ended = here.manage("bench", "roster", "--rounds", "1", "--size", "7")
    assert ended.returncode == 0, ended.stderr
    assert "3个岗位、7天共21班" in ended.stdout
    assert "、0项不如" in ended.stdout
    assert "1轮证明不可能更少" in ended.stdout


@pytest.mark.timeout(900)
def test_rooms_are_measured_on_postgresql_and_refused_elsewhere(here: Installation) -> None:
    ended = here.manage("bench", "booking", "--rounds", "1", "--size", "1000")
    if os.environ.get("DATABASE_URL"):
        assert ended.returncode == 0, ended.stderr
        assert "语句一样多" in ended.stdout
        assert "恰好一人订到" in ended.stdout
        assert "产品/对照" in ended.stdout
    else:
        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "DATABASE_URL" in ended.stderr


@pytest.mark.timeout(900)
def test_a_full_hall_is_measured_on_postgresql_and_refused_elsewhere(here: Installation) -> None:
    ended = here.manage("bench", "sign_in", "--rounds", "1", "--size", "30")
    if os.environ.get("DATABASE_URL"):
        assert ended.returncode == 0, ended.stderr
        assert "一个不少" in ended.stdout
        assert "全部签上" in ended.stdout
        assert "产品/对照" in ended.stdout
    else:
        assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
        assert "DATABASE_URL" in ended.stderr
