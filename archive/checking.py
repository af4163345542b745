"""四性检测（归档环节）：what was looked at, item by item, kept as a report (DA/T 70-2018)."""

from archive.models import CheckReport, Conclusion, Record, RecordFile, Stage
from office.api import Actor, read
from office.kernel.digests import sm3

PASSED, FAILED, MANUAL = "合格", "不合格", "待人工"
REQUIRED = {"题名": "title", "责任者": "author", "日期": "dated_on", "保管期限": "retention", "密级": "secrecy"}
ARCHIVIST = "档案管理员"

Finding = dict[str, str]


def run_check(item: Record, stage: Stage, by: Actor | None) -> CheckReport:
    """Check a record with its files and keep the report. Slow: call it outside a transaction."""
    files = list(item.files.filter(revision=item.revision).select_related("file"))
    findings = [_required(item), _whole(files), _legible(files), _clean()]
    results = {one["result"] for one in findings}
    conclusion = (
        Conclusion.FAILED if FAILED in results else Conclusion.MANUAL if MANUAL in results else Conclusion.PASSED
    )
    return CheckReport.objects.create(
        record=item,
        revision=item.revision,
        stage=stage,
        conclusion=conclusion,
        items=[one | {"code": f"{stage}-{one['code']}"} for one in findings],
        by=by.appointment if by else None,
    )


def _required(item: Record) -> Finding:
    absent = [name for name, column in REQUIRED.items() if not getattr(item, column)]
    says = f"没有{'、'.join(absent)}。" if absent else "必填项都有内容。"
    return _finding("2-4", "元数据必填项", "题名、责任者、日期、保管期限、密级", FAILED if absent else PASSED, says)


def _whole(files: list[RecordFile]) -> Finding:
    wrong = [one.name for one in files if not _is_whole(one)]
    says = f"{'、'.join(wrong)}与登记的摘要不符。" if wrong else f"{len(files)}个文件的摘要与登记的一致。"
    return _finding("2-7", "内容数据完整性", "各文件的SM3摘要", FAILED if wrong else PASSED, says)


def _legible(files: list[RecordFile]) -> Finding:
    empty = [one.name for one in files if not one.file.size]
    says = f"{'、'.join(empty)}是空的。" if empty else "文件都有内容。"
    return _finding("3-4", "内容数据可读性", "各文件的大小", FAILED if empty else PASSED, says)


def _clean() -> Finding:
    return _finding("4-2", "病毒感染", "杀毒程序", MANUAL, "没有接入杀毒程序，没有查毒。", decides=ARCHIVIST)


def _is_whole(one: RecordFile) -> bool:
    try:
        return sm3(read(one.file)).hex() == one.file.sm3
    except OSError:
        return False


def _finding(code: str, name: str, looked_at: str, result: str, says: str, *, decides: str = "") -> Finding:
    return {"code": code, "name": name, "looked_at": looked_at, "result": result, "says": says, "decides": decides}
