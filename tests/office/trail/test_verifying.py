"""Whatever the owner of the database does to the trail is found, said of the right entry, and never crashes the proof."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from office.api import record
from office.kernel.clock import now
from office.models import TrailBlock, TrailEntry, TrailMember
from office.trail.anchor import the_anchor
from office.trail.canonical import BEGINNING, block_hash, block_statement, digest_of
from office.trail.keys import SigningKey, signing_key
from office.trail.merkle import Tree, leaf
from office.trail.sealing import content_of_block, seal
from office.trail.writing import content_of
from tests.conftest import engine
from tests.office.trail.history import ask, do, linked, proved, sealed, spoiled, written

pytestmark = pytest.mark.django_db

CONTENT = [field for field in TrailEntry._meta.concrete_fields if field.column != "id"]
Entries = list[TrailEntry]


@pytest.fixture
def entries() -> Entries:
    """Nine entries in three streams, in two blocks."""
    return sealed(5, 4)


def first_finding() -> str:
    findings, _ = proved()
    assert findings
    return findings[0]


def other(value: object) -> object:
    """Another value of the same kind."""
    match value:
        case None:
            return "0" * 31 + "1" if engine() == "sqlite" else "00000000-0000-0000-0000-000000000001"
        case str() if engine() == "sqlite" and len(value) == 32:
            return value[:-1] + ("0" if value[-1] != "0" else "1")
        case str():
            return value[:-1] + ("甲" if value[-1:] != "甲" else "乙")
        case int():
            return value + 1000
        case _:
            return str(value)[:-1] + ("0" if str(value)[-1] != "0" else "1")


def test_an_untouched_trail_holds(entries: Entries) -> None:
    written(2)
    findings, counts = proved()
    assert findings == []
    assert (counts.entries, counts.streams, counts.blocks, counts.sealed, counts.waiting) == (11, 3, 2, 9, 2)
    assert counts.anchored == 2


def test_an_empty_trail_holds() -> None:
    assert proved()[0] == []


# 改动 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", [field.column for field in CONTENT])
@pytest.mark.parametrize("place", [0, 4, 8], ids=["first", "middle", "newest"])
def test_a_change_in_any_column_is_found_and_named(entries: Entries, column: str, place: int) -> None:
    pk = entries[place].pk
    with spoiled():
        old = ask(f'SELECT "{column}" FROM office_trailentry WHERE id = %s', pk)  # noqa: S608 - the model's own columns
        do(f'UPDATE office_trailentry SET "{column}" = %s WHERE id = %s', other(old), pk)  # noqa: S608 - as above
        findings, _ = proved()
        named = [one for one in findings if f"第{pk}号记录" in one]
        assert named or (column in {"stream", "stream_seq"} and findings)
    assert proved()[0] == []


def test_a_moved_row_key_is_found(entries: Entries) -> None:
    with spoiled():
        do("UPDATE office_trailentry SET id = 9999 WHERE id = %s", entries[4].pk)
        assert f"第{entries[4].pk}号记录不见了" in first_finding()


def test_an_emptied_column_is_found(entries: Entries) -> None:
    for column in ("about", "person", "organ_uid", "appointment"):
        with spoiled():
            do(f"UPDATE office_trailentry SET {column} = NULL WHERE id = %s", entries[4].pk)  # noqa: S608 - as above
            assert f"第{entries[4].pk}号记录" in first_finding()


def test_a_stream_rewritten_with_right_digests_is_found_by_its_block(entries: Entries) -> None:
    """Who knows the form can recompute a stream; the block holds the digests of its day."""
    with spoiled():
        previous = BEGINNING
        for entry in TrailEntry.objects.filter(stream="run:1").order_by("stream_seq"):
            entry.title = "改过的题名"
            entry.digest = previous = digest_of(content_of(entry), previous)
            entry.save()
        assert "封存时的摘要不符" in first_finding()


def test_swapped_contents_are_found(entries: Entries) -> None:
    one, two = entries[3], entries[4]
    with spoiled():
        fields = [field.attname for field in CONTENT if field.name not in {"stream", "stream_seq"}]
        for mine, its in ((one, two), (two, one)):
            TrailEntry.objects.filter(pk=mine.pk).update(**{name: getattr(its, name) for name in fields})
        findings, _ = proved()
        assert all(any(f"第{entry.pk}号记录" in finding for finding in findings) for entry in (one, two))


def test_swapped_digests_are_found(entries: Entries) -> None:
    one, two = entries[3], entries[4]
    with spoiled():
        TrailEntry.objects.filter(pk=one.pk).update(digest=two.digest)
        TrailEntry.objects.filter(pk=two.pk).update(digest=one.digest)
        assert "记录被改动" in first_finding()
    with spoiled():
        TrailMember.objects.filter(pk=one.pk).update(digest=two.digest)
        TrailMember.objects.filter(pk=two.pk).update(digest=one.digest)
        assert f"第{one.pk}号记录与第1块封存时" in first_finding()


# 删除与截断 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(9))
def test_a_deleted_entry_is_found(entries: Entries, place: int) -> None:
    with spoiled():
        do("DELETE FROM office_trailentry WHERE id = %s", entries[place].pk)
        findings, _ = proved()
        assert any(f"第{entries[place].pk}号记录不见了" in finding for finding in findings)


def test_the_newest_deleted_with_their_membership_are_found(entries: Entries) -> None:
    pks = [entry.pk for entry in entries[-3:]]
    with spoiled():
        TrailMember.objects.filter(pk__in=pks).delete()
        do("DELETE FROM office_trailentry WHERE id IN (%s, %s, %s)", *pks)
        assert first_finding() == "第2块封存了4条，现在是1条。"


def test_a_cut_of_the_last_block_and_all_in_it_is_found_by_the_anchor(entries: Entries) -> None:
    with spoiled():
        cut_after(1)
        assert "锚已记到第2块，数据库只到第1块" in first_finding()


def test_an_emptied_trail_is_found_by_the_anchor(entries: Entries) -> None:
    with spoiled():
        cut_after(0)
        assert "锚已记到第2块，数据库只到第0块" in first_finding()


def test_an_old_database_that_went_on_elsewhere_is_found_by_the_anchor(entries: Entries) -> None:
    """The database is put back to the first block and another second block is made on it, even with the right key."""
    anchored = the_anchor().path.read_bytes()
    with spoiled():
        cut_after(1)
        entry = linked("run:9")
        block = forge(2, TrailBlock.objects.get().hash, [entry], signing_key())
        block.save(force_insert=True)
        TrailMember.objects.create(entry=entry, block=block, digest=entry.digest)
        assert first_finding() == "第2块与锚中所记不符：数据库被换过。"
    assert the_anchor().path.read_bytes() == anchored


def test_a_last_block_taken_away_from_its_entries_is_found(entries: Entries) -> None:
    with spoiled():
        do("DELETE FROM office_trailmember WHERE block_id = 2")
        do("DELETE FROM office_trailblock WHERE n = 2")
        assert "锚已记到第2块，数据库只到第1块" in first_finding()


def cut_after(block: int) -> None:
    """Everything later than a block, without a trace in the database."""
    TrailEntry.objects.exclude(membership__block__lte=block)._raw_delete("default")
    TrailMember.objects.filter(block__gt=block)._raw_delete("default")
    TrailBlock.objects.filter(n__gt=block)._raw_delete("default")


def test_a_missing_block_is_found(entries: Entries) -> None:
    with spoiled():
        do("DELETE FROM office_trailblock WHERE n = 1")
        assert first_finding() == "第1块不见了。"


@pytest.mark.parametrize(("keep", "says"), [(0, "锚中没有第2块"), (1, None)])
def test_a_cut_anchor_is_found_when_a_crash_cannot_have_left_it(entries: Entries, keep: int, says: str | None) -> None:
    path = the_anchor().path
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:keep]))
    findings, _ = proved()
    assert (findings == []) if says is None else (says in findings[0])


def test_a_changed_anchor_is_found(entries: Entries) -> None:
    path = the_anchor().path
    first, second = path.read_bytes().splitlines(keepends=True)
    for spoilt in (
        second + first,
        first + first,
        first + second + second,
        first + b"x" + second,
        first.replace(b" ", b"  ") + second,
        second,
    ):
        path.write_bytes(spoilt)
        assert "锚" in " ".join(proved()[0])


# 插入 ----------------------------------------------------------------------------------------------------------------


def test_a_copy_of_an_entry_is_found(entries: Entries) -> None:
    with spoiled(bare=True):
        copy(entries[4].pk, id=9999)
        assert "后来插入" in first_finding()


def test_a_second_entry_with_the_same_key_is_found(entries: Entries) -> None:
    with spoiled(bare=True):
        copy(entries[4].pk, stream="'run:99'")
        findings, _ = proved()
        assert any(f"第{entries[4].pk}号记录有两份" in finding for finding in findings)


def test_an_entry_added_beside_the_blocks_is_found(entries: Entries) -> None:
    forged = linked("run:99", at=now() - timedelta(minutes=1))
    forged.save(force_insert=True)  # a true beginning of a stream, with the right digest, but too late
    assert f"第{forged.pk}号记录（流 run:99 第1条）早于最新一块，却不在任何一块中" in first_finding()


def test_an_entry_of_a_long_transaction_that_has_just_ended_is_no_finding(
    entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its block is closed while the proof waits a beat."""
    linked("run:99", at=now() - timedelta(minutes=1)).save(force_insert=True)
    monkeypatch.setattr(time, "sleep", lambda _: seal())
    findings, counts = proved()
    assert (findings, counts.waiting) == ([], 1)


def test_an_entry_added_to_a_sealed_stream_in_the_newest_second_is_found_unless_it_is_the_true_next_link(
    entries: Entries,
) -> None:
    last = TrailEntry.objects.filter(stream="run:0").order_by("stream_seq").last()
    assert last is not None
    for seq, previous in ((last.stream_seq + 1, BEGINNING), (last.stream_seq + 2, last.digest)):
        with transaction.atomic():
            linked("run:0", seq, previous, at=now()).save(force_insert=True)
            assert proved()[0]
            transaction.set_rollback(True)
    linked("run:0", last.stream_seq + 1, last.digest, at=now()).save(force_insert=True)
    findings, counts = proved()
    assert (findings, counts.waiting) == ([], 1)  # the stated limit: until its block is made


def test_an_entry_put_into_an_old_block_is_found(entries: Entries) -> None:
    forged = linked("run:99")
    forged.save(force_insert=True)
    TrailMember.objects.create(entry=forged, block_id=1, digest=forged.digest)
    assert first_finding() == "第1块封存了5条，现在是6条。"


def test_an_entry_exchanged_for_another_in_its_block_is_found(entries: Entries) -> None:
    with spoiled():
        forged = linked("run:99")
        forged.save(force_insert=True)
        do("DELETE FROM office_trailmember WHERE entry_id = %s", entries[4].pk)
        TrailMember.objects.create(entry=forged, block_id=1, digest=forged.digest)
        findings, _ = proved()
        assert "第1块的根与所封记录的摘要不符。" in findings


# 块 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", [field.column for field in TrailBlock._meta.concrete_fields])
@pytest.mark.parametrize("n", [1, 2])
def test_a_change_in_any_column_of_a_block_is_found(entries: Entries, column: str, n: int) -> None:
    with spoiled():
        old = ask(f'SELECT "{column}" FROM office_trailblock WHERE n = %s', n)  # noqa: S608 - the model's own columns
        new = old[:-1] + ("0" if old[-1] != "0" else "1") if isinstance(old, str) else other(old)
        do(f'UPDATE office_trailblock SET "{column}" = %s WHERE n = %s', new, n)  # noqa: S608 - as above
        assert f"第{n}块" in first_finding()


@pytest.mark.parametrize("column", ["entry_id", "block_id", "digest"])
def test_a_change_in_any_column_of_a_membership_is_found(entries: Entries, column: str) -> None:
    new = {"entry_id": 9999, "block_id": 2, "digest": "0" * 64}[column]
    with spoiled():
        do(f"UPDATE office_trailmember SET {column} = %s WHERE entry_id = %s", new, entries[1].pk)  # noqa: S608 - as above
        findings, _ = proved()
        assert any("第1块" in finding for finding in findings)


def forge(n: int, previous: str, members: Entries, key: SigningKey | None = None) -> TrailBlock:
    """A block as somebody would make it who knows everything but the key, unless he is given it."""
    tree = Tree()
    for entry in members:
        if entry._state.adding:
            entry.save(force_insert=True)
        tree.add(leaf(entry.pk, entry.digest))
    block = TrailBlock(n=n, previous=previous, root=tree.root(), count=len(members), at=now())
    block.hash = block_hash(previous, block.root)
    block.key = TrailBlock.objects.values_list("key", flat=True)[0]
    key = key or SigningKey(Ed25519PrivateKey.generate())
    block.signature = key.sign(block_statement(content_of_block(block)))
    return block


def test_a_block_rebuilt_with_everything_but_the_key_is_found(entries: Entries) -> None:
    """Entry, stream, membership, root and hash all fit; the signature cannot."""
    with spoiled():
        entry = TrailEntry.objects.filter(stream="run:0").order_by("stream_seq").last()
        assert entry is not None
        before = TrailEntry.objects.get(stream="run:0", stream_seq=entry.stream_seq - 1)
        entry.title = "改过的题名"
        entry.digest = digest_of(content_of(entry), before.digest)
        entry.save()
        TrailMember.objects.filter(pk=entry.pk).update(digest=entry.digest)
        members = list(TrailEntry.objects.filter(membership__block=2).order_by("id"))
        forge(2, TrailBlock.objects.get(n=1).hash, members).save(force_update=True)
        findings, _ = proved()
        assert "第2块的签名不对：块被改动或伪造。" in findings
        assert "第2块与锚中所记不符：数据库被换过。" in findings


def test_a_block_signed_by_a_stranger_is_found(entries: Entries) -> None:
    with spoiled():
        block = TrailBlock.objects.get(n=2)
        stranger = SigningKey(Ed25519PrivateKey.generate())
        block.key = stranger.id
        block.signature = stranger.sign(block_statement(content_of_block(block)))
        block.save()
        assert "第2块的签名无法核对" in first_finding()


# 残缺的表 --------------------------------------------------------------------------------------------------------------


def everything(column: str, value: str) -> Callable[[], None]:
    return lambda: do(f"UPDATE office_trailentry SET {column} = {value}")  # noqa: S608 - the tests' own


BAD_ANYWHERE = [
    *(everything(column, "NULL") for column in ("id", "stream", "stream_seq", "at", "digest", "name", "detail")),
    lambda: do("UPDATE office_trailblock SET n = NULL, hash = NULL"),
    lambda: do("UPDATE office_trailmember SET block_id = NULL WHERE entry_id IS NOT NULL"),
    lambda: do("UPDATE office_trailmember SET entry_id = NULL, digest = NULL"),
    lambda: do("UPDATE office_trailmember SET entry_id = -5"),
    lambda: do("UPDATE office_trailblock SET count = -1, signature = '', at = NULL"),
    lambda: do("INSERT INTO office_trailblock SELECT * FROM office_trailblock"),
    lambda: do("INSERT INTO office_trailmember SELECT * FROM office_trailmember"),
    lambda: do("INSERT INTO office_trailentry SELECT * FROM office_trailentry"),
    lambda: do("DELETE FROM office_trailmember"),
    lambda: do("DELETE FROM office_trailentry"),
    lambda: do("DELETE FROM office_trailblock"),
    lambda: do("DROP TABLE office_trailmember"),
    lambda: do("DROP TABLE office_trailblock"),
    lambda: do("DROP TABLE office_trailentry"),
    lambda: do("ALTER TABLE office_trailentry DROP COLUMN title"),
    lambda: do("ALTER TABLE office_trailentry RENAME COLUMN digest TO d"),
]
BAD_ON_SQLITE = [
    *(everything(column, "x'ff00'") for column in ("id", "stream", "stream_seq", "at", "about", "name", "digest")),
    *(everything(column, "CAST(x'ff41' AS TEXT)") for column in ("stream", "at", "title", "about", "digest")),
    *(everything(column, "1e300") for column in ("id", "stream_seq", "at", "title")),
    *(everything(column, "'甲'") for column in ("id", "stream_seq", "at", "about", "digest")),
    everything("at", "'2026-13-45 99:00:00'"),
    everything("title", "CAST(title AS BLOB)"),
    lambda: do("UPDATE office_trailblock SET n = '一', count = 'x', at = x'00'"),
    lambda: do("UPDATE office_trailmember SET block_id = '一'"),
    lambda: do("UPDATE office_trailmember SET entry_id = 1.5, digest = x'00'"),
]
BAD_ON_POSTGRESQL = [
    lambda: do("ALTER TABLE office_trailentry ALTER COLUMN id TYPE text"),
    lambda: do("ALTER TABLE office_trailentry ALTER COLUMN stream_seq TYPE text"),
    lambda: do("ALTER TABLE office_trailentry ALTER COLUMN at TYPE text"),
    lambda: do("ALTER TABLE office_trailentry ALTER COLUMN detail TYPE jsonb USING detail::jsonb"),
    lambda: do("ALTER TABLE office_trailentry ALTER COLUMN title TYPE bytea USING title::bytea"),
    lambda: do("ALTER TABLE office_trailmember ALTER COLUMN block_id TYPE text"),
    everything("at", "'infinity'"),
    everything("at", "'4713-01-01 BC'"),
]


@pytest.mark.parametrize(
    "spoil", BAD_ANYWHERE + (BAD_ON_SQLITE if engine() == "sqlite" else BAD_ON_POSTGRESQL), ids=lambda _: ""
)
def test_a_mutilated_table_is_a_no_and_not_a_crash(entries: Entries, spoil: Callable[[], None]) -> None:
    with spoiled(bare=True):
        spoil()
        assert first_finding()
    assert proved()[0] == []


def test_a_changed_storage_of_one_value_is_found(entries: Entries) -> None:
    """The same words kept as other bytes: a blank in the JSON, a moment written in another way."""
    with spoiled(bare=True):
        do("UPDATE office_trailentry SET detail = replace(detail, ':', ': ') WHERE id = %s", entries[4].pk)
        assert f"第{entries[4].pk}号记录" in first_finding()
    if engine() == "sqlite":
        with spoiled(bare=True):
            do("UPDATE office_trailentry SET at = at || '0' WHERE id = %s", entries[4].pk)
            assert "“时间”不是原来写入的样子" in first_finding()


def test_findings_come_in_order_and_all_of_them(entries: Entries) -> None:
    with spoiled():
        do("UPDATE office_trailentry SET title = 'x' WHERE id IN (%s, %s)", entries[0].pk, entries[5].pk)
        findings, _ = proved()
        assert [finding.partition("（")[0] for finding in findings] == [f"第{entries[n].pk}号记录" for n in (0, 5)]


def test_every_later_act_is_proved_too(entries: Entries) -> None:
    with transaction.atomic():
        record(None, "office.noted", stream="run:0")
    assert seal() is not None
    findings, counts = proved()
    assert (findings, counts.sealed) == ([], 10)


def copy(pk: int, **columns: object) -> None:
    """Insert a row once more, with some columns different."""
    names = [field.column for field in TrailEntry._meta.concrete_fields]
    values = ", ".join(str(columns.get(str(name), f'"{name}"')) for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    do(f"INSERT INTO office_trailentry ({listed}) SELECT {values} FROM office_trailentry WHERE id = %s", pk)  # noqa: S608 - own
