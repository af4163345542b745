"""The embedded index in its folder: one writer, others who ask, kills, a full disk."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.search.engine import generations
from archive.search.engine.port import IndexBusy, IndexUnavailable
from archive.search.engine.soundness import first_broken
from archive.search.engine.tantivy_index import TantivyIndex
from tests.archive.search.engine.papers import an_index, begin, found, paper, question

WRITES_FOR_EVER = """
import sys
from pathlib import Path
from archive.search.engine.tantivy_index import TantivyIndex
from tests.archive.search.engine.papers import an_index, paper
folder = Path(sys.argv[1])
index = TantivyIndex(folder) if folder.exists() else an_index(folder)
version = 0
while True:
    version += 1
    index.put([paper(n, f"第{version}版", body=["甲" * 500], version=version) for n in range(300)])
    print(version, flush=True)
"""
LEAVES_ONE_BESIDE = """
import os, signal, sys
from pathlib import Path
from archive.search.engine.tantivy_index import TantivyIndex
from tests.archive.search.engine.papers import paper
beside = TantivyIndex(Path(sys.argv[1]), patience=1).beside()
beside.put([paper(9, "甲")])
os.kill(os.getpid(), signal.SIGKILL)
"""
FILLS_THE_DISK = """
import resource, sys
from pathlib import Path
from archive.search.engine.port import IndexUnavailable
from tests.archive.search.engine.papers import an_index, found, paper
index = an_index(Path(sys.argv[1]))
index.put([paper(1, "甲")])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
many = [paper(n, "乙", body=[chr(0x4E00 + (n * k) % 20_000) for k in range(1, 400)]) for n in range(2, 300)]
for _ in range(3):
    try:
        index.put(many)
    except IndexUnavailable as error:
        print("unavailable", error)
    assert found(index, "甲") == {1}
    assert found(index, "乙") == set()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
index.put(many)
assert len(found(index, "乙")) == 298
print("done")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_an_index_that_was_never_filled_or_was_lost_does_not_say_that_nothing_was_found(folder: Path) -> None:
    index = TantivyIndex(folder)
    for said in (
        index.check,
        lambda: index.ask(question()),
        lambda: index.suggest("甲", question()),
        lambda: [*index.known()],
    ):
        with pytest.raises(IndexUnavailable, match="还没有建立"):
            said()
    with pytest.raises(IndexUnavailable, match="还没有建立"):
        index.put([paper(1, "甲")])
    with pytest.raises(IndexUnavailable, match="还没有建立"):
        index.drop([])
    begin(index)
    index.check()
    assert index.ask(question("甲")).total == 0


def test_an_index_of_another_layout_is_not_asked_but_built_anew(folder: Path) -> None:
    index = an_index(folder)
    index.put([paper(1, "甲")])
    index.release()
    (folder / "current").write_text("0-000000000000")
    again = TantivyIndex(folder)
    with pytest.raises(IndexUnavailable, match="另一版本"):
        again.ask(question("甲"))
    with pytest.raises(IndexUnavailable, match="另一版本"):
        again.put([paper(1, "甲")])
    fresh = again.beside()
    fresh.put([paper(2, "甲")])
    fresh.swap_in()
    assert found(again, "甲") == {2}


def test_one_writes_and_the_other_is_told_so_until_it_lets_go(folder: Path) -> None:
    one, other = an_index(folder), TantivyIndex(folder, patience=0.1)
    one.put([paper(1, "甲")])
    assert found(other, "甲") == {1}
    for refused in (lambda: other.put([paper(2, "甲")]), lambda: other.drop([]), other.beside):
        with pytest.raises(IndexBusy):
            refused()
    one.release()
    other.put([paper(2, "甲")])
    assert found(one, "甲") == {1, 2}
    other.release()
    other.release()
    one.put([paper(3, "甲")])
    assert found(other, "甲") == {1, 2, 3}


def test_who_waits_gets_the_lock_when_it_is_let_go(folder: Path) -> None:
    one, other = an_index(folder), TantivyIndex(folder, patience=10)
    one.put([paper(1, "甲")])
    waiting = threading.Thread(target=other.put, args=([paper(2, "甲")],))
    waiting.start()
    time.sleep(0.1)
    one.release()
    waiting.join(timeout=10)
    assert found(one, "甲") == {1, 2}


def test_what_another_swapped_in_is_asked_and_the_old_one_is_gone(folder: Path) -> None:
    one, reader = an_index(folder), TantivyIndex(folder)
    one.put([paper(1, "甲")])
    assert found(reader, "甲") == {1}
    abandoned = one.beside()
    abandoned.put([paper(9, "甲")])
    abandoned.release()
    other = one.beside()
    other.put([paper(2, "甲")])
    other.swap_in()
    assert found(reader, "甲") == {2}
    assert len([one for one in folder.iterdir() if one.is_dir()]) == 1
    with pytest.raises(ValueError, match="beside"):
        reader.swap_in()


def test_no_question_fails_while_it_is_swapped(folder: Path) -> None:
    index = an_index(folder)
    index.put([paper(1, "甲")])
    failed: list[BaseException] = []
    asked = [0]
    over = threading.Event()

    def asks() -> None:
        mine = TantivyIndex(folder)
        try:
            while not over.is_set():
                assert found(mine, "甲") == {1}
                asked[0] += 1
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=asks) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(12):
        other = index.beside()
        other.put([paper(1, "甲")])
        other.swap_in()
    over.set()
    for thread in threads:
        thread.join()
    assert not failed
    assert asked[0] > 20


def test_questions_are_answered_while_it_takes_in(folder: Path) -> None:
    index = an_index(folder)
    index.put([paper(1, "甲")])

    def writes() -> None:
        for _ in range(3):
            index.put([paper(n, "乙", body=["丙" * 500]) for n in range(2, 600)])

    writing = threading.Thread(target=writes)
    writing.start()
    answers = 0
    while writing.is_alive():
        assert found(index, "甲") == {1}
        assert len(found(index, "乙")) in {0, 598}
        answers += 1
    writing.join()
    assert answers > 3
    assert len(found(index, "乙")) == 598


def test_a_writer_that_is_killed_leaves_whole_calls_and_no_lock(folder: Path) -> None:
    for _ in range(3):
        with subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-c", WRITES_FOR_EVER, str(folder)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _ in range(2)]
            writer.send_signal(signal.SIGKILL)
        index = TantivyIndex(folder, patience=1)
        held = {one.version for one in index.known()}
        assert len(list(index.known())) == 300
        assert len(held) == 1
        assert held.pop() >= int(said[-1])
        index.put([paper(n, "后来", version=10_000) for n in range(300)])
        assert len(found(index, "后来")) == 300
        index.put([paper(n, "", version=10_000) for n in range(300)])
        index.drop(one.uid for one in [*index.known()])
        index.release()


def test_a_full_disk_is_said_and_what_was_there_is_still_found(folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", FILLS_THE_DISK, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["done"], done.stdout + done.stderr
    assert done.stdout.count("unavailable") == 3


def test_many_small_calls_do_not_let_it_grow_without_end(folder: Path) -> None:
    index = an_index(folder)
    for version in range(60):
        index.put([paper(n, "题名", body=["甲乙丙丁" * 50], version=version) for n in range(20)])
    index.release()
    assert len([*index.known()]) == 20
    assert sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) < 600_000


def files_of(folder: Path) -> list[Path]:
    """Those of the segments."""
    return sorted(
        one
        for one in (folder / (folder / "current").read_text()).iterdir()
        if one.stem != "meta" and one.name[0] != "."
    )


def some_papers(folder: Path) -> TantivyIndex:
    index = an_index(folder)
    index.put(
        [paper(n, f"关于甲乙的第{n}号", body=["丙丁" * 20], facets={"year": str(2000 + n % 9)}) for n in range(90)]
    )
    index.drop([paper(3).uid])
    index.check(thoroughly=True)
    index.release()
    return index


def test_a_damaged_file_is_noticed_whichever_it_is_and_wherever(folder: Path) -> None:
    some_papers(folder)
    files = files_of(folder)
    assert {one.suffix for one in files} == {".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm", ".del"}
    for file in files:
        whole = file.read_bytes()
        for damaged in (b"", whole[: len(whole) // 2], whole[:-9], bytes([whole[0] ^ 1]) + whole[1:], None):
            file.unlink() if damaged is None else _put(file, damaged)
            with pytest.raises(IndexUnavailable):
                TantivyIndex(folder).check()
        _put(file, whole)
        TantivyIndex(folder).check()


def test_a_file_is_read_once_and_again_when_it_is_asked_for(folder: Path) -> None:
    index = some_papers(folder)
    index.check()
    file = next(one for one in files_of(folder) if one.suffix == ".pos")
    whole = file.read_bytes()
    _put(file, bytes([whole[0] ^ 1]) + whole[1:])
    index.check()
    with pytest.raises(IndexUnavailable, match=r"损坏.*\.pos"):
        index.check(thoroughly=True)
    with pytest.raises(IndexUnavailable):
        index.check()


def test_whatever_a_damaged_index_does_it_is_unavailable_or_answers(folder: Path, tmp_path: Path) -> None:
    """Where bytes are not what was written tantivy panics: no reason to end the process."""
    some_papers(folder)
    broken = tmp_path / "broken"
    said: set[str] = set()
    for file in files_of(folder):
        for share in range(12):
            shutil.rmtree(broken, ignore_errors=True)
            shutil.copytree(folder, broken)
            there = broken / file.relative_to(folder)
            bytes_there = bytearray(there.read_bytes())
            at = share * max(1, len(bytes_there) - 120) // 12
            for n in range(at, min(at + 40, max(1, len(bytes_there) - 120))):
                bytes_there[n] ^= 0xFF
            _put(there, bytes(bytes_there))
            index = TantivyIndex(broken)
            for asked in (
                lambda index=index: index.ask(question("甲乙", facets=("year",))),
                lambda index=index: index.suggest("关于", question()),
                lambda index=index: [*index.known()],
                lambda index=index: index.put([paper(7, "新的", version=9)]),
            ):
                try:
                    asked()
                except IndexUnavailable as error:
                    said.add(str(error)[:7])
            index.release()
    assert "索引的文件损坏" in said


def test_it_is_checked_while_it_is_written(folder: Path) -> None:
    index, reader = an_index(folder), TantivyIndex(folder)

    def writes() -> None:
        for version in range(25):
            index.put([paper(n, "甲", version=version) for n in range(40)])

    writing = threading.Thread(target=writes)
    writing.start()
    checked = 0
    while writing.is_alive():
        reader.check(thoroughly=True)
        checked += 1
    writing.join()
    assert checked > 3


def test_what_a_killed_one_left_beside_is_removed_by_the_next_who_writes(folder: Path) -> None:
    first = an_index(folder)
    first.put([paper(1, "甲")])
    first.release()
    left = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", LEAVES_ONE_BESIDE, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert left.returncode == -signal.SIGKILL, left.stderr
    assert len([one for one in folder.iterdir() if one.is_dir()]) == 2
    (folder / "current.1-000000000000").write_text("1-000000000000")
    index = TantivyIndex(folder, patience=1)
    index.put([paper(2, "甲")])
    assert found(index, "甲") == {1, 2}
    assert sorted(one.name[:7] for one in folder.iterdir() if one.name != "writing") == sorted(
        [(folder / "current").read_text()[:7], "current"]
    )


def test_what_was_swapped_in_is_never_removed_whatever_went_wrong_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = an_index(folder)
    beside = index.beside()
    beside.put([paper(1, "甲")])

    def fails(_: Path) -> None:
        raise OSError("the disk went away")

    monkeypatch.setattr(generations, "_sync", fails)
    with pytest.raises(IndexUnavailable, match="went away"):
        beside.swap_in()
    beside.release()
    assert found(index, "甲") == {1}


def test_what_is_no_more_in_use_is_not_remembered(folder: Path) -> None:
    index, sound = an_index(folder), set[str]()
    for version in range(30):
        index.put([paper(n, "甲", version=version) for n in range(5)])
        assert first_broken(folder / (folder / "current").read_text(), sound) == ""
    index.release()
    assert first_broken(folder / (folder / "current").read_text(), sound) == ""
    assert len(sound) <= len(files_of(folder)) + 7


def test_one_that_is_not_wanted_is_gone_and_holds_nobody_up(folder: Path) -> None:
    index = an_index(folder)
    beside = index.beside()
    beside.put([paper(1, "甲")])
    beside.release()
    assert len([one for one in folder.iterdir() if one.is_dir()]) == 1
    other = TantivyIndex(folder, patience=0.1)
    other.put([paper(2, "甲")])
    assert found(index, "甲") == {2}


def _put(file: Path, content: bytes) -> None:
    """In the place of a file, not into it: an index that is still open has it mapped, and a mapped file that is cut short ends the process."""
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(content)
    new.replace(file)
