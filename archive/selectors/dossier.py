"""What stands on a record's page, besides what it says itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from archive.models import CheckReport, Record, RecordFile, Stage
from archive.policy import records
from archive.selectors.queue import open_findings
from archive.selectors.reports import shown, stopped_by
from archive.wording import retention_in_words, size_in_words
from docflow.api import repeal_of_paper
from office.api import Actor, HistoryLine, history_of, may_read_all, readings_of
from office.kernel.wording import full_moment

MOST_READINGS = 50


@dataclass(frozen=True)
class Linked:
    """Another paper: `record` where it is filed and open to him, `address` where he may read it."""

    word: str
    says: str
    address: str


@dataclass(frozen=True)
class Revision:
    """The files of one filing, the newest first."""

    n: int
    files: tuple[RecordFile, ...]


def dossier(item: Record, *, by: Actor) -> dict[str, Any]:
    """All of it, in a constant number of queries."""
    keeper = by.has_role(item.organ, "archivist")
    reports = list(CheckReport.objects.filter(record=item).order_by("-at", "-pk").prefetch_related("decisions"))
    return {
        "handled_by": handled_by(item),
        "revisions": list(revisions_of(item, by=by)),
        "may_see_making": records.may_see_making(item, by=by),
        "checks": reports if keeper else [],
        "report": reports[0] if keeper and reports else None,
        "stopped_by": stopped_by(item, shown(reports[0])) if keeper and reports else [],
        "to_decide": open_findings(item) if keeper else [],
        "returns": list(item.returns.select_related("by__person").order_by("-revision")),
        "links": list(links_of(item, by=by)),
        "repeal": repeal_of_paper(item.paper_uid, by=by) if item.paper_uid else None,
        "life": life_of(item) if records.may_see_making(item, by=by) else [],
        "readings": readings_of(item.uid, MOST_READINGS) if keeper else [],
        "registration": registration_of(item, reports),
    }


@dataclass(frozen=True)
class HandledBy:
    """承办处室 and 经办人 as they were called when it was handled, which its metadata keep; as they are now where they keep nothing."""

    department: str
    undertaker: str


def handled_by(item: Record) -> HandledBy:
    """Neither of them costs a question: both came with the record."""
    told = _agents(item)
    who = told.get(str(item.undertaker.person.uid), {}) if item.undertaker else {}
    undertaker = ""
    if item.undertaker is not None:
        organ = next((one.get("机构人员名称", "") for one in told.values() if one.get("机构人员类型") == "单位"), "")
        post = who.get("个人职位", "").removeprefix(organ).strip()
        name = who.get("机构人员名称") or item.undertaker.person.name
        undertaker = f"{post or item.undertaker.post.department.name} {name}"
    return HandledBy(department_then(item), undertaker)


def department_then(item: Record) -> str:
    """承办处室 as it was called when it handled the paper; empty where there is none."""
    if item.department is None:
        return ""
    return _agents(item).get(str(item.department.uid), {}).get("机构人员名称") or item.department.name


def _agents(item: Record) -> dict[str, dict[str, str]]:
    """机构人员实体 of its metadata, by their 标识符."""
    told = item.metadata.get("机构人员实体") if isinstance(item.metadata, dict) else None
    rows = told if isinstance(told, list) else []
    return {one.get("机构人员标识符", ""): one for one in rows if isinstance(one, dict)}


def revisions_of(item: Record, *, by: Actor) -> Iterator[Revision]:
    """What he may have of it, filing by filing."""
    by_number: dict[int, list[RecordFile]] = {}
    for one in records.files(item, by=by):
        by_number.setdefault(one.revision, []).append(one)
    for n, files in by_number.items():
        yield Revision(n, tuple(files))


def links_of(item: Record, *, by: Actor) -> Iterator[Linked]:
    """实体关系: to the record of the other paper where there is one that he may read, else only what it is called where he may read the paper."""
    told: list[Mapping[str, str]] = item.metadata.get("实体关系", []) if isinstance(item.metadata, dict) else []
    uids = {UUID(one["被关联文件标识符"]): one for one in told if one.get("被关联文件标识符")}
    filed = {one.paper_uid: one for one in Record.objects.filter(paper_uid__in=uids)}
    open_to_him = may_read_all(by, [*uids, *(one.uid for one in filed.values())])
    for uid, one in uids.items():
        other = filed.get(uid)
        if other is not None and other.uid in open_to_him:
            yield Linked(one["关系"], f"{other.code or other.number}　{other.title}", other.get_absolute_url())
        elif uid in open_to_him:
            yield Linked(one["关系"], one["关系描述"], "")


def life_of(item: Record) -> list[HistoryLine]:
    """What was done with it, the earliest first."""
    return history_of(item.uid)


def registration_of(item: Record, reports: list[CheckReport]) -> list[tuple[str, str]]:
    """归档登记: the facts of the 电子文件归档登记表 (GB/T 18894-2016), of this one 件."""
    if item.filed_at is None:
        return []
    files = list(item.current_files.select_related("file"))
    passed = next((one for one in reports if (one.stage, one.revision) == (Stage.FILING, item.revision)), None)
    size = sum(one.file.size for one in files)
    return [
        ("单位名称", item.fonds.constituting_unit),
        ("归档时间", full_moment(item.filed_at)),
        ("门类", f"文书（{item.category}）"),
        ("数量", f"1件，{len(files)}个文件，{item.pages}页，{size}字节（{size_in_words(size)}）"),
        ("归档方式", "在线"),
        ("检验", shown(passed).sentence if passed else "历史文件"),
        ("保管期限", retention_in_words(item.retention)),
        ("技术方法", "文件按SM3摘要存放，不覆盖；登记摘要为全部文件摘要与元数据的SM3"),
        ("登记摘要", item.digest),
    ]
