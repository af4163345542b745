"""导入一件历史文件。"""

from collections.abc import Sequence
from uuid import UUID

from archive.importing.bringing import Brought
from archive.importing.reading import Described
from archive.importing.retaining import proposed_for
from archive.models import Fonds, Origin, Record, RecordFile, State
from archive.numbering import count_up_to
from archive.policy import ARCHIVIST
from office.api import Actor, action, grant, keep, record, role_key
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, SomebodyWasFirst

UNREVIEWED = "未审核"


@action
def take_in(described: Described, files: Sequence[Brought], fonds: Fonds, *, by: Actor | None, key: UUID) -> Record:
    """导入：a historical document becomes a record of the fonds, with its files, ready to be checked.

    Raises SomebodyWasFirst where its source_id is in the fonds already, Invalid where its 档号 is.
    """
    item = _row(described, fonds, by)
    if item.code and Record.objects.filter(fonds=fonds, code=item.code).exists():
        raise Invalid(f"档号{item.code}已有档案，没有导入。请核对档号。", field="code")
    Record.objects.bulk_create([item], ignore_conflicts=True)  # waits for another import of the same document
    there = Record.objects.filter(uid=item.uid).first()
    if there is None:
        raise SomebodyWasFirst(f"“{described.source_id}”刚刚由别处导入。")
    crash.point("importing.row_made")
    if described.code and described.item is not None:
        count_up_to(there, described.item)
    RecordFile.objects.bulk_create(
        RecordFile(
            record=there,
            revision=there.revision,
            role=one.role,
            ordinal=ordinal,
            name=one.name,
            title=one.title,
            file=keep(one.content, one.media_type),
        )
        for ordinal, one in enumerate(files, 1)
    )
    grant(there.uid, role_key(fonds.organ, ARCHIVIST), why="归档")
    record(
        by,
        "importing.taken_in",
        stream=f"record:{there.uid}",
        about=there.uid,
        title=there.title,
        source_id=described.source_id,
        remarks=list(described.remarks),
    )
    crash.point("importing.taken_in")
    return there


def _row(described: Described, fonds: Fonds, by: Actor | None) -> Record:
    proposed, why = proposed_for(described, fonds)
    item = Record(
        organ=fonds.organ,
        fonds=fonds,
        origin=Origin.HISTORICAL,
        source_id=described.source_id,
        state=State.CHECKING,
        title=described.title,
        number=described.number,
        kind=described.kind,
        author=described.author,
        dated_on=described.dated_on,
        year=described.year or today().year,
        secrecy=described.secrecy,
        openness=described.openness or UNREVIEWED,
        pages=described.pages,
        unit=described.unit,
        proposed=proposed,
        proposed_why=why,
        retention=described.retention or proposed,
        item=described.item if described.code else None,
        code=described.code,
        text=_text(described),
        confirmed_at=now(),
        confirmed_by=by.appointment if by else None,
    )
    item.metadata = _metadata(item, described)
    return item


def _text(described: Described) -> dict[str, object]:
    return {
        "body": list(described.body),
        "notes": list(described.notes),
        "attachments": [{"title": one.title, "body": list(one.body)} for one in described.attachments],
    }


def _metadata(item: Record, described: Described) -> dict[str, object]:
    """DA/T 46-2009 by its Chinese names; what is not known is not there."""
    known = {
        "聚合层次": "文件",
        "档案馆名称": item.fonds.archives_name,
        "档案馆代码": item.fonds.archives_code,
        "全宗名称": item.fonds.name,
        "立档单位名称": item.fonds.constituting_unit,
        "全宗号": item.fonds.code,
        "电子文件号": str(item.uid),
        "年度": f"{item.year}",
        "保管期限": item.retention,
        "机构或问题": item.unit,
        "题名": item.title,
        "文件编号": item.number,
        "责任者": item.author,
        "日期": item.dated_on.isoformat() if item.dated_on else "",
        "文种": item.kind,
        "密级": item.secrecy,
        "页数": item.pages or "",
        "语种": "汉语",
        "开放标识": item.openness,
        "原标识": described.source_id,
        "导入说明": list(described.remarks),
    }
    return {name: value for name, value in (known | dict(described.facts)).items() if value}
