"""What docs and image say of an installation is what the code does: every variable is told of, and the image's folder of static files can be made."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from tests.conftest import absent
from tests.crash import environment, run
from tests.rooms import ROOMS, ROOT

OF_THE_TESTS = {"CRASH_AT", "CRASH_ONCE", "TEST_SQLITE", "PYTEST_VERSION"}
READS = re.compile(r'(?:environ(?:\.get)?[\[(]|flag\(|whole_number\()"([A-Z_]+)"')


def test_every_variable_that_is_read_is_told_of() -> None:
    sources = (path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "benching" not in path.parts)
    read = {name for path in sources for name in READS.findall(path.read_text(encoding="utf-8"))}
    table = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").split("## 2.")[1].split("## 3.")[0]
    told = set(re.findall(r"`([A-Z_]+)`", table))
    assert {"DATABASE_URL", "IDLE_MINUTES", "STATIC_ROOT", "DEMO"} <= read
    assert read - OF_THE_TESTS - told == set()


def test_the_image_collects_its_static_files(tmp_path: Path) -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    before = image.split("manage.py collectstatic")[0]
    variables = dict(
        pair.split("=", 1) for line in re.findall(r"^ENV (.+)$", before, re.MULTILINE) for pair in line.split()
    )
    assert variables["STATIC_ROOT"].startswith("/srv/")
    env = environment(tmp_path, STATIC_ROOT=str(tmp_path / "static"))
    ended = run("manage.py", "collectstatic", "--noinput", "--verbosity", "0", env=env)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "static" / "office" / "face.css").exists()


def test_an_environment_behind_a_link_is_not_emptied(tmp_path: Path) -> None:
    """`python -m venv --clear` follows a link and empties what it leads to: the environment of other checkouts."""
    make = shutil.which("make")
    if make is None:
        absent("make")
    shared, link = tmp_path / "shared", tmp_path / "link"
    shared.mkdir()
    (shared / "kept").touch()
    link.symlink_to(shared)
    command = [str(make), "--no-print-directory", f"VENV={link}", f"{link}/bin/uv"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - make, on our own file
    assert ended.returncode != 0
    assert (
        ended.stdout == f"{link} 是一个链接，重建它会清空链接所指的那一处。请用 VENV 另指一个目录，或先删去这个链接。\n"
    )
    assert (shared / "kept").exists()


def test_the_image_logs_no_address_of_a_request() -> None:
    command = re.search(r"^CMD (.+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert command is not None
    options = json.loads(command[1])
    written = options[options.index("--access-logformat") + 1]
    assert not re.search(
        r"%\((?:r|U|q|f)\)s|%\(\{", written
    )  # the request line, its path and query, where it came from, headers
