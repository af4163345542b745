"""Every item is executable: it passes where there is nothing to find, and finds what it is for."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from archive.checks.findings import Finding, Report, Result
from archive.checks.subject import Neighbours, Package, Scan, Seals, Step, Subject
from archive.checks.table import ITEMS, STAGES, check, items_of, nature_of
from tests.archive.checks.subjects import DIGEST, a_file, a_subject, said, subjects

LISTED = {"文件.xml": DIGEST}


def a_package(**fields: Any) -> Package:
    return Package(**({"listed": LISTED, "contained": LISTED} | fields))


SPOILT: list[tuple[str, Result, Subject]] = [
    ("1-1", Result.FAILED, a_subject(files=(a_file(found_sm3="cd" * 32),))),
    ("1-1", Result.FAILED, a_subject(files=(a_file(seals=Seals.INVALID, seals_say="内容已改动。"),))),
    ("1-1", Result.MANUAL, a_subject(files=(a_file(seals=Seals.UNTRUSTED, seals_say="签章人未受信任。"),))),
    ("1-2", Result.FAILED, a_subject(described=said(题名="长" * 401))),
    ("1-3", Result.FAILED, a_subject(described=said(日期="2026年3月5日"))),
    ("1-3", Result.FAILED, a_subject(described=said(日期="2026-02-30"))),
    ("1-3", Result.FAILED, a_subject(described=said(保管期限="永久"))),
    ("1-4", Result.FAILED, a_subject(described=said(密级="机密"))),
    ("1-4", Result.FAILED, a_subject(described=said(文种="便条"))),
    ("1-5", Result.FAILED, a_subject(today=date(2026, 3, 4))),
    ("1-5", Result.FAILED, a_subject(described=said(年度="2025"))),
    ("1-5", Result.FAILED, a_subject(described=said(页数="1"))),
    ("1-6", Result.FAILED, a_subject(described=said(题名="通知\x00"))),
    ("1-6", Result.FAILED, a_subject(described=said(题名=" 通知"))),
    ("1-6", Result.FAILED, a_subject(described=said(题名="通\u202e知"))),
    ("1-7", Result.FAILED, a_subject(code="", numbered=True)),
    ("1-7", Result.FAILED, a_subject(code="", numbered=False, code_flaw="缺少机构")),
    ("1-7", Result.FAILED, a_subject(code="Z109-WS·2026-D30-BGS-0002")),
    ("1-7", Result.MANUAL, a_subject(origin="historical", code="旧档号")),
    ("1-8", Result.MANUAL, a_subject(twins=("与另一件相同",))),
    ("1-9", Result.FAILED, a_subject(columns={"题名": "别的题名"})),
    ("1-9", Result.FAILED, a_subject(columns={"日期": "2026-03-06"})),
    ("1-10", Result.FAILED, a_subject(files=(a_file(found_size=99),))),
    ("1-10", Result.FAILED, a_subject(files=(a_file(kind="text/plain"),))),
    ("1-10", Result.FAILED, a_subject(files=(a_file(pages=3),))),
    ("1-11", Result.FAILED, a_subject(files=())),
    ("1-11", Result.FAILED, a_subject(files=(a_file(found_sm3=None, found_size=None),))),
    ("1-12", Result.FAILED, a_subject(package=a_package(paper_flaws=("没有说明文件",)))),
    ("1-13", Result.FAILED, a_subject(files=(a_file(), a_file()))),
    ("1-13", Result.FAILED, a_subject(files=(a_file("../正本.pdf"),))),
    ("1-13", Result.FAILED, a_subject(package=a_package(layout_flaws=("没有电子档案目录",)))),
    ("1-14", Result.FAILED, a_subject(files=(a_file(found_sm3="cd" * 32),))),
    ("1-14", Result.FAILED, a_subject(manifest="aa", manifest_found="bb")),
    ("1-14", Result.FAILED, a_subject(package=a_package(digest_before="aa", digest_after="bb"))),
    ("2-1", Result.FAILED, a_subject(listed={"正本.pdf": 100})),
    ("2-1", Result.FAILED, a_subject(listed={"正本.pdf": 100, "名单.pdf": 100})),
    ("2-1", Result.FAILED, a_subject(package=a_package(stated_items=2))),
    ("2-2", Result.FAILED, a_subject(listed={"正本.pdf": 99})),
    ("2-3", Result.FAILED, a_subject(described={"题名": "通知"})),
    ("2-3", Result.FAILED, a_subject(told=frozenset({"题名"}))),
    ("2-4", Result.FAILED, a_subject(described=said(责任者=" "))),
    ("2-4", Result.FAILED, a_subject(described=said(档号=""))),
    ("2-5", Result.FAILED, a_subject(steps=())),
    ("2-5", Result.FAILED, a_subject(steps_needed=("用印",))),
    ("2-5", Result.FAILED, a_subject(steps=(Step("签发", "", datetime(2026, 3, 5, tzinfo=UTC)),))),
    ("2-5", Result.FAILED, a_subject(steps=tuple(reversed(a_subject().steps)))),
    ("2-6", Result.MANUAL, a_subject(neighbours=Neighbours(3, (2,)))),
    ("2-7", Result.FAILED, a_subject(files=(a_file(found_sm3=None, found_size=None),))),
    ("2-8", Result.FAILED, a_subject(attachments_stated=("名单", "地图"), files=(a_file(), a_file("名单.pdf", "FJ")))),
    ("2-8", Result.MANUAL, a_subject(attachments_stated=("名单",))),
    ("2-9", Result.FAILED, a_subject(files=(a_file(),))),
    ("2-9", Result.MANUAL, a_subject(origin="incoming", files=(a_file("附件.pdf", "FJ"),))),
    ("2-9", Result.MANUAL, a_subject(scope_confirmed_by="")),
    ("2-10", Result.FAILED, a_subject(package=a_package(metadata_flaws=("缺少题名",)))),
    ("2-11", Result.FAILED, a_subject(package=a_package(contained={}))),
    ("2-11", Result.FAILED, a_subject(package=a_package(contained={"文件.xml": "cd" * 32}))),
    ("3-1", Result.FAILED, a_subject(files=(a_file("元数据.xml", "YSJ", flaw="不是合规的XML"),))),
    ("3-1", Result.FAILED, a_subject(package=a_package(unreadable="不是合规的XML"))),
    ("3-2", Result.FAILED, a_subject(unreachable="数据库没有应答")),
    ("3-3", Result.FAILED, a_subject(files=(a_file("附件.zip", "FJ", kind="application/zip"),))),
    ("3-3", Result.MANUAL, a_subject(files=(a_file("正本.txt", kind="text/plain"),))),
    ("3-4", Result.FAILED, a_subject(files=(a_file(flaw="打不开，有打开密码"),))),
    ("3-4", Result.FAILED, a_subject(files=(a_file(found_size=0),))),
    ("3-5", Result.MANUAL, a_subject(files=(a_file("录音.wav", "FJ", kind="audio/wav"),))),
    ("3-6", Result.FAILED, a_subject(files=(a_file(pdfa=""),))),
    ("3-6", Result.MANUAL, a_subject(origin="incoming", files=(a_file(pdfa=""),))),
    ("3-7", Result.FAILED, a_subject(files=(a_file(pdfa_flaws=("没有元数据（6.6.2.1）",)),))),
    ("3-7", Result.MANUAL, a_subject(files=(a_file(pdfa_doubt="PDF/A-4不在本系统的规则之内"),))),
    ("3-8", Result.FAILED, a_subject(files=(a_file(unfit=("含有脚本",)),))),
    ("4-1", Result.MANUAL, a_subject(scanner="")),
    ("4-2", Result.FAILED, a_subject(files=(a_file(scan=Scan.INFECTED, scan_says="Eicar"),))),
    ("4-2", Result.MANUAL, a_subject(files=(a_file(scan=Scan.UNSCANNED),))),
    ("4-3", Result.FAILED, a_subject(package=a_package(contained=LISTED | {"多余.exe": DIGEST}))),
    ("4-4", Result.MANUAL, a_subject(carrier="光盘")),
    ("4-5", Result.MANUAL, a_subject(carrier="硬盘")),
    ("4-6", Result.MANUAL, a_subject(carrier="光盘")),
    ("4-7", Result.FAILED, a_subject(acts_flaw="操作轨迹缺第2条。")),
]


def found(subject: Subject, number: str) -> Finding:
    stage = next(one for one in STAGES if any(item.number == number for item in items_of(one)))
    return next(one for one in check(stage, subject).findings if one.code == f"{stage}-{number}")


@pytest.mark.parametrize("stage", STAGES)
def test_where_there_is_nothing_to_find_nothing_is_found(stage: str) -> None:
    report = check(stage, a_subject())
    assert {one.code: one.says for one in report.findings if one.result in {Result.FAILED, Result.MANUAL}} == {}
    assert report.conclusion is Result.PASSED


@pytest.mark.parametrize(("number", "result", "subject"), SPOILT)
def test_an_item_finds_what_it_is_for(number: str, result: Result, subject: Subject) -> None:
    one = found(subject, number)
    assert one.result is result, one.says


def test_of_many_files_a_report_names_some_and_counts_the_rest() -> None:
    many = a_subject(files=tuple(a_file(f"附件{n:03}.pdf", "FJ", flaw="打不开") for n in range(200)))
    findings = check("GD", many).findings
    assert max(len(one.looked_at) + len(one.says) for one in findings) < 400
    assert found(many, "3-7").looked_at.endswith("附件007.pdf PDF/A-2b等200个，由本系统的规则判定")
    assert found(many, "3-4").says.endswith("共200处。")


def test_every_item_is_seen_to_find_something() -> None:
    assert {number for number, _, _ in SPOILT} == {item.number for item in ITEMS}


def test_the_items_stand_in_the_order_of_the_standard_and_each_once() -> None:
    order = [tuple(int(part) for part in item.number.split("-")) for item in ITEMS]
    assert order == sorted(set(order))
    assert {nature_of(f"GD-{item.number}") for item in ITEMS} == {"真实性", "完整性", "可用性", "安全性"}


@given(subjects)
def test_whatever_a_record_is_like_every_item_answers_in_a_sentence(subject: Subject) -> None:
    for stage in STAGES:
        report = check(stage, subject)
        assert [one.code for one in report.findings] == [f"{stage}-{item.number}" for item in items_of(stage)]
        for one in report.findings:
            assert one.says.endswith("。")
            assert bool(one.decides) == (one.result is Result.MANUAL)
            assert Finding.from_json(one.as_json()) == one


@given(subjects)
def test_the_conclusion_is_the_worst_that_was_found(subject: Subject) -> None:
    report = check("GD", subject)
    results = {one.result for one in report.findings}
    worst = next((one for one in (Result.FAILED, Result.MANUAL) if one in results), Result.PASSED)
    assert report.conclusion is worst
    assert Report(report.findings) == check("GD", subject)


@given(subjects)
def test_a_file_that_changed_or_is_gone_is_named_and_never_passes(subject: Subject) -> None:
    spoilt = [one for one in subject.files if not one.unchanged]
    one = next(one for one in check("CB", subject).findings if one.code == "CB-2-7")
    if spoilt:
        assert one.result is Result.FAILED
        assert f"“{spoilt[0].name}”" in one.says
    elif subject.files:
        assert one.result is Result.PASSED
