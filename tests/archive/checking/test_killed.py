"""Killed in the middle of a check: nothing half said, and the next one goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, installed

PREPARE = """
from tests.archive.checking.records import a_record, a_room, change_a_byte
item = a_record(a_room())
change_a_byte(item.files.get(name="正本.txt"))
print(item.uid)
"""
TOLD = """
from archive.models import CheckReport, Fixity
from office.models import Todo
print(CheckReport.objects.count(), Fixity.objects.exclude(condition="intact").count(), Todo.objects.open().filter(room="archive").count())
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("place")) as made:
        yield made


@pytest.mark.crash("check.judged")
@pytest.mark.crash("fixity.reported")
def test_a_check_that_is_killed_leaves_nothing_and_the_next_one_tells(place: Installation, tmp_path: Path) -> None:
    uid = place.python(PREPARE).split()[-1]
    place.die_at("check.judged", "manage.py", "check_records", uid)
    assert place.python(TOLD) == "0 0 0"
    place.die_at("fixity.reported", "manage.py", "check_records", "--fixity")
    assert place.python(TOLD) == "1 0 0"  # the report is there, nobody was told
    place.manage("check_records", "--fixity")
    assert place.python(TOLD) == "2 1 1"
    place.manage("check_records", "--fixity")
    assert place.python(TOLD) == "2 1 1"
