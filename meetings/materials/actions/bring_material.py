"""上传材料、修改、换新版、删除：before it is handed out nobody but the organisers knows of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max

from docflow.api import refuse_marked
from meetings.convening.models import AgendaItem, Meeting
from meetings.convening.policy import meetings
from meetings.materials.giving import give, tell_given, tell_readers
from meetings.materials.models import Audience, Material, MaterialState, MaterialVersion
from meetings.materials.policy import materials, refuse_settled
from meetings.materials.recording import record_act
from office.api import Actor, action, keep
from office.kernel import crash
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.uploads import Examined

LONGEST_TITLE, LONGEST_NOTE = 200, 200
MOST, MOST_VERSIONS = 200, 50


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a material is and for whom. `item` is the uid of an agenda item; None: of the whole meeting."""

    title: str
    item: UUID | None = None
    audience: str = Audience.ALL
    is_numbered: bool = False
    may_print: bool = False
    may_download: bool = False


@action
def bring_material(
    meeting_uid: UUID, described: Described, content: bytes, examined: Examined, *, by: Actor, key: UUID
) -> Material:
    """上传材料：a draft, at the end of its item's. Raises NotThere, NotAllowed, Invalid."""
    meeting, organiser = meetings.take_to_organise(meeting_uid, by=by)
    refuse_settled(meeting, doing="上传")
    there = meeting.materials.all()
    if there.count() >= MOST:
        raise Invalid(f"没有上传：一次会议最多{MOST}份材料。请合并后再传。", field="file")
    said, item = _said(described, meeting, name=examined.name)
    material = Material.objects.create(meeting=meeting, item=item, order=_last_place(meeting, item), **said)
    _add(material, 1, content, examined, "", by=organiser)
    crash.point("materials.brought")
    record_act(organiser, "brought", material, meeting, name=examined.name)
    return material


@action
def edit_material(material_uid: UUID, described: Described, *, by: Actor, key: UUID) -> Material:
    """修改：who may read it changes at once; whoever may from now on is given it and told. Raises NotAllowed for a number that was given."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    refuse_settled(meeting, doing="修改")
    said, item = _said(described, meeting, name=material.title)
    if material.state != MaterialState.DRAFT and said["is_numbered"] != material.is_numbered:
        raise NotAllowed("没有修改：分发过的材料不再改变是否编号。请收回后另传一份。")
    if item != material.item:
        material.item, material.order = item, _last_place(meeting, item)
    for name, value in said.items():
        setattr(material, name, value)
    material.save(update_fields=["item", "order", *said])
    if material.is_handed_out:
        tell_given(give([material], meeting), [material], meeting)
    record_act(organiser, "edited", material, meeting, opinion=material.get_audience_display())
    return material


@action
def replace_material(
    material_uid: UUID, content: bytes, examined: Examined, note: str = "", *, by: Actor, key: UUID
) -> Material:
    """换新版：read from now on; the one before is kept, and whoever had it is told. Raises Invalid for the same file again."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    refuse_settled(meeting, doing="换新版")
    current = material.version
    if current.file.sm3 == sm3(content).hex():
        raise Invalid(f"没有换：“{examined.name}”与现在的第{current.n}版内容相同。", field="file")
    if current.n >= MOST_VERSIONS:
        raise Invalid(f"没有换：一份材料最多{MOST_VERSIONS}版。请另传一份。", field="file")
    said = clean_line(note, "改了什么", LONGEST_NOTE, field="note")
    _add(material, current.n + 1, content, examined, said, by=organiser)
    crash.point("materials.replaced")
    if material.is_handed_out:
        tell_readers(material, meeting, f"换了第{current.n + 1}版", said)
    record_act(organiser, "replaced", material, meeting, opinion=said, name=examined.name, version=current.n + 1)
    return materials.find(material.uid)


@action
def remove_material(material_uid: UUID, *, by: Actor, key: UUID) -> None:
    """删除：one that was never handed out. Raises SomebodyWasFirst for one that was."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    if material.state != MaterialState.DRAFT:
        raise SomebodyWasFirst("没有删除：材料已经分发过，留着备查。要停止阅看的，请收回。")
    record_act(organiser, "removed", material, meeting)
    material.delete()


def _last_place(meeting: Meeting, item: AgendaItem | None) -> int:
    """After all that is there of its item."""
    last: int | None = meeting.materials.filter(item=item).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _said(described: Described, meeting: Meeting, *, name: str) -> tuple[dict[str, Any], AgendaItem | None]:
    """What is written of it, fit to be kept, and its item. Raises Invalid, naming the field."""
    title = clean_line(described.title, "材料名称", LONGEST_TITLE, field="title")
    if not title:
        title = name.rpartition(".")[0] or name
    refuse_marked(title)
    item = AgendaItem.objects.filter(meeting=meeting, uid=described.item).first() if described.item else None
    if described.item and item is None:
        raise Invalid("请选择本次会议的议程项；议程刚改过的，请刷新页面。", field="item")
    if described.audience not in Audience.values:
        raise Invalid("请选择谁可以看。", field="audience")
    if described.audience == Audience.ITEM and item is None:
        raise Invalid("“本议题参会人”要先选是哪一项议题。", field="audience")
    said = {
        "title": title[:LONGEST_TITLE],
        "audience": described.audience,
        "is_numbered": described.is_numbered,
        "may_print": described.may_print,
        "may_download": described.may_download,
    }
    return said, item


def _add(material: Material, n: int, content: bytes, examined: Examined, note: str, *, by: Actor) -> None:
    MaterialVersion.objects.create(
        material=material,
        n=n,
        file=keep(content, examined.media_type),
        name=examined.name,
        note=note,
        added_by=by.appointment,
    )
