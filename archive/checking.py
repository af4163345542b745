"""四性检测 of one record at one stage: looked at, judged, kept as a report."""

from django.db import transaction

from archive.models import CheckReport, Conclusion, Record, Stage
from office.api import Actor, read
from office.kernel.digests import sm3


def run_check(item: Record, stage: Stage, by: Actor | None = None) -> CheckReport:
    """Check a record as it lies in the store, and keep what was found. Slow; call it under no lock."""
    flaws = []
    files = list(item.current_files.select_related("file"))
    for one in files:
        try:
            if sm3(read(one.file)).hex() != one.file.sm3:
                flaws.append(f"“{one.title or one.name}”的内容与登记的摘要不一致。")
        except OSError:
            flaws.append(f"“{one.title or one.name}”不在存储中，或大小与登记的不一致。")
    findings = [_finding("GD-2-7", "内容数据完整性", f"{len(files)}个文件", flaws)]
    wanted = {"CLD": "文件处理单", "YSJ": "元数据"}
    missing = [f"缺少{name}。" for role, name in wanted.items() if role not in {one.role for one in files}]
    findings.append(_finding("GD-2-4", "元数据必填项", "组成部分", missing))
    failed = any(one["result"] == "不合格" for one in findings)
    with transaction.atomic():
        return CheckReport.objects.create(
            record=item,
            revision=item.revision,
            stage=stage,
            conclusion=Conclusion.FAILED if failed else Conclusion.PASSED,
            items=findings,
            by=by.appointment if by else None,
        )


def _finding(code: str, name: str, looked_at: str, flaws: list[str]) -> dict[str, str]:
    return {
        "code": code,
        "name": name,
        "looked_at": looked_at,
        "result": "不合格" if flaws else "合格",
        "says": "".join(flaws) or "符合要求。",
        "decides": "",
    }
