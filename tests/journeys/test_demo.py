"""`manage.py demo`, killed while it carries its document: the next run carries one whole, and serves."""

import json
import signal
import socket
from pathlib import Path

import pytest

from office.kernel.filelock import FileLock
from office.site.environment import data_folder
from tests.crash import start
from tests.installation import Installation, stop

PREPARE = "from office.site.preparing import prepare_demo; prepare_demo()"
LOANS = "from archive.loans.models import Loan; print(*Loan.objects.values_list('state', flat=True))"
ADMINISTERED = """
from uuid import uuid4
from office.administration.actions.found_organ import found_organ
from office.administration.actions.rename_organ import rename_organ
from office.api import Organ, Person, actor_of
from office.kernel.clock import today
by, root = actor_of(Person.objects.get(login="mengzhixia")), Organ.objects.get(name="云州市人民政府")
said = {"name": "云州市统计局", "short_name": "市统计局", "level": 2, "since": today()}
found_organ(root.uid, by=by, key=uuid4(), **said)
school, said = Organ.objects.get(name="云州市教育局"), {"name": "云州市教育体育局", "short_name": "市教育体育局"}
rename_organ(school.uid, by=by, key=uuid4(), since=today(), reason="云编〔2026〕9号", **said)
"""
LEFT = ["document.json", "handling-sheet.pdf", "ledger.json", "sealed.pdf"]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A data folder of its own; the demonstration is of the embedded shape, whichever engine the tests have."""
    made = Installation(tmp_path_factory.mktemp("demo"), "")
    made.env |= {"DATABASE_URL": "", "PORT": str(_free_port())}
    made.python(PREPARE)
    return made


def _forget(city: Installation) -> None:
    """Whatever an earlier test carried; these come in any order."""
    (city.data_dir / "demo/sealed.pdf").unlink(missing_ok=True)


@pytest.mark.crash("rehearsal.nearly_left")
@pytest.mark.parametrize("point", ["distribution.settled:4", "incoming.number_taken", "rehearsal.nearly_left"])
def test_killed_there_nothing_counts_as_carried(city: Installation, point: str) -> None:
    _forget(city)
    city.die_at(point, "manage.py", "demo")
    assert not (city.data_dir / "demo/sealed.pdf").exists()


def test_after_that_one_is_carried_whole_and_later_runs_carry_none(city: Installation) -> None:
    _forget(city)
    first = _said_until_it_serves(city)
    folder = city.data_dir / "demo"
    assert "一份公文走一遍" in first
    assert sorted(path.name for path in folder.iterdir()) == LEFT
    number = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["number"]
    for login in ("youxinghe", "ruanwanqing", "fangdeyin", "peiyufei"):  # 分发, 收文登记, 批示, and the village's clerk
        assert f"  {login} " in first
    city.python(ADMINISTERED)
    second = _said_until_it_serves(city)
    assert "一份公文走一遍" not in second
    assert first[first.index("用印正本") :] == second[second.index("用印正本") :]
    assert f"发文字号 {number}" in first
    assert first.count("  借阅申请　") == 2
    assert "  archivist " in first[first.rindex("\n  借阅\n") :]
    assert set(city.python(LOANS).split()) == {"lent", "asked"}
    assert city.manage("verify_trail").returncode == 0


def test_what_would_keep_it_from_serving_is_said_before_the_long_part(tmp_path: Path) -> None:
    empty = Installation(tmp_path, "")
    empty.env |= {"DATABASE_URL": ""}
    lock = FileLock(tmp_path / "serve.lock")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        for port, sentence in (("八千", "PORT 应是"), (str(other.getsockname()[1]), "端口已被占用")):
            ended = empty.manage("demo", PORT=port)
            assert (ended.returncode, ended.stdout) == (2, "")
            assert sentence in ended.stderr
    assert lock.acquire()
    assert "已有一个服务在使用" in empty.manage("demo").stderr
    lock.release()
    assert not (tmp_path / "office.sqlite3").exists()


def test_a_data_folder_that_cannot_be_made_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = Installation(tmp_path / "file" / "data", "").manage("demo", DATABASE_URL="")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"数据目录 {tmp_path / 'file' / 'data'} 不能建立" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert data_folder(str(tmp_path / "a" / "b"), tmp_path).stat().st_mode & 0o007 == 0


def _said_until_it_serves(city: Installation) -> str:
    process = start("manage.py", "demo", env=city.env)
    said = ""
    assert process.stdout is not None
    try:
        for line in process.stdout:
            said += line
            if "就绪" in line:
                break
        assert "就绪" in said
        assert stop(process, signal.SIGTERM)[0] == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    return said


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
