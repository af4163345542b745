"""A record in which there is nothing to find, and strategies that spoil it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from archive.checks.elements import ELEMENTS
from archive.checks.subject import FileFacts, Neighbours, Scan, Seals, Step, Subject

DIGEST = "ab" * 32
DESCRIBED = {
    "全宗号": "Z109",
    "立档单位名称": "云州市人民政府办公室",
    "电子文件号": "0192f0c1-0000-7000-8000-000000000001",
    "档号": "Z109-WS·2026-D30-BGS-0001",
    "门类": "WS",
    "年度": "2026",
    "保管期限": "D30",
    "机构或问题": "BGS",
    "题名": "关于做好冬季供热保障工作的通知",
    "文件编号": "云政办发〔2026〕15号",
    "责任者": "云州市人民政府办公室",
    "日期": "2026-03-05",
    "文种": "通知",
    "密级": "公开",
    "页数": "2",
    "开放标识": "未审核",
}


def a_file(name: str = "正本.pdf", role: str = "ZB", **fields: Any) -> FileFacts:
    """Whole, sealed, clean."""
    return replace(
        FileFacts(
            name=name,
            role=role,
            size=100,
            sm3=DIGEST,
            media_type="application/pdf",
            found_size=100,
            found_sm3=DIGEST,
            kind="application/pdf",
            found_pages=2,
            pdfa="PDF/A-2b",
            judge="本系统的规则",
            seals=Seals.VALID if role == "ZB" else Seals.UNSIGNED,
            scan=Scan.CLEAN,
        ),
        **fields,
    )


def a_subject(**fields: Any) -> Subject:
    """Nothing to find."""
    return replace(
        Subject(
            uid=DESCRIBED["电子文件号"],
            origin="outgoing",
            described=DESCRIBED,
            files=(a_file(), a_file("定稿.pdf", "DG"), a_file("处理单.pdf", "CLD")),
            today=date(2026, 11, 28),
            columns={name: DESCRIBED[name] for name in ("题名", "文件编号", "责任者")},
            code=DESCRIBED["档号"],
            expected_code=DESCRIBED["档号"],
            numbered=True,
            steps=(
                Step("拟稿", "综合科 叶清舟", datetime(2026, 3, 1, tzinfo=UTC)),
                Step("签发", "主任 程远山", datetime(2026, 3, 5, tzinfo=UTC)),
            ),
            steps_needed=("签发",),
            neighbours=Neighbours(1),
            scope="本机关的通知",
            scope_confirmed_by="档案管理员",
            scanner="ClamAV 1.4",
        ),
        **fields,
    )


def said(**changes: str) -> dict[str, str]:
    """The description with other values."""
    return DESCRIBED | changes


files = st.builds(
    a_file,
    name=st.sampled_from(["正本.pdf", "附件1.docx", "定稿.pdf", "a/b", ""]),
    role=st.sampled_from(["ZB", "DG", "CLD", "FJ", "YSJ", "QM", "GC", "XX"]),
    found_size=st.none() | st.integers(0, 200),
    found_sm3=st.none() | st.sampled_from([DIGEST, "cd" * 32]),
    kind=st.sampled_from(["application/pdf", "text/plain", "application/zip", ""]),
    flaw=st.sampled_from(["", "打不开"]),
    pdfa=st.sampled_from(["", "PDF/A-1b", "PDF/A-2b"]),
    pdfa_flaws=st.sampled_from([(), ("没有元数据（6.6.2.1）",)]),
    unfit=st.sampled_from([(), ("已加密",)]),
    seals=st.sampled_from(list(Seals)),
    scan=st.sampled_from(list(Scan)),
)
texts = st.text("年月日通知。a1- \x00\u202e", max_size=20) | st.sampled_from(
    ["", "2026", "公开", "通知", "D30", "2026-02-30", "\x00", " 题名 "]
)

subjects = st.builds(
    a_subject,
    origin=st.sampled_from(["outgoing", "incoming", "historical"]),
    described=st.dictionaries(st.sampled_from([one.name for one in ELEMENTS]), texts),
    files=st.lists(files, max_size=4).map(tuple),
    code=st.sampled_from(["", DESCRIBED["档号"], "Z109-1"]),
    twins=st.sampled_from([(), ("与另一件重复",)]),
    steps=st.lists(
        st.builds(
            Step,
            st.sampled_from(["拟稿", "签发", ""]),
            st.sampled_from(["叶清舟", ""]),
            st.none() | st.integers(1, 28).map(lambda day: datetime(2026, 3, day, tzinfo=UTC)),
        ),
        max_size=4,
    ).map(tuple),
    neighbours=st.none() | st.builds(Neighbours, st.integers(0, 5), st.lists(st.integers(1, 5)).map(tuple)),
    scanner=st.sampled_from(["", "ClamAV 1.4"]),
    carrier=st.sampled_from(["", "光盘", "硬盘"]),
    acts_flaw=st.sampled_from(["", "操作轨迹缺第2条。"]),
)
