"""`manage.py verify_trail` as an operator meets it: exit code, one sentence, never a traceback."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import crash
from tests.conftest import engine
from tests.office.trail.history import do, sealed, spoiled, written


def asked(*options: str) -> None:
    call_command("verify_trail", *options)


@pytest.mark.django_db
def test_a_whole_trail_is_said_with_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    sealed(5, 4)
    written(2)
    asked()
    assert capsys.readouterr().out == (
        "办理记录完整：11条记录，3个流，2块封存9条，另有2条刚写入，尚未封入块中；锚已记2块。\n"
    )


@pytest.mark.django_db
def test_a_spoilt_trail_is_a_no_that_says_where_first(capsys: pytest.CaptureFixture[str]) -> None:
    entries = sealed(5, 4)
    with spoiled():
        do("UPDATE office_trailentry SET title = 'x' WHERE id IN (%s, %s)", entries[0].pk, entries[3].pk)
        with pytest.raises(SystemExit) as ended:
            asked()
        assert ended.value.code == 1
        first = capsys.readouterr().out
        with pytest.raises(SystemExit):
            asked("--all")
    every = capsys.readouterr().out.splitlines()
    assert first.startswith(f"办理记录不完整。第{entries[0].pk}号记录（流 run:0 第1条）的内容与写入时的摘要不符")
    assert [f"{every[0]}\n", len(every)] == [first, 2]
    assert f"第{entries[3].pk}号记录" in every[1]


@pytest.mark.django_db
def test_a_database_without_tables_cannot_be_asked() -> None:
    with spoiled():
        for table in ("django_migrations", "office_trailmember", "office_trailentry"):
            do(f"DROP TABLE {table}" + (" CASCADE" if engine() == "postgresql" else ""))
        with pytest.raises(CommandError, match="还没有表") as refused:
            asked()
    assert refused.value.returncode == 2


@pytest.mark.skipif(engine() != "sqlite", reason="the embedded shape's own folder")
@pytest.mark.parametrize("content", [None, b"no database " * 100])
def test_without_a_database_the_command_says_so_and_leaves_none(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "office.sqlite3"
    if content is not None:
        file.write_bytes(content)
    told = crash.run("manage.py", "verify_trail", env=crash.environment(tmp_path))
    assert (told.returncode, told.stdout) == (2, "")
    assert "无从核验" in told.stderr
    assert "Traceback" not in told.stderr
    assert file.exists() == (content is not None)
