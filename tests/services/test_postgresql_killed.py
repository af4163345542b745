"""PostgreSQL itself is killed while the server works: nothing that was committed is lost, and nobody has to start the server anew."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.crash import soon
from tests.installation import ASK, Installation, look, served, with_tables


class Server:
    """A PostgreSQL of this test's own, by the command that $SERVICES names."""

    def __init__(self, folder: Path, port: int) -> None:
        self._env = os.environ | {"SERVICES_DIR": str(folder), "PG_PORT": str(port)}

    def do(self, what: str) -> str:
        """up, kill, cont or down; returns what it printed."""
        command = [os.environ["SERVICES"], what, "postgres"]
        done = subprocess.run(command, env=self._env, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603
        return done.stdout


@pytest.fixture
def postgresql() -> Iterator[tuple[Server, str]]:
    """The server and its address."""
    if "SERVICES" not in os.environ:
        absent("a PostgreSQL that may be killed ($SERVICES)")
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))  # its unprivileged user must be able to enter
    folder.chmod(0o755)
    server = Server(folder, free_port())
    try:
        exports = server.do("up")
        yield server, exports.partition("DATABASE_URL=")[2].split()[0].strip("'\"")
    finally:
        server.do("down")
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_database_server_is_killed_in_the_middle_of_a_job(postgresql: tuple[Server, str], tmp_path: Path) -> None:
    server, address = postgresql
    installation = with_tables(Installation(tmp_path, address))
    begun, port = tmp_path / "begun", free_port()
    with installation.running("serve", PORT=str(port), JOB_LEASE="3"):
        job = installation.python(ASK, "work_in_the_child", str(begun), "3")
        soon(lambda: begun.exists() and begun.read_text().count("\n") == 1)
        server.do("kill")
        assert served(port, "/healthz")[0] == 200
        server.do("cont")
        soon(lambda: look(installation, job)[0] == "done")
        assert begun.read_text().count("\n") == look(installation, job)[1]  # worked as often as it was begun
        assert "一网协同" in served(port, "/accounts/login/")[1]
        after = installation.python(ASK, "write_line", str(tmp_path / "lines"), "办")
        soon(lambda: look(installation, after) == ("done", 1))
