"""定期复核：a changed byte is found, the file is named, its archivists are told, once; and it goes round."""

from datetime import timedelta

import pytest
import time_machine

from archive.fixity import StoreGoneError, due, recheck, recheck_all, recheck_fixity
from archive.models import CheckReport, Conclusion, Condition, Fixity, FixityRound, RecordFile, Stage
from office.api import waiting_for
from office.kernel.clock import now
from office.models import TrailEntry
from tests.archive.checking.records import a_record, a_room, change_a_byte, stored_at

pytestmark = pytest.mark.django_db(transaction=True)


def test_whole_files_are_found_whole_and_nobody_is_told() -> None:
    room = a_room()
    a_record(room)
    one = recheck(due(10))
    assert (one.files, one.broken) == (3, 0)
    assert set(Fixity.objects.values_list("condition", flat=True)) == {Condition.INTACT}
    assert not CheckReport.objects.exists()
    assert not waiting_for(room.actor).exists()


def test_a_changed_byte_is_found_and_said_of_which_file() -> None:
    room = a_room()
    item = a_record(room)
    spoilt = item.files.get(name="定稿.txt")
    change_a_byte(spoilt)
    assert recheck(due(10)).broken == 1
    fixity = Fixity.objects.get(condition=Condition.CHANGED)
    assert fixity.file == spoilt
    assert fixity.says.startswith("“定稿.txt”的内容变了：登记的摘要")
    report = CheckReport.objects.get(record=item)
    assert (report.stage, report.conclusion) == (Stage.KEEPING, Conclusion.FAILED)
    todo = waiting_for(room.actor).get()
    assert "定稿.txt" in todo.title
    assert todo.url == report.get_absolute_url()
    assert TrailEntry.objects.get(act="archive.found_broken").about == item.uid


def test_it_is_said_once_and_taken_back_when_the_file_is_whole_again() -> None:
    room = a_room()
    row = a_record(room).files.get(name="正本.txt")
    place = stored_at(row)
    content = place.read_bytes()
    place.unlink()
    for _ in range(2):
        recheck(due(10))
    assert Fixity.objects.get(file=row).condition == Condition.ABSENT
    assert waiting_for(room.actor).count() == CheckReport.objects.count() == 1
    place.write_bytes(content)
    recheck(due(10))
    assert Fixity.objects.get(file=row).condition == Condition.INTACT
    assert not waiting_for(room.actor).exists()
    assert TrailEntry.objects.filter(act="archive.found_intact").count() == 1


def test_a_file_of_another_length_and_an_empty_one_are_found() -> None:
    item = a_record(a_room())
    longer, empty = item.files.get(name="正本.txt"), item.files.get(name="定稿.txt")
    for row, content in ((longer, stored_at(longer).read_bytes() + b"x"), (empty, b"")):
        stored_at(row).chmod(0o640)
        stored_at(row).write_bytes(content)
    recheck(due(10))
    said = dict(Fixity.objects.exclude(condition=Condition.INTACT).values_list("file__name", "says"))
    assert said == {
        name: f"“{name}”登记为{row.file.size}字节，现有{size}字节。"
        for name, row, size in (("正本.txt", longer, longer.file.size + 1), ("定稿.txt", empty, 0))
    }


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_read() -> None:
    room = a_room()
    item = a_record(room)
    row = item.files.get(name="定稿.txt")
    place = stored_at(row)
    content = place.read_bytes()
    place.unlink()
    place.mkdir()  # as unreadable as a bad sector, for whoever runs this
    for _ in range(2):
        assert recheck(due(10)).files == 3
    said = Fixity.objects.get(file=row)
    assert (said.condition, said.says) == (Condition.UNREAD, "“定稿.txt”读不出：Is a directory。")
    assert waiting_for(room.actor).count() == 1
    place.rmdir()
    place.write_bytes(content)
    recheck(due(10))
    assert not waiting_for(room.actor).exists()


def test_a_store_that_is_not_there_is_no_loss_of_every_file() -> None:
    room = a_room()
    for _ in range(4):
        a_record(room)
    folder = stored_at(due(1)[0]).parents[2]
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(StoreGoneError, match="文件存储没有接上"):
        recheck(due(20))
    assert not Fixity.objects.exists()
    assert not waiting_for(room.actor).exists()
    folder.with_name("elsewhere").rename(folder)
    assert recheck(due(20)).broken == 0


def test_those_never_looked_at_come_first_then_the_oldest() -> None:
    room = a_room()
    first, second = a_record(room), a_record(room)
    with time_machine.travel(now() - timedelta(days=3), tick=False):
        recheck(list(first.files.all()))
    assert {row.record_id for row in due(3)} == {second.pk}
    recheck(due(3))
    assert {row.record_id for row in due(3)} == {first.pk}
    recheck(due(3))
    assert {row.record_id for row in due(3)} == {second.pk}


def test_the_nightly_slice_is_as_large_as_it_is_set(settings: pytest.FixtureRequest) -> None:
    settings.FIXITY_FILES = 2  # type: ignore[attr-defined] # pytest-django's settings
    a_record(a_room())
    recheck_fixity.func()
    assert FixityRound.objects.get().files == 2
    assert Fixity.objects.count() == 2


def test_two_rounds_at_once_tell_it_once() -> None:
    room = a_room()
    change_a_byte(a_record(room).files.get(name="正本.txt"))
    one, other = due(10), due(10)
    recheck(one)
    recheck(other)
    assert waiting_for(room.actor).count() == 1
    assert TrailEntry.objects.filter(act="archive.found_broken").count() == 1


def test_every_file_is_read_when_all_are_asked_for() -> None:
    room = a_room()
    for _ in range(3):
        a_record(room)
    assert sum(one.files for one in recheck_all(batch=4)) == RecordFile.objects.count() == Fixity.objects.count()
