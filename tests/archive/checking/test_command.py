"""`manage.py check_records`: what it prints and how it ends."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.models import CheckReport, Record
from tests.archive.checking.records import a_record, a_room, change_a_byte, filed

pytestmark = pytest.mark.django_db(transaction=True)


def a_filed_record() -> Record:
    return filed(a_record(a_room()))


def said(*args: str) -> str:
    out = StringIO()
    call_command("check_records", *args, stdout=out)
    return out.getvalue()


def test_it_checks_what_is_filed_and_says_what_waits() -> None:
    item = a_filed_record()
    told = said()
    assert f"{item.code} 待人工 {item.title}" in told
    assert "CB-4-2 病毒感染 待人工" in told
    assert told.endswith("检测1件：不合格0件，待人工1件。\n")
    assert CheckReport.objects.get(record=item).by is None


def test_it_ends_with_one_where_something_fails() -> None:
    item = a_filed_record()
    change_a_byte(item.files.get(name="正本.txt"))
    with pytest.raises(CommandError, match="有1件不合格") as ended:
        said(item.code, "--stage", "YJ")
    assert ended.value.returncode == 1


def test_json_is_a_line_a_record() -> None:
    item = a_filed_record()
    told = json.loads(said(str(item.uid), "--json"))
    assert (told["record"], told["stage"], told["conclusion"]) == (str(item.uid), "CB", "manual")
    assert told["items"][0]["code"] == "CB-1-1"


@pytest.mark.parametrize("name", ["没有这个档号", "0192f0c1-0000-7000-8000-000000000001"])
def test_a_name_that_nobody_bears_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="没有找到档案") as ended:
        said(name)
    assert ended.value.returncode == 2


def test_fixity_names_the_file_with_the_changed_byte() -> None:
    item = a_filed_record()
    assert "复核3个文件：0个不完好。" in said("--fixity")
    change_a_byte(item.files.get(name="处理单.txt"))
    out = StringIO()
    with pytest.raises(CommandError, match="1个文件不完好"):
        call_command("check_records", "--fixity", stdout=out)
    assert f"{item.code} 内容变了：“处理单.txt”的内容变了" in out.getvalue()
