"""Every item really looks at what it says: one thing of a whole, described record is altered, and the item that is for it finds it."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.db import connection, transaction
from PIL import Image

from archive.actions.describe import describe
from archive.actions.file_record import manifest_digest
from archive.checking import checked
from archive.models import ItemRegister, Record, Role, State
from archive.numbering import take_item
from office.api import record as note
from office.kernel.ids import uuid7
from office.models import TrailEntry
from tests.archive.checking.clamd import VIRUS, Server
from tests.archive.checking.records import TEXT, Room, a_record, a_room, change_a_byte, stored_at
from tests.journals import lifted

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = {
    "正本.txt": (Role.ORIGINAL, TEXT, "text/plain"),
    "定稿.txt": (Role.FINAL_TEXT, TEXT + b"1", "text/plain"),
    "处理单.txt": (Role.HANDLING_SHEET, TEXT + b"2", "text/plain"),
}


def a_picture(cut: int | None = None) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "PNG")
    return out.getvalue()[:cut]


def a_pdf_that_acts(place: str) -> bytes:
    """The action is an object of its own, or stands within another."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        if place == "object":
            pdf.Root.OpenAction = pdf.make_indirect(action)
        elif place == "catalogue":
            pdf.Root.OpenAction = action
        else:
            link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
            pdf.pages[0].obj.Annots = pikepdf.Array([link])
        pdf.save(out)
    return out.getvalue()


def with_file(name: str, content: bytes, media_type: str, role: Role = Role.ATTACHMENT) -> dict[str, Any]:
    return PARTS | {name: (role, content, media_type)}


def told(**changes: Any) -> Callable[[Record], None]:
    """Metadata that says something else; None takes an element away."""

    def alter(item: Record) -> None:
        item.metadata = {name: one for name, one in (item.metadata | changes).items() if one is not None}
        Record.objects.filter(pk=item.pk).update(metadata=item.metadata)

    return alter


def listed(name: str, size: int) -> Callable[[Record], None]:
    return told(电子属性=[{"计算机文件名": name, "计算机文件大小": str(size)}])


def set_column(**changes: Any) -> Callable[[Record], None]:
    def alter(item: Record) -> None:
        Record.objects.filter(pk=item.pk).update(**changes)
        item.refresh_from_db()

    return alter


def spoil(name: str) -> Callable[[Record], None]:
    return lambda item: change_a_byte(item.files.get(name=name))


def lose(name: str) -> Callable[[Record], None]:
    return lambda item: stored_at(item.files.get(name=name)).unlink()


def overwrite(name: str, content: bytes) -> Callable[[Record], None]:
    def alter(item: Record) -> None:
        place = stored_at(item.files.get(name=name))
        place.chmod(0o640)
        place.write_bytes(content)

    return alter


def a_twin(item: Record) -> None:
    twin = Record.objects.create(organ=item.organ, fonds=item.fonds, origin=item.origin, title="乙", year=2026)
    Record.objects.filter(pk=twin.pk).update(number=item.number)


def unnamed_before_it(item: Record) -> None:
    """Three numbers of its class went to nobody."""
    ItemRegister.objects.filter(fonds=item.fonds).update(last=4)
    Record.objects.filter(pk=item.pk).update(item=4)
    item.refresh_from_db()


def nobody_confirmed(item: Record) -> None:
    Record.objects.filter(pk=item.pk).update(confirmed_by=None)
    item.refresh_from_db()
    item.confirmed_by = None


def filed_otherwise(item: Record) -> None:
    """Its digest is that of another description."""
    Record.objects.filter(pk=item.pk).update(
        state=State.FILED, digest="0" * 64, filed_at=item.confirmed_at, code=item.code
    )
    item.refresh_from_db()
    assert manifest_digest(item) != item.digest


def change_the_trail(item: Record) -> None:
    with lifted(connection):
        entry = TrailEntry.objects.filter(about=item.uid)[0]
        TrailEntry.objects.filter(pk=entry.pk).update(title="别的题名")


def in_database_only(item: Record) -> None:
    Record.objects.filter(pk=item.pk).update(metadata={"题名": "别的题名"})


@dataclass
class Case:
    number: str
    result: str
    alter: Callable[[Record], None]
    files: dict[str, Any] = field(default_factory=lambda: dict(PARTS))
    stage: str = "GD"


def nothing(_: Record) -> None:
    """What is wrong was brought along."""


CASES = [
    Case("1-1", "不合格", spoil("正本.txt")),
    Case("1-2", "不合格", told(题名="长" * 401)),
    Case("1-3", "不合格", told(日期="2026年3月5日")),
    Case("1-4", "不合格", told(密级="机密")),
    Case("1-5", "不合格", told(年度="2025")),
    Case("1-6", "不合格", told(题名="供\u202e热")),
    Case("1-7", "不合格", set_column(year=2025)),
    Case("1-7", "不合格", set_column(retention="Y")),
    Case("1-8", "待人工", a_twin),
    *(
        Case("1-9", "不合格", set_column(**{column: value}))
        for column, value in {
            "title": "别的题名",
            "number": "别的文号",
            "author": "别的机关",
            "dated_on": date(2026, 3, 6),
            "kind": "函",
            "secrecy": "内部",
            "year": 2025,
            "retention": "Y",
            "unit": "BGS",
            "code": "Z109-1",
        }.items()
    ),
    Case("1-10", "不合格", overwrite("定稿.txt", TEXT)),
    Case("1-10", "不合格", nothing, with_file("名单.pdf", a_picture(), "application/pdf")),
    Case("1-11", "不合格", lose("处理单.txt")),
    Case("1-13", "不合格", nothing, with_file("甲:乙.txt", b"1", "text/plain")),
    Case("1-14", "不合格", spoil("正本.txt")),
    Case("1-14", "不合格", filed_otherwise, stage="CB"),
    Case("2-1", "不合格", listed("没有这个.txt", 1)),
    Case("2-2", "不合格", listed("正本.txt", 1)),
    Case("2-3", "不合格", told(责任者=None)),
    Case("2-4", "不合格", told(责任者="")),
    Case(
        "2-5",
        "不合格",
        told(业务实体=[{"业务行为": "拟稿", "机构人员名称": "甲", "行为时间": "2026-03-01T09:00:00+08:00"}]),
    ),
    Case("2-6", "待人工", unnamed_before_it),
    Case("2-7", "不合格", spoil("定稿.txt")),
    Case("2-8", "待人工", told(附注="附件说明：名单")),
    Case("2-9", "不合格", nothing, {name: one for name, one in PARTS.items() if name != "处理单.txt"}),
    Case("2-9", "待人工", nobody_confirmed),
    Case("2-11", "不合格", lose("正本.txt")),
    Case("3-1", "不合格", overwrite("YSJ-01.xml", b"<?xml version='1.0'?><a>")),
    Case("3-2", "不合格", in_database_only),
    Case("3-3", "不合格", nothing, with_file("附件.zip", b"PK\x05\x06" + bytes(18), "application/zip")),
    Case("3-4", "不合格", nothing, with_file("图.png", a_picture(200), "image/png")),
    Case("3-4", "不合格", overwrite("正本.txt", b"")),
    Case("3-5", "待人工", nothing, with_file("录音.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav")),
    Case("3-6", "不合格", nothing, with_file("正本.pdf", a_pdf_that_acts("object"), "application/pdf", Role.ORIGINAL)),
    *(
        Case("3-8", "不合格", nothing, with_file("附件.pdf", a_pdf_that_acts(place), "application/pdf"))
        for place in ("object", "catalogue", "annotation")
    ),
    Case("4-2", "不合格", nothing, with_file("附件.txt", VIRUS, "text/plain")),
    Case("4-7", "不合格", change_the_trail),
]
"""Those of packages and carriers (1-12, 2-10, 4-3 to 4-6), of seals and of PDF/A are altered where such things are made."""


def a_whole_record(room: Room, files: dict[str, Any]) -> Record:
    item = a_record(room, files=files)
    with transaction.atomic():
        item.item, item.code = take_item(item)
        item.save()
        note(None, "archive.collected", stream=f"record:{item.uid}", about=item.uid, title=str(item))
    return describe(item.uid, by=None, key=uuid7())


def outcome(item: Record, case: Case) -> tuple[str, str]:
    found = next(one for one in checked(item, case.stage).findings if one.code == f"{case.stage}-{case.number}")
    return found.result.value, found.says


@pytest.fixture
def scanned(settings: Any) -> Any:
    server = Server()
    settings.CLAMD_URL = server.address
    yield
    server.close()


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.number)
def test_one_thing_is_altered_and_the_item_finds_it(case: Case) -> None:
    room = a_room()
    whole, item = a_whole_record(room, PARTS), a_whole_record(room, case.files)
    assert outcome(whole, case)[0] != case.result
    case.alter(item)
    result, says = outcome(item, case)
    assert result == case.result, says
