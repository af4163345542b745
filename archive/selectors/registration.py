"""电子文件归档登记表 (GB/T 18894-2016): what was filed of a class, and how it was checked, for both sides to sign."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid5

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from archive.checks.findings import Finding, Result
from archive.checks.table import nature_of
from archive.models import CheckReport, Fonds, Record, RecordFile, Stage, State
from archive.selectors.catalogue import MOST_PRINTED, Class, about, records_of
from archive.undecided import number_of
from archive.wording import size_in_words
from docflow.api import Column, Fact, Facts, Listing, Section, Sheet, Voice
from office.kernel.clock import day_of, now
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid
from office.kernel.wording import full_day, full_moment

AT_ONCE = 200  # records whose checks are read together
PROCESS, VIRUSES = "-2-5", "-4-2"
METHOD = (
    "文件按SM3摘要存放，不覆盖；按DA/T 70-2018逐项检测，每件的检测报告随档案保存；登记摘要为各件档号和登记摘要的SM3。"
)
_WORST = (Result.FAILED, Result.MANUAL)


@dataclass(frozen=True, slots=True)
class _Checked:
    """One record with the check of its filing, none where it has none; and the newest that came after it."""

    record: Record
    report: CheckReport | None
    later: CheckReport | None = None

    def results(self) -> Iterator[tuple[Finding, Result, bool]]:
        """Each finding, what it came to, and whether a person said so. What the check of the filing could not tell, a later one may."""
        if self.report is None:
            return
        later = {number_of(one.code): (result, judged) for one, result, judged in _came_to(self.later)}
        for finding, result, judged in _came_to(self.report):
            told = later.get(number_of(finding.code)) if result is Result.MANUAL else None
            yield finding, *(told or (result, judged))

    @property
    def left(self) -> str:
        """What did not pass, and what nobody has decided: 不合格：元数据必填项；待人工：病毒感染."""
        by_result = {worst: [one.name for one, result, _ in self.results() if result is worst] for worst in _WORST}
        return "；".join(f"{result.value}：{'、'.join(names)}" for result, names in by_result.items() if names)


def _came_to(report: CheckReport | None) -> Iterator[tuple[Finding, Result, bool]]:
    if report is None:
        return
    decided = {one.code: Result.PASSED if one.passed else Result.FAILED for one in report.decisions.all()}
    for finding in (Finding.from_json(one) for one in report.items):
        yield finding, decided.get(finding.code, finding.result), finding.code in decided


def filed_of(fonds: Fonds, of: Class) -> QuerySet[Record]:
    """What is filed of a class: a record that went back for correction is registered when it is filed again."""
    return records_of(fonds, of).filter(state=State.FILED)


def registration_sheet(fonds: Fonds, of: Class, *, seen: Callable[[int], None] = lambda _: None) -> Sheet:
    """登记表 of what is filed of a class; `seen` hears of how many the checks are read by now. Raises Invalid where that is nothing, or more than MOST_PRINTED."""
    rows = filed_of(fonds, of)
    checked = _checked(rows[: MOST_PRINTED + 1], seen)
    if not checked:
        raise Invalid("这里没有已归档的文件，没有可登记的。")
    if len(checked) > MOST_PRINTED:
        raise Invalid(f"已归档的超过{MOST_PRINTED}件，一张登记表登不下。请按年度、保管期限、机构分开。")
    files = RecordFile.objects.filter(record__in=rows, revision=F("record__revision"))
    held = files.aggregate(number=Count("pk"), size=Sum("file__size", default=0))
    items = [one.record for one in checked]
    pages = sum(one.pages for one in items)
    digest = sm3("".join(f"{one.code} {one.digest}\n" for one in items).encode()).hex()
    facts = (
        Fact("单位名称", fonds.constituting_unit, share=6),
        Fact("全宗号", fonds.code, share=6),
        Fact("归档范围", "，".join(_chosen(fonds, of)) or "本全宗全部", share=6),
        Fact("归档时间", _span(items), share=6),
        Fact("门类", "、".join(f"文书（{one}）" for one in sorted({one.category for one in items})), share=6),
        Fact("归档方式", "在线", share=6),
        Fact(
            "数量",
            f"{len(items)}件，{held['number']}个文件，{pages}页，{held['size']}字节（{size_in_words(held['size'])}）",
        ),
        Fact("载体外观检验", "在线归档，没有载体。"),
        Fact("病毒检验", _tally(checked, lambda code: code.endswith(VIRUSES))),
        Fact("真实性检验", _tally(checked, lambda code: nature_of(code) == "真实性")),
        Fact("可靠性检验", f"过程信息：{_tally(checked, lambda code: code.endswith(PROCESS))}"),
        Fact("完整性检验", _tally(checked, lambda code: nature_of(code) == "完整性")),
        Fact("可用性检验", _tally(checked, lambda code: nature_of(code) == "可用性")),
        Fact("技术方法", METHOD),
        Fact("登记摘要", digest, voice=Voice.DIGEST),
        Fact("形成部门签章", "", share=6, voice=Voice.PERSON),
        Fact("档案部门签章", "", share=6, voice=Voice.PERSON),
    )
    return Sheet(
        organ=fonds.organ.name,
        form="电子文件归档登记表",
        about=f"{fonds.code} {of.in_words}",
        uid=str(uuid5(fonds.uid, of.in_words)),
        printed_at=full_moment(now()),
        sections=(Facts("", facts), *_left_open(checked)),
        uid_name="登记表标识",
    )


def _checked(rows: QuerySet[Record], seen: Callable[[int], None]) -> list[_Checked]:
    """Each with the newest check of the filing that stands, and the newest of all, in three queries for each AT_ONCE."""
    every = CheckReport.objects.filter(record=OuterRef("pk"), revision=OuterRef("revision")).order_by("-at", "-pk")
    newest, last = every.filter(stage=Stage.FILING).values("pk")[:1], every.values("pk")[:1]
    items = list(rows.annotate(newest=Subquery(newest), last=Subquery(last)))
    checked: list[_Checked] = []
    for at in range(0, len(items), AT_ONCE):
        some = items[at : at + AT_ONCE]
        wanted = {pk for one in some for pk in (one.newest, one.last) if pk}
        reports = CheckReport.objects.prefetch_related("decisions").in_bulk(wanted)
        checked += [
            _Checked(one, reports.get(one.newest), reports.get(one.last) if one.last != one.newest else None)
            for one in some
        ]
        seen(len(checked))
    return checked


def _tally(checked: Sequence[_Checked], asked: Callable[[str], bool]) -> str:
    """合格96件（其中经人工判定3件），待人工2件：the worst result of each record among the items asked for, by their codes."""
    counts: Counter[Result | None] = Counter()
    judged = 0
    for one in checked:
        found = [(result, by_person) for finding, result, by_person in one.results() if asked(finding.code)]
        results = {result for result, _ in found}
        worst = next((result for result in _WORST if result in results), Result.PASSED)
        counts[worst if found else None] += 1
        judged += worst is Result.PASSED and any(by_person for _, by_person in found)
    by_person = f"（其中经人工判定{judged}件）" if judged else ""
    said = [
        f"{words}{counts[result]}件{by_person if result is Result.PASSED else ''}"
        for result, words in (
            (Result.PASSED, "合格"),
            (Result.MANUAL, "待人工"),
            (Result.FAILED, "不合格"),
            (None, "没有检测报告"),
        )
        if counts[result]
    ]
    return f"{'，'.join(said)}。"


def _left_open(checked: Sequence[_Checked]) -> list[Section]:
    """The records of which something did not pass, or waits for a person, each with what."""
    rows = tuple((one.record.code, one.record.title, one.left) for one in checked if one.left)
    columns = (Column("档号", 3), Column("题名", 5), Column("是哪几项", 4))
    return [Listing("没有通过和待人工的各件", columns, rows)] if rows else []


def _chosen(fonds: Fonds, of: Class) -> Iterator[str]:
    """1996年，永久，BGS 办公室."""
    for label, text in about(fonds, of)[1:]:
        yield f"{text}年" if label == "年度" else text


def _span(items: Sequence[Record]) -> str:
    days = sorted({day_of(one.filed_at) for one in items if one.filed_at})
    first, last = full_day(days[0]), full_day(days[-1])
    return first if first == last else f"{first}至{last}"
