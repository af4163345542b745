"""The sealer takes each committed entry into exactly one block, once, whoever else is at work and wherever it is killed."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import Settings

from office.api import close_block, record
from office.kernel.filelock import FileLock
from office.models import TrailBlock, TrailEntry, TrailMember
from office.trail import sealing
from office.trail.anchor import Anchor, AnchorBroken, Line, the_anchor
from office.trail.canonical import BEGINNING
from office.trail.keys import TrailKeyError, signing_key
from office.trail.sealing import AnchorAhead, seal
from tests import crash
from tests.conftest import engine
from tests.installation import installed
from tests.office.trail.history import linked, proved, sealed, written


@pytest.mark.django_db
def test_nothing_waits_nothing_is_made() -> None:
    assert seal() is None
    assert not TrailBlock.objects.exists()
    assert the_anchor().last() is None


@pytest.mark.django_db
def test_a_block_follows_the_one_before_and_is_anchored() -> None:
    sealed(4, 1)
    first, second = TrailBlock.objects.all()
    assert (first.n, first.previous, first.count) == (1, BEGINNING, 4)
    assert (second.n, second.previous, second.count) == (2, first.hash, 1)
    assert [(line.n, line.hash) for line in the_anchor().lines()] == [(1, first.hash), (2, second.hash)]
    assert dict(TrailMember.objects.values_list("entry", "block")) == {
        entry.pk: 1 if n < 4 else 2 for n, entry in enumerate(TrailEntry.objects.all())
    }
    findings, counts = proved()
    assert findings == []
    assert (counts.entries, counts.blocks, counts.sealed, counts.waiting, counts.anchored) == (5, 2, 5, 0, 2)


@pytest.mark.django_db
def test_a_large_history_is_closed_in_blocks_of_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LARGEST", 3)
    written(8)
    assert close_block() == 8
    assert [block.count for block in TrailBlock.objects.all()] == [3, 3, 2]
    assert proved()[0] == []


@pytest.mark.django_db
def test_an_entry_committed_late_with_a_small_key_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL gives keys at writing and shows rows at commit: a smaller key may appear after a larger one was sealed."""
    before = sealed(1)[0]
    linked("run:far", pk=before.pk + 1000).save(force_insert=True)
    assert seal() is not None
    linked("run:late", pk=before.pk + 1).save(force_insert=True)
    monkeypatch.setattr(sealing, "REACH", 1)
    assert seal() is None  # too far behind for a beat
    assert close_block() == 1  # not for a sweep
    assert proved()[0] == []


@pytest.mark.django_db
def test_a_beat_looks_behind_the_newest_key() -> None:
    before = sealed(1)[0]
    linked("run:far", pk=before.pk + 1000).save(force_insert=True)
    assert seal() is not None
    linked("run:late", pk=before.pk + 1).save(force_insert=True)
    block = seal()
    assert block is not None
    assert list(block.members.values_list("entry", flat=True)) == [before.pk + 1]


@pytest.mark.django_db
def test_a_block_is_not_closed_inside_an_action() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        seal()


@pytest.mark.django_db
def test_another_sealer_at_work_is_left_alone() -> None:
    written(1)
    if engine() == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [sealing.LOCK_NUMBER])
            assert seal() is None
            assert close_block(patience=0.1) == 0
        other.close()
    else:
        lock = FileLock(settings.ANCHOR_DIR / "sealing.lock")
        assert lock.acquire()
        assert seal() is None
        assert close_block(patience=0.1) == 0
        lock.release()
    assert close_block() == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_sealers_and_provers_at_once_find_a_whole_trail() -> None:
    stop = threading.Event()
    wrong: list[object] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # the test's own thread tells
            wrong.append(error)
        finally:
            connection.close()

    def write(stream: int) -> None:
        for n in range(15):
            with transaction.atomic():
                record(None, "a.b", stream=f"run:{stream}", n=n)

    def keep_sealing() -> None:
        while not stop.is_set():
            seal()
            stop.wait(0.01)

    def keep_proving() -> None:
        while not stop.is_set():
            wrong.extend(proved()[0])

    sealers = [threading.Thread(target=guarded, args=(keep_sealing,)) for _ in range(2)]
    sealers.append(threading.Thread(target=guarded, args=(keep_proving,)))
    writers = [threading.Thread(target=guarded, args=(partial(write, stream),)) for stream in range(4)]
    for thread in sealers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    close_block()
    assert wrong == []
    findings, counts = proved()
    assert findings == []
    assert (counts.entries, counts.sealed, counts.waiting, counts.streams) == (60, 60, 0, 4)


# 锚 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_next_sealing_mends_an_anchor_that_missed_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(2)
    with monkeypatch.context() as patch:
        patch.setattr(Anchor, "append", lambda *_: 1 / 0)
        written(2)
        with pytest.raises(ZeroDivisionError):
            seal()
    findings, counts = proved()
    assert (findings, counts.blocks, counts.anchored) == ([], 2, 1)
    assert seal() is None
    assert [line.n for line in the_anchor().lines()] == [1, 2]
    assert not TrailEntry.objects.filter(act="office.anchor_mended").exists()


@pytest.mark.django_db
def test_mending_more_than_a_crash_can_leave_is_recorded() -> None:
    sealed(1, 1, 1, 1)
    path = the_anchor().path
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert "锚" in proved()[0][0]
    seal()
    entry = TrailEntry.objects.get(act="office.anchor_mended")
    assert (entry.name, entry.detail) == ("系统", {"first": 2, "last": 4})
    assert proved()[0] == []


@pytest.mark.django_db
def test_a_line_cut_off_by_a_crash_is_written_anew() -> None:
    sealed(1, 1)
    path = the_anchor().path
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert proved()[0] == []
    seal()
    assert path.read_bytes() == whole


@pytest.mark.django_db
def test_nothing_is_built_on_a_database_older_than_its_anchor() -> None:
    sealed(1)
    the_anchor().append([Line(2, "ab" * 32, "2026-03-01T08:00:00+00:00")])
    written(1)
    with pytest.raises(AnchorAhead, match="第2块"):
        seal()
    assert TrailBlock.objects.count() == 1


def test_an_anchor_is_read_as_it_was_written(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "a")
    assert anchor.last() is None
    assert list(anchor.lines()) == []
    lines = [Line(n, f"{n:064x}", "2026-03-01T08:00:00+00:00") for n in range(1, 200)]
    for n in (1, 5, 199):
        anchor.append(lines[len(list(anchor.lines())) : n])
        assert anchor.last() == lines[n - 1]
    assert list(anchor.lines()) == lines
    with anchor.path.open("ab") as file:
        file.write(b"200 xyz\n")
    with pytest.raises(AnchorBroken, match="200 xyz"):
        anchor.last()


# 密钥 ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def _keys_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.mark.usefixtures("_keys_of_its_own")
def test_the_key_is_made_once_and_lies_in_a_private_file() -> None:
    first = signing_key()
    path = settings.DATA_DIR / "keys" / "trail_key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing_key().id == first.id
    assert b"PRIVATE" not in b"".join(file.read_bytes() for file in (settings.ANCHOR_DIR / "keys").iterdir())


@pytest.mark.usefixtures("_keys_of_its_own")
@pytest.mark.parametrize("spoil", ["mode", "content"])
def test_a_key_that_others_may_read_or_that_is_none_is_not_used(spoil: str) -> None:
    signing_key()
    path = settings.DATA_DIR / "keys" / "trail_key"
    if spoil == "mode":
        path.chmod(0o640)
    else:
        path.write_text("-----BEGIN NOTHING-----")
    with pytest.raises(TrailKeyError, match="trail_key"):
        signing_key()


@pytest.mark.django_db
@pytest.mark.usefixtures("_keys_of_its_own")
def test_a_key_can_be_changed_and_old_blocks_stay_provable() -> None:
    sealed(1)
    (settings.DATA_DIR / "keys" / "trail_key").unlink()
    sealed(1)
    assert len(set(TrailBlock.objects.values_list("key", flat=True))) == 2
    assert proved()[0] == []


# 断电 ----------------------------------------------------------------------------------------------------------------

SEAL = """
import django; django.setup()
from django.db import transaction
from office.api import close_block, record
with transaction.atomic():
    record(None, "a.b", stream="run:1")
close_block()
"""


@pytest.mark.crash("trail.block_committed")
@pytest.mark.skipif(engine() != "sqlite", reason="the killed process has a database of its own")
def test_killed_between_database_and_anchor(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        env = made.env
        assert crash.run("-c", SEAL, env=env).returncode == 0
        crash.die_at("trail.block_committed", "-c", SEAL, env=env)
        lines = tmp_path / "anchor" / "blocks"
        assert len(lines.read_bytes().splitlines()) == 1
        told = crash.run("manage.py", "verify_trail", env=env)
        assert (told.returncode, "2块" in told.stdout, "锚已记1块" in told.stdout) == (0, True, True), (
            told.stdout + told.stderr
        )
        assert crash.run("-c", SEAL, env=env).returncode == 0
        assert len(lines.read_bytes().splitlines()) == 3
        assert crash.run("manage.py", "verify_trail", env=env).returncode == 0
