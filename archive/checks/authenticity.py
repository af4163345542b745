"""真实性：what was fixed at its making still holds, and the description says what may be said."""

import re
import unicodedata
from collections.abc import Iterator

from archive.checks.elements import BY_NAME, ELEMENTS, as_day
from archive.checks.findings import ARCHIVIST, Outcome, failed, first_flaws, manual, not_applicable, passed
from archive.checks.subject import FileFacts, Seals, Subject

EARLIEST = 1800
SEALED_ROLE = "ZB"
OFFICE_ROLES = frozenset({"ZB", "DG", "CLD"})


def _quoted(file: FileFacts) -> str:
    return f"“{file.name}”"


def fixed_information(subject: Subject) -> Outcome:
    """1-1 固化信息有效性：digests first, then seals."""
    looked = f"{len(subject.files)}个文件的SM3摘要与电子签章"
    changed = [f"{_quoted(one)}的摘要与登记的不一致" for one in subject.files if one.there and not one.unchanged]
    changed += [f"{_quoted(one)}不在存储中" for one in subject.files if not one.there]
    broken = [
        f"{_quoted(one)}签章无效：{one.seals_say.rstrip('。')}"
        for one in subject.files
        if one.seals in {Seals.INVALID, Seals.UNREADABLE}
    ]
    if changed or broken:
        return failed(first_flaws(changed + broken), looked)
    doubtful = [
        f"{_quoted(one)}：{one.seals_say.rstrip('。')}"
        for one in subject.files
        if one.seals in {Seals.UNTRUSTED, Seals.UNCHECKED}
    ]
    if doubtful:
        return manual(f"签章不能由系统判定。{first_flaws(doubtful)}", ARCHIVIST, looked)
    sealed = sum(one.seals is Seals.VALID for one in subject.files)
    seals = f"{sealed}个文件的签章有效" if sealed else "文件没有电子签章，以登记的摘要固化"
    return passed(f"摘要全部一致，{seals}。", looked)


def lengths(subject: Subject) -> Outcome:
    """1-2 元数据项数据长度."""
    looked = f"{len(subject.described)}项元数据"
    flaws = [
        f"“{name}”长{len(value)}字，最多{BY_NAME[name].longest}字"
        for name, value in subject.described.items()
        if name in BY_NAME and len(value) > BY_NAME[name].longest
    ]
    return failed(first_flaws(flaws), looked) if flaws else passed("各项长度都在限度以内。", looked)


def forms(subject: Subject) -> Outcome:
    """1-3 数据类型、格式."""
    given = [(one, subject.described[one.name]) for one in ELEMENTS if one.form and subject.described.get(one.name)]
    flaws = [
        f"“{one.name}”写作“{value}”，应是{one.form_says}" for one, value in given if not re.fullmatch(one.form, value)
    ]
    flaws += [
        f"“{one.name}”写作“{value}”，没有这一天"
        for one, value in given
        if one.name == "日期" and re.fullmatch(one.form, value) and as_day(value) is None
    ]
    looked = "、".join(one.name for one, _ in given)
    return failed(first_flaws(flaws), looked) if flaws else passed("类型和格式都合规定。", looked)


def chosen_values(subject: Subject) -> Outcome:
    """1-4 设定值域符合度."""
    given = [(one, subject.described[one.name]) for one in ELEMENTS if one.values and subject.described.get(one.name)]
    flaws = [f"“{one.name}”的值“{value}”不在值域内" for one, value in given if value not in one.values]
    looked = "、".join(one.name for one, _ in given)
    return failed(first_flaws(flaws), looked) if flaws else passed("取值都在值域内。", looked)


def sane_values(subject: Subject) -> Outcome:
    """1-5 数据值合理性."""
    flaws = []
    day = as_day(subject.described.get("日期", ""))
    year = subject.described.get("年度", "")
    if day is not None and day > subject.today:
        flaws.append(f"日期{day.year}年{day.month}月{day.day}日在今天之后")
    if day is not None and day.year < EARLIEST:
        flaws.append(f"日期在{EARLIEST}年以前")
    if year.isdigit() and int(year) > subject.today.year:
        flaws.append(f"年度{year}在今年之后")
    if day is not None and year.isdigit() and int(year) < day.year:
        flaws.append(f"年度{year}早于文件日期的年份{day.year}")
    counted = sum(one.found_pages for one in subject.files if one.role == SEALED_ROLE)
    stated = subject.described.get("页数", "")
    if counted and stated.isdigit() and 0 < int(stated) < counted:
        flaws.append(f"页数写作{stated}，正本有{counted}页")
    looked = "日期、年度、页数"
    return failed(first_flaws(flaws), looked) if flaws else passed("日期、年度和页数合乎情理。", looked)


def special_characters(subject: Subject) -> Outcome:
    """1-6 包含特殊字符：control characters, unpaired halves, characters of no meaning, and blanks round a value."""
    looked = f"{len(subject.described)}项元数据"
    flaws = [f"“{name}”{what}" for name, value in subject.described.items() for what in _strange(value)]
    return failed(first_flaws(flaws), looked) if flaws else passed("没有特殊字符。", looked)


def _strange(value: str) -> Iterator[str]:
    codes = sorted({f"U+{ord(one):04X}" for one in value if _is_strange(one)})
    if codes:
        yield f"含有不能长期保存的字符{'、'.join(codes[:5])}"
    if value != value.strip():
        yield "的首尾有空白"


def _is_strange(one: str) -> bool:
    if one in "\n\t":
        return False
    return (
        unicodedata.category(one) in {"Cc", "Cs", "Cn", "Co"}
        or one in "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    )


def code(subject: Subject) -> Outcome:
    """1-7 档号规范性."""
    if not subject.code:
        if subject.numbered:
            return failed("还没有档号。", "档号")
        if subject.code_flaw:
            return failed(
                f"按本全宗的模板编不出档号：{subject.code_flaw.rstrip('。')}。",
                "全宗号、门类、年度、保管期限、机构或问题",
            )
        shown = f"，如{subject.expected_code}" if subject.expected_code else ""
        return passed(f"档号在归档时编制，所需各项齐全{shown}。", "全宗号、门类、年度、保管期限、机构或问题")
    if subject.code_flaw:
        return failed(f"档号{subject.code}不合本全宗的模板：{subject.code_flaw.rstrip('。')}。", subject.code)
    if subject.expected_code and subject.code != subject.expected_code:
        if subject.historical:
            return manual(
                f"档号{subject.code}与按模板编制的{subject.expected_code}不同，请核对是否沿用旧档号。",
                ARCHIVIST,
                subject.code,
            )
        return failed(f"档号写作{subject.code}，按各项应是{subject.expected_code}。", subject.code)
    return passed("档号与模板和各项一致。", subject.code)


def twins(subject: Subject) -> Outcome:
    """1-8 元数据项数据重复性."""
    looked = "电子文件号、档号、文件编号"
    if subject.twins:
        return manual(f"{first_flaws(subject.twins)}请核对是否重复归档。", ARCHIVIST, looked)
    return passed("没有与别的档案重复。", looked)


def columns(subject: Subject) -> Outcome:
    """1-9: the description and the columns by which lists are made say the same."""
    compared = [name for name in subject.columns if name in subject.described]
    flaws = [
        f"“{name}”在元数据中是“{subject.described[name]}”，在数据库中是“{subject.columns[name]}”"
        for name in compared
        if _plain(name, subject.described[name]) != _plain(name, subject.columns[name])
    ]
    looked = "、".join(compared)
    return failed(first_flaws(flaws), looked) if flaws else passed("元数据与著录项一致。", looked)


def _plain(name: str, value: str) -> str:
    """A day however it is written: 20260316 and 2026-03-16."""
    day = as_day(value) if name == "日期" else None
    return day.isoformat() if day is not None else value


def electronic_attributes(subject: Subject) -> Outcome:
    """1-10 内容数据电子属性一致性：name, size and type as recorded."""
    flaws = []
    for one in subject.files:
        if one.there and one.found_size != one.size:
            flaws.append(f"{_quoted(one)}登记为{one.size}字节，实为{one.found_size}字节")
        if one.there and one.kind and one.kind != one.media_type:
            flaws.append(f"{_quoted(one)}登记的格式是{one.media_type}，内容是{one.kind}")
        if one.there and one.pages and one.found_pages and one.pages != one.found_pages:
            flaws.append(f"{_quoted(one)}登记为{one.pages}页，实为{one.found_pages}页")
    looked = f"{len(subject.files)}个文件的大小、格式和页数"
    return failed(first_flaws(flaws), looked) if flaws else passed("实际的大小、格式和页数与登记一致。", looked)


def linked_files(subject: Subject) -> Outcome:
    """1-11 元数据与内容关联."""
    if not subject.files:
        return failed("元数据没有关联任何文件。", "电子文件号")
    absent = [f"{_quoted(one)}找不到" for one in subject.files if not one.there]
    looked = "、".join(one.name for one in subject.files[:8])
    return failed(first_flaws(absent), looked) if absent else passed("元数据关联的文件都在。", looked)


def package_papers(subject: Subject) -> Outcome:
    """1-12 说明文件和目录文件规范性."""
    if subject.package is None:
        return not_applicable("在线归档，没有另附说明文件和目录文件。")
    flaws = subject.package.paper_flaws
    looked = "说明文件、目录文件"
    return failed(first_flaws(flaws), looked) if flaws else passed("说明文件和目录文件合规定。", looked)


def package_layout(subject: Subject) -> Outcome:
    """1-13 信息包目录结构规范性; without a package, the record's own parts: names that are told apart, and the order of DA/T 22."""
    if subject.package is not None:
        flaws = subject.package.layout_flaws
        return failed(first_flaws(flaws), "信息包目录") if flaws else passed("信息包目录结构合规定。", "信息包目录")
    names = [one.name for one in subject.files]
    twice = sorted({f"有两个文件叫“{name}”" for name in names if names.count(name) > 1})
    odd = [
        f"文件名“{name}”不能用作路径"
        for name in names
        if re.search(r'[\\/:*?"<>|\x00-\x1f]', name) or name in {"", ".", ".."}
    ]
    looked = f"{len(names)}个组成部分的名称"
    return (
        failed(first_flaws(twice + odd), looked)
        if twice or odd
        else passed("组成部分的名称互不相同，可作路径。", looked)
    )


def package_unchanged(subject: Subject) -> Outcome:
    """1-14 信息包一致性."""
    if subject.package is not None and subject.package.digest_before:
        same = subject.package.digest_before == subject.package.digest_after
        looked = f"信息包摘要{subject.package.digest_after[:16]}…"
        return passed("信息包前后摘要一致。", looked) if same else failed("信息包的摘要与移交前不一致。", looked)
    if subject.manifest:
        looked = f"归档时的清单摘要{subject.manifest[:16]}…"
        if not subject.manifest_found or subject.manifest_found == subject.manifest:
            return _files_unchanged(subject, looked)
        return failed("清单摘要与归档时不一致：文件或元数据在归档后变了。", looked)
    return _files_unchanged(subject, "各文件的SM3摘要")


def _files_unchanged(subject: Subject, looked: str) -> Outcome:
    changed = [f"{_quoted(one)}变了" for one in subject.files if not one.unchanged]
    return failed(first_flaws(changed), looked) if changed else passed("收集以来没有变化。", looked)
