"""导入一件历史文件。"""

from collections.abc import Sequence
from uuid import UUID

from archive.arranging.codes import parts_of
from archive.importing.becoming import row_of
from archive.importing.bringing import GIVEN_CODE, Brought
from archive.importing.reading import Described
from archive.models import Fonds, Record, RecordFile, Role
from archive.numbering import keep_older, take_given, take_item
from archive.policy import ARCHIVIST
from archive.selectors.retention import rows_in_force
from office.api import Actor, action, grant, keep, record, role_key
from office.kernel import crash
from office.kernel.refusals import SomebodyWasFirst

CONTENT = frozenset({Role.ORIGINAL, Role.ATTACHMENT})


@action
def take_in(described: Described, files: Sequence[Brought], fonds: Fonds, *, by: Actor | None, key: UUID) -> Record:
    """导入：a historical document becomes a record of the fonds, with its files, ready to be checked.

    Raises SomebodyWasFirst where its source_id is in the fonds already, Invalid where its 档号 is.
    """
    item = row_of(described, fonds, rows_in_force(fonds), by=by)
    Record.objects.bulk_create([item], ignore_conflicts=True)  # waits for another import of the same document
    there = Record.objects.select_related("fonds", "organ").filter(uid=item.uid).first()
    if there is None:
        raise SomebodyWasFirst(f"“{described.source_id}”刚刚由别处导入。")
    crash.point("importing.row_made")
    there.item, there.code = _numbered(there, described.code)
    there.metadata = _metadata(there, described, files)
    there.save(update_fields=["item", "code", "metadata"])
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


def _numbered(item: Record, code: str) -> tuple[int | None, str]:
    """By its own 档号 where it brings one; an older form has no 件号 here."""
    if not code:
        return take_item(item)
    return take_given(item, code) if parts_of(code, item.fonds.template) else (None, keep_older(item, code))


def _metadata(item: Record, described: Described, files: Sequence[Brought]) -> dict[str, object]:
    """DA/T 46-2009 by its Chinese names; what is not known is not there."""
    known: dict[str, object] = {
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
        "室编件号": str(item.item or ""),
        "题名": item.title,
        "文件编号": item.number,
        "责任者": item.author,
        "日期": f"{item.dated_on:%Y%m%d}" if item.dated_on else "",
        "文种": item.kind,
        "密级": item.secrecy,
        "文件组合类型": "组合文件" if sum(one.role in CONTENT for one in files) > 1 else "单件",
        "件数": "1",
        "页数": str(item.pages or ""),
        "语种": "汉语",
        "开放标识": item.openness,
        "电子属性": [_electronic(one) for one in files],
        "原标识": described.source_id,
        GIVEN_CODE: described.code,
        "导入说明": "".join(described.remarks),
    }
    return {name: value for name, value in (known | dict(described.facts)).items() if value}


def _electronic(one: Brought) -> dict[str, str]:
    """电子属性 of one file."""
    return {
        "组成部分": str(one.role),
        "名称": one.title,
        "格式信息": one.media_type,
        "计算机文件名": one.name,
        "计算机文件大小": str(len(one.content)),
    }
