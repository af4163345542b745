"""The file store: by digest, whole or not at all, never overwritten."""

import os
import threading
import time
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.kernel.files import DamagedFileError, FolderStore, address_of
from tests.crash import die_at, environment, run

DAY = 24 * 60 * 60


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


def age(store: FolderStore, address: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(store.path(address), (then, then))


def test_the_address_is_the_sm3_of_the_content(store: FolderStore) -> None:
    address = store.keep(b"abc")
    assert address == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016 A.1
    assert store.path(address).relative_to(store.folder) == Path("66", "c7", address)
    assert store.read(address, 3) == b"abc"
    with store.open(address) as file:
        assert file.read() == b"abc"


@settings(deadline=None, max_examples=30)  # disks are slow when they sync
@given(contents=st.lists(st.binary(max_size=64), max_size=8))
def test_what_is_kept_is_read_again_and_the_same_content_is_one_file(
    contents: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = FolderStore(tmp_path_factory.mktemp("files"))
    addresses = [store.keep(content) for content in contents]
    assert [store.read(a, len(c)) for a, c in zip(addresses, contents, strict=True)] == contents
    assert len({file.name for file in store.folder.glob("*/*/*")}) == len(set(contents))
    assert not list(store.folder.glob("incoming/*"))


def test_the_same_content_does_not_touch_what_lies_there(store: FolderStore) -> None:
    first = store.path(store.keep("通知".encode())).stat()
    again = store.path(store.keep("通知".encode())).stat()
    assert (first.st_ino, first.st_ctime_ns <= again.st_ctime_ns) == (again.st_ino, True)
    assert first.st_mode & 0o777 == 0o440


def test_many_writers_of_one_content(store: FolderStore) -> None:
    start = threading.Barrier(8)
    addresses: list[str] = []

    def write() -> None:
        start.wait()
        addresses.append(store.keep(b"x" * 100_000))

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert set(addresses) == {address_of(b"x" * 100_000)}
    assert len(addresses) == 8


def test_a_file_of_another_size_is_not_handed_out_and_not_built_upon(store: FolderStore) -> None:
    address = store.keep(b"as it was")
    store.path(address).chmod(0o640)
    store.path(address).write_bytes(b"as it")
    with pytest.raises(DamagedFileError):
        store.read(address, len(b"as it was"))
    with pytest.raises(DamagedFileError):
        store.keep(b"as it was")


@pytest.mark.parametrize("address", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_digests_are_addresses(store: FolderStore, address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        store.exists(address)


def test_the_sweep_takes_what_is_old_and_has_no_row(store: FolderStore) -> None:
    young, old, named = store.keep(b"young"), store.keep(b"old"), store.keep(b"named")
    age(store, young, DAY - 60)
    age(store, old, DAY + 60)
    age(store, named, DAY + 60)
    asked: list[str] = []

    def referenced(addresses: Collection[str]) -> set[str]:
        asked.extend(addresses)
        return {named}

    assert store.delete_unreferenced(referenced) == 1
    assert sorted(asked) == sorted([old, named])
    assert [store.exists(a) for a in (young, old, named)] == [True, False, True]
    assert store.delete_unreferenced(referenced) == 0


def test_the_sweep_leaves_what_is_kept_again_while_it_looks(store: FolderStore) -> None:
    address = store.keep(b"again")
    age(store, address, DAY + 60)

    def referenced(addresses: Collection[str]) -> set[str]:
        store.keep(b"again")  # an action whose row is not committed yet
        return set()

    assert store.delete_unreferenced(referenced) == 0
    assert store.exists(address)


def test_the_sweep_takes_old_halves(store: FolderStore) -> None:
    store.keep(b"whole")
    old, young = store.folder / "incoming" / "tmpold", store.folder / "incoming" / "tmpyoung"
    for part, seconds in ((old, DAY + 60), (young, 0)):
        part.write_bytes(b"who")
        os.utime(part, (time.time() - seconds,) * 2)
    store.delete_unreferenced(lambda addresses: addresses)
    assert (old.exists(), young.exists()) == (False, True)


KEEP = (
    "from pathlib import Path; from office.kernel.files import FolderStore; print(FolderStore(Path({!r})).keep(b'abc'))"
)


@pytest.mark.crash("files.written")
def test_killed_before_its_place_a_file_is_not_there_and_can_be_kept_again(store: FolderStore) -> None:
    die_at("files.written", "-c", KEEP.format(str(store.folder)), env=environment(store.folder))
    assert not store.exists(address_of(b"abc"))
    assert len(list(store.folder.glob("incoming/*"))) == 1
    assert store.read(store.keep(b"abc"), 3) == b"abc"


@pytest.mark.crash("files.placed")
def test_killed_after_its_place_a_file_is_whole(store: FolderStore) -> None:
    die_at("files.placed", "-c", KEEP.format(str(store.folder)), env=environment(store.folder))
    assert store.read(address_of(b"abc"), 3) == b"abc"
    assert run("-c", KEEP.format(str(store.folder)), env=environment(store.folder)).stdout.strip() == address_of(b"abc")
