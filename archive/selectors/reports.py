"""检测报告 as pages, parts of pages and paper show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery

from archive.checks.findings import Finding, Result
from archive.checks.table import nature_of
from archive.models import CheckReport, Conclusion, Decision, Record, State
from archive.undecided import left_open_of
from docflow.api import Column, Fact, Facts, Listing, Section, Sheet, Voice
from office.kernel.clock import now
from office.kernel.wording import full_moment

TONES = {Result.PASSED: "ok", Result.FAILED: "late", Result.MANUAL: "near", Result.NOT_APPLICABLE: ""}
DRAWINGS = {Result.PASSED: "check", Result.FAILED: "no", Result.MANUAL: "person", Result.NOT_APPLICABLE: "more"}
_WORST = (Result.FAILED, Result.MANUAL)
_STOPPING = {State.REFUSED: Result.FAILED, State.WAITING: Result.MANUAL}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as a line of a page."""

    finding: Finding

    @property
    def tone(self) -> str:
        return TONES[self.finding.result]

    @property
    def drawing(self) -> str:
        return DRAWINGS[self.finding.result]

    @property
    def looked(self) -> str:
        """What was looked at, and who decides."""
        looked = f"检查了{self.finding.looked_at}。" if self.finding.looked_at else ""
        decides = f"由{self.finding.decides}判定。" if self.finding.decides else ""
        own = "编号为本系统自定。" if self.finding.own and not self.finding.code.startswith("CB") else ""
        return looked + decides + own


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as it is read: what came of it in words, its lines by nature."""

    report: CheckReport
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...] = ()

    def of(self, result: Result) -> list[Finding]:
        return [one for one in self.findings if one.result is result]

    @property
    def tone(self) -> str:
        if self.decided:
            return "ok" if self.decided == "合格" else "late"
        return {Conclusion.PASSED: "ok", Conclusion.FAILED: "late", Conclusion.MANUAL: "near"}[
            Conclusion(self.report.conclusion)
        ]

    @property
    def drawing(self) -> str:
        return {"ok": "check", "late": "no", "near": "person"}[self.tone]

    @property
    def sentence(self) -> str:
        """归档检测不合格: the verdict, and what a person made of it."""
        words = f"{self.report.get_stage_display()}检测{self.report.get_conclusion_display()}"
        return f"{words}，经人工判定{self.decided}" if self.decided else words

    @property
    def decided(self) -> str:
        """合格 or 不合格, where a person has decided what was left to him."""
        if not self.decisions:
            return ""
        return "合格" if all(one.passed for one in self.decisions) else "不合格"

    def name_of(self, code: str) -> str:
        """病毒感染: what a code stands for in this report."""
        return next((one.name for one in self.findings if one.code == code), "")

    @property
    def judged(self) -> list[tuple[str, Decision]]:
        """人工判定: the name of each finding, and what was decided."""
        return [(self.name_of(one.code), one) for one in self.decisions]

    @property
    def counted(self) -> str:
        """40项：合格31项，不适用7项，待人工2项。"""
        counts = [f"{result.value}{count}项" for result in Result if (count := len(self.of(result)))]
        return f"{len(self.findings)}项：{'，'.join(counts)}。"

    @property
    def reasons(self) -> list[Line]:
        """What stands in the way, the failures first."""
        return [Line(one) for result in _WORST for one in self.of(result)]

    @property
    def natures(self) -> list[tuple[str, list[Line]]]:
        """真实性 with its lines, and so on."""
        return [
            (nature, [Line(one) for one in lines])
            for nature, lines in groupby(self.findings, key=lambda one: nature_of(one.code))
        ]


def shown(report: CheckReport) -> Shown:
    """A report with what was decided about it; that is one query, unless `decisions` were fetched along."""
    return Shown(report, _findings(report), tuple(report.decisions.all()))


def stopped_by(item: Record, report: Shown | None) -> list[Line]:
    """The findings of its newest report for which it is not filed; none where something else is the reason, which `why` says."""
    if report is None or item.state not in _STOPPING:
        return []
    found = report.of(_STOPPING[State(item.state)])
    return [Line(one) for one in found] if found and item.why.startswith(found[0].code) else []


def reasons_of(items: Sequence[Record]) -> dict[int, list[Line]]:
    """For a queue, why each is not filed, or what of a filed one waits for a person; by the row key, in two queries."""
    newest = latest_of(one for one in items if one.state in _STOPPING)
    found = {one.pk: stopped_by(one, newest.get(one.pk)) for one in items}
    for pk, left in left_open_of([one.pk for one in items if one.state == State.FILED]).items():
        found[pk] = [Line(Finding.from_json(one)) for _, one in left]
    return found


def reports_of(item: Record) -> QuerySet[CheckReport]:
    """All checks of a record, the newest first."""
    return CheckReport.objects.filter(record=item).select_related("record", "by__person").order_by("-at", "-id")


def latest_of(items: Iterable[Record]) -> dict[int, Shown]:
    """The newest report of each, by the record's row key, without what was decided, in one query: for a queue that says why."""
    newest = CheckReport.objects.filter(record=OuterRef("record")).order_by("-at", "-id").values("pk")[:1]
    rows = CheckReport.objects.filter(record__in=list(items), pk=Subquery(newest)).select_related("record")
    return {report.record_id: Shown(report, _findings(report)) for report in rows}


def _findings(report: CheckReport) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(one) for one in report.items)


def report_sheet(shown_: Shown) -> Sheet:
    """检测报告 on paper."""
    report = shown_.report
    item: Record = report.record
    facts = Facts(
        "",
        (
            Fact("题名", item.title, voice=Voice.DOCUMENT),
            Fact("档号", item.code or "归档时编制", share=6),
            Fact("文件编号", item.number or "无", share=6),
            Fact("检测环节", report.get_stage_display(), share=6),
            Fact("第几次归档", f"第{report.revision}次", share=6),
            Fact("检测时间", full_moment(report.at), share=6),
            Fact("检测人", report.by.person.name if report.by else "系统", share=6),
            Fact("结论", f"{_verdict(shown_)}。{shown_.counted}"),
        ),
    )
    columns = (Column("编号", 2), Column("项目", 2), Column("结果", 1), Column("检查了什么", 3), Column("说明", 4))
    listings: list[Section] = [
        Listing(nature, columns, tuple(_row(line.finding) for line in lines)) for nature, lines in shown_.natures
    ]
    if shown_.decisions:
        judged = (Column("编号", 2), Column("项目", 2), Column("判定", 1), Column("依据", 4), Column("判定人和时间", 3))
        listings.append(Listing("人工判定", judged, tuple(_judged(name, one) for name, one in shown_.judged)))
    note = "项目依DA/T 70-2018。1-9、3-5、3-6、3-7的编号和长期保存环节的前缀CB为本系统自定。"
    return Sheet(
        organ=item.organ.name,
        form="电子档案四性检测报告",
        about=item.code or item.title,
        uid=str(report.uid),
        printed_at=full_moment(now()),
        sections=(facts, *listings, Facts("", (Fact("附注", note),))),
        uid_name="报告标识",
    )


def _verdict(shown_: Shown) -> str:
    words = shown_.report.get_conclusion_display()
    return f"{words}，经人工判定{shown_.decided}" if shown_.decided else words


def _judged(name: str, one: Decision) -> tuple[str, ...]:
    who = f"{one.names.get('name', '')} {full_moment(one.at)}"
    return one.code, name, "合格" if one.passed else "不合格", one.why, who


def _row(one: Finding) -> tuple[str, ...]:
    says = f"{one.says}由{one.decides}判定。" if one.decides else one.says
    return one.code, one.name, one.result.value, one.looked_at, says
