"""`manage.py serve` and `manage.py worker`: real processes on an installation of their own, stopped and killed."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from office.kernel.filelock import FileLock
from tests.crash import alive, soon
from tests.installation import ASK, Installation, family, installed, look, memory, served, stop


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as installation:
        yield installation


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Installation]:
    """One that no other test leaves a job in, or finds a job of."""
    with installed(tmp_path) as alone:
        yield alone


@pytest.fixture
def port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_it_serves_pages_sockets_and_jobs_in_one_process_and_ends_when_asked(
    installation: Installation, port: int, tmp_path: Path
) -> None:
    with installation.running("serve", PORT=str(port)) as server:
        assert served(port, "/healthz")[0] == 200
        assert "一网协同" in served(port, "/accounts/login/")[1]
        with pytest.raises(InvalidStatus, match="403"):  # a socket is answered, and not without signing in
            connect(f"ws://localhost:{port}/ws/bell/", origin=Origin(f"http://localhost:{port}"), proxy=None)
        lines = tmp_path / "lines"
        installation.python(ASK, "write_line", str(lines), "办")
        soon(lambda: lines.exists() and lines.read_text() == f"办 {server.pid}\n")
        assert family(server.pid) == [server.pid]
        assert memory(server.pid) < 300
        status, seconds = stop(server)
        assert (status, seconds < 10) == (0, True)


def test_it_ends_by_the_keyboard_too_and_leaves_nothing_behind(alone: Installation, port: int) -> None:
    workers = alone.data_dir / "workers"
    with alone.running("serve", PORT=str(port)) as server:
        assert len(list(workers.iterdir())) == 1
        assert stop(server, signal.SIGINT)[0] == 0
    assert list(workers.iterdir()) == []


def test_a_second_one_on_the_same_data_is_refused(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    other = FileLock(tmp_path / "serve.lock")
    assert other.acquire()
    with pytest.raises(CommandError, match="已有一个服务在使用"):
        call_command("serve")
    other.release()


def test_a_port_that_is_taken_is_named(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        ended = installation.manage("serve", PORT=str(taken))
    assert ended.returncode == 2
    assert f"不能在 127.0.0.1:{taken} 上提供服务" in ended.stderr


@pytest.mark.parametrize("port", ["0", "65536", "八千", "-1"])
def test_a_port_that_is_none_is_named(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match=f"PORT 应是.*“{port}”"):
        call_command("serve")


def test_without_tables_it_says_what_to_do(tmp_path: Path) -> None:
    ended = Installation(tmp_path, "").manage("serve", DATABASE_URL="")
    assert ended.returncode == 2
    assert "manage.py migrate" in ended.stderr


def test_without_a_database_it_says_so(tmp_path: Path) -> None:
    ended = Installation(tmp_path, "postgres://nobody:nothing@127.0.0.1:1/none").manage("worker")
    assert ended.returncode == 2
    assert "数据库没有应答" in ended.stderr


def test_killed_in_the_middle_of_a_job_it_takes_the_job_up_again_when_it_starts_anew(
    installation: Installation, port: int, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    with installation.running("serve", PORT=str(port)) as server:
        job = installation.python(ASK, "work_in_the_child", str(begun), "1")
        soon(lambda: begun.exists() and begun.read_text().count("\n") == 1)
        child = int(begun.read_text())
        assert family(server.pid) == [server.pid, child]
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        soon(lambda: not alive(child))  # the child does not outlive it
    assert look(installation, job) == ("running", 1)
    with installation.running("serve", PORT=str(port)):
        soon(lambda: begun.read_text().count("\n") == 2)
        soon(lambda: look(installation, job) == ("done", 2))


def test_a_killed_child_costs_a_try_and_not_the_server(alone: Installation, port: int, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with alone.running("serve", PORT=str(port)) as server:
        job = alone.python(ASK, "work_in_the_child", str(begun), "30")
        soon(lambda: begun.exists() and begun.read_text().count("\n") == 1)
        os.kill(int(begun.read_text()), signal.SIGKILL)
        soon(lambda: look(alone, job) == ("waiting", 1))
        assert served(port, "/healthz")[0] == 200
        assert stop(server)[0] == 0


def test_asked_to_end_it_lets_the_job_in_hand_end(installation: Installation, port: int, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with installation.running("serve", PORT=str(port)) as server:
        job = installation.python(ASK, "work_in_the_child", str(begun), "3")
        soon(lambda: begun.exists() and begun.read_text().count("\n") == 1)
        assert stop(server)[0] == 0
    assert look(installation, job) == ("done", 1)


def test_a_worker_alone_works_the_queue(installation: Installation, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    with installation.running("worker", "--threads", "1") as worker:
        job = installation.python(ASK, "write_line", str(lines), "办")
        soon(lambda: look(installation, job) == ("done", 1))
        assert lines.read_text() == f"办 {worker.pid}\n"
        assert stop(worker)[0] == 0
