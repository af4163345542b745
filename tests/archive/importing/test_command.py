"""manage.py import_records：exit codes, sentences, nothing doubled; killed anywhere it goes on where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.importing.documents import a_document, put
from tests.installation import Installation, installed

PREPARE = "from office.site.preparing import prepare_demo; prepare_demo()"
COUNT = """
from archive.models import Record, RecordFile
from office.models import Reader, TrailEntry
filed = Record.objects.filter(state="filed")
print(Record.objects.count(), filed.count(), sorted(filed.values_list("item", flat=True)) == list(range(1, filed.count() + 1)),
      RecordFile.objects.filter(role="YSJ").count(), TrailEntry.objects.filter(act="archive.filed").count(),
      Reader.objects.filter(why="归档").count())
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("importing")) as made:
        made.python(PREPARE)
        yield made


def test_exit_codes_and_sentences(city: Installation, tmp_path: Path) -> None:
    put(tmp_path / "good", a_document(101), a_document(102))
    first = city.manage("import_records", str(tmp_path / "good"))
    assert (first.returncode, first.stderr) == (0, "")
    assert "新归档2件" in first.stdout
    again = city.manage("import_records", str(tmp_path / "good"))
    assert (again.returncode, again.stdout) == (0, first.stdout.replace("新归档2件", "新归档0件，原已有2件"))

    put(tmp_path / "mixed", a_document(103), {"id": "104", "secrecy": "绝密", "title": "甲"})
    mixed = city.manage("import_records", str(tmp_path / "mixed"))
    assert mixed.returncode == 1
    assert "002.json：密级是“绝密”" in mixed.stderr
    assert "没有收1件" in mixed.stdout

    put(tmp_path / "bad", {"id": "105"})
    bad = city.manage("import_records", str(tmp_path / "bad"))
    assert bad.returncode == 2
    assert "没有可归档的内容" in bad.stderr
    for wrong in (
        [str(tmp_path / "none")],
        [str(tmp_path / "good"), "--fonds", "X999"],
        [str(tmp_path), "--organ", "无"],
    ):
        refused = city.manage("import_records", *wrong)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr
        assert refused.stderr.strip().endswith("。")


@pytest.mark.crash("importing.row_made")
@pytest.mark.crash("importing.taken_in")
@pytest.mark.crash("importing.checked")
@pytest.mark.crash("importing.one_done")
@pytest.mark.parametrize(
    "point",
    ["importing.row_made:2", "importing.taken_in", "importing.checked:3", "importing.one_done", "files.placed:2"],
)
def test_killed_there_and_run_again_each_is_filed_once(city: Installation, tmp_path: Path, point: str) -> None:
    base = sum(map(ord, point)) * 10
    put(tmp_path, *(a_document(base + n) for n in range(4)))
    before = int(city.python(COUNT).split()[0])
    city.die_at(point, "manage.py", "import_records", str(tmp_path))
    ended = city.manage("import_records", str(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    total = before + 4
    assert city.python(COUNT) == f"{total} {total} True {total} {total} {total}"
    verified = city.manage("verify_trail")
    assert verified.returncode == 0, verified.stderr
