"""完整性：nothing is missing: elements, steps, files, numbers."""

from itertools import pairwise

from archive.checks.authenticity import OFFICE_ROLES, SEALED_ROLE
from archive.checks.elements import ELEMENTS
from archive.checks.findings import ARCHIVIST, Outcome, failed, first_flaws, manual, not_applicable, passed
from archive.checks.subject import Subject

_ROLES = {"ZB": "正本", "DG": "定稿", "CLD": "文件处理单", "YSJ": "元数据", "QM": "签章验证信息", "GC": "办理过程"}


def number_of_items(subject: Subject) -> Outcome:
    """2-1 总件数相符性; for one record, the files that its 电子属性 list. The metadata itself is written after the list."""
    if subject.package is not None and subject.package.stated_items is not None:
        stated, there = subject.package.stated_items, subject.package.items
        looked = f"声明{stated}件，实有{there}件"
        return passed("件数相符。", looked) if stated == there else failed(f"{looked}。", looked)
    if subject.listed is None:
        return not_applicable("元数据没有列出文件。")
    names = {one.name for one in subject.files if one.there}
    looked = f"元数据列出{len(subject.listed)}个文件，实有{len(names & set(subject.listed))}个"
    flaws = [f"列出的“{name}”不在" for name in subject.listed if name not in names]
    flaws += [f"“{one.name}”没有列出" for one in subject.files if one.role != "YSJ" and one.name not in subject.listed]
    return failed(first_flaws(flaws), looked) if flaws else passed("件数相符。", looked)


def number_of_bytes(subject: Subject) -> Outcome:
    """2-2 总字节数相符性."""
    if subject.package is not None and subject.package.stated_bytes is not None:
        stated, there = subject.package.stated_bytes, sum(one.found_size or 0 for one in subject.files)
    elif subject.listed is not None:
        stated = sum(subject.listed.values())
        there = sum(one.found_size or 0 for one in subject.files if one.name in (subject.listed or {}))
    else:
        return not_applicable("元数据没有列出文件大小。")
    looked = f"声明{stated}字节，实有{there}字节"
    return passed("字节数相符。", looked) if stated == there else failed(f"{looked}。", looked)


def elements_there(subject: Subject) -> Outcome:
    """2-3 元数据项完整性：every element of our scheme that must be there has its place, filled or not."""
    looked = f"{len(ELEMENTS)}项元数据方案"
    there = subject.described.keys() if subject.told is None else subject.told
    absent = [f"缺少“{one.name}”这一项" for one in ELEMENTS if one.needed and one.name not in there]
    return failed(first_flaws(absent), looked) if absent else passed("方案中必有的元数据项都有。", looked)


def elements_filled(subject: Subject) -> Outcome:
    """2-4 元数据必填项."""
    needed = [one.name for one in ELEMENTS if one.needed]
    if subject.numbered:
        needed.append("档号")
    if subject.issued:
        needed.append("文件编号")
    empty = [f"“{name}”没有填" for name in needed if not subject.described.get(name, "").strip()]
    looked = "、".join(needed)
    return failed(first_flaws(empty), looked) if empty else passed("必填项都已填写。", looked)


def process(subject: Subject) -> Outcome:
    """2-5 过程信息完整性：each step says what, who and when, in order, and the steps without which nothing is issued are there."""
    if not subject.steps:
        if subject.historical:
            return not_applicable("历史文件，没有电子的办理过程。")
        return failed("没有办理过程信息。", "办理过程")
    flaws = []
    for place, step in enumerate(subject.steps, 1):
        lacking = [
            what
            for what, said in (("业务行为", step.act), ("机构人员名称", step.who), ("行为时间", step.at))
            if not said
        ]
        if lacking:
            flaws.append(f"第{place}步缺少{'、'.join(lacking)}")
    moments = [step.at for step in subject.steps if step.at is not None]
    if any(later < earlier for earlier, later in pairwise(moments)):
        flaws.append("各步的时间先后颠倒")
    acts = {step.act for step in subject.steps}
    flaws += [f"缺少“{needed}”这一步" for needed in subject.steps_needed if not any(needed in one for one in acts)]
    if subject.acts_flaw:
        flaws.append(subject.acts_flaw.rstrip("。"))
    looked = f"办理过程{len(subject.steps)}步"
    return failed(first_flaws(flaws), looked) if flaws else passed("过程信息完整，先后有序。", looked)


def numbers_without_gaps(subject: Subject) -> Outcome:
    """2-6 连续性元数据项：the numbers of its lowest class up to its own; a gap further up is that of another record."""
    if subject.neighbours is None:
        return not_applicable("还没有编入类别。")
    looked = f"同类件号1至{subject.neighbours.last}"
    missing = subject.neighbours.missing
    if missing:
        return manual(
            f"{first_flaws(f'件号{one}没有对应的档案' for one in missing)}请核对是作废还是遗漏。", ARCHIVIST, looked
        )
    return passed("件号连续。" if subject.neighbours.last else "这一类还没有编过件号。", looked)


def content_whole(subject: Subject) -> Outcome:
    """2-7 内容数据完整性：each file by its digest."""
    looked = f"{len(subject.files)}个文件，逐个重算SM3摘要"
    flaws = [
        f"“{one.name}”{'内容变了：登记' + one.sm3[:12] + '…，现为' + (one.found_sm3 or '')[:12] + '…' if one.there else '不在存储中'}"
        for one in subject.files
        if not one.unchanged
    ]
    if not subject.files:
        return failed("没有内容数据。", looked)
    return failed(first_flaws(flaws), looked) if flaws else passed("每个文件的内容都完整无缺。", looked)


def attachments(subject: Subject) -> Outcome:
    """2-8 附件数据完整性：what 附件说明 names is there."""
    there = [one for one in subject.files if one.role == "FJ"]
    if subject.attachments_stated is None:
        return not_applicable("没有附件说明。") if not there else passed(f"有{len(there)}个附件。", "附件")
    stated = subject.attachments_stated
    looked = f"附件说明{len(stated)}件，实有{len(there)}件"
    if len(stated) > len(there):
        main = any(one.role == SEALED_ROLE for one in subject.files)
        if main and not there:
            return manual("附件说明中有附件，而没有单独的附件文件，请核对附件是否已排在正本之内。", ARCHIVIST, looked)
        return failed(f"{looked}，缺少附件。", looked)
    return passed("附件齐全。", looked)


def scope(subject: Subject) -> Outcome:
    """2-9 归档范围：its retention was proposed by the table and confirmed by a person, and the parts that a record must have are there."""
    parts = {one.role for one in subject.files}
    needed = {SEALED_ROLE} | (OFFICE_ROLES if subject.issued else set())
    lacking = [_ROLES[one] for one in sorted(needed - parts)]
    looked = subject.scope or "保管期限表"
    if lacking and not subject.of_ours:
        return manual("没有正本的电子文件，请核对是否只有纸质件。", ARCHIVIST, looked)
    if lacking:
        return failed(f"应归档的组成部分没有收全，缺少{'、'.join(lacking)}。", looked)
    if not subject.scope_confirmed_by and not subject.historical:
        return manual("保管期限还没有人确认。", ARCHIVIST, looked)
    return passed("在归档范围内，应归档的组成部分齐全。", looked)


def package_metadata(subject: Subject) -> Outcome:
    """2-10 信息包元数据完整性."""
    if subject.package is None:
        return not_applicable("还没有组成信息包，元数据的完整性见2-3、2-4。")
    flaws = subject.package.metadata_flaws
    return failed(first_flaws(flaws), "信息包元数据") if flaws else passed("信息包中的元数据完整。", "信息包元数据")


def package_content(subject: Subject) -> Outcome:
    """2-11 信息包内容数据完整性：what is listed is there, as it was; without a package, the files of the record."""
    if subject.package is None:
        absent = [f"清单中的“{one.name}”不在" for one in subject.files if not one.there]
        looked = f"清单{len(subject.files)}个文件"
        return failed(first_flaws(absent), looked) if absent else passed("清单中的文件都在。", looked)
    listed, contained = subject.package.listed, subject.package.contained
    flaws = [f"清单中的“{name}”不在包内" for name in listed if name not in contained]
    flaws += [f"“{name}”的摘要与清单不同" for name in listed if name in contained and contained[name] != listed[name]]
    looked = f"清单{len(listed)}个文件，包内{len(contained)}个"
    return failed(first_flaws(flaws), looked) if flaws else passed("清单与包内文件一致。", looked)
