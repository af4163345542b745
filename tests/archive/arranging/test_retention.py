"""The rule proposes by the first line that fits; the shipped table says what 局令第8号 says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.arranging.retention import MANNERS, SOURCES, Facts, Row, propose, unreached
from archive.arranging.table import shipped

WORDS = ["任免", "通知", "年度", "总结", "ＧＤＰ"]
rows = st.lists(
    st.builds(
        Row,
        ordinal=st.integers(1, 50),
        heading=st.just("类"),
        content=st.just("范围"),
        retention=st.sampled_from(["Y", "D30", "D10", "N"]),
        kinds=st.lists(st.sampled_from(["通知", "函"]), max_size=2).map(tuple),
        source=st.sampled_from(["", *SOURCES]),
        manner=st.sampled_from(["", *MANNERS]),
        words=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    ),
    max_size=8,
    unique_by=lambda row: row.ordinal,
)
facts = st.builds(
    Facts,
    title=st.lists(st.sampled_from([*WORDS, "关于", "gdp"]), max_size=4).map("".join),
    kind=st.sampled_from(["", "通知", "函", "纪要"]),
    source=st.sampled_from(["", *SOURCES]),
    manner=st.sampled_from(["", *MANNERS]),
)


@given(rows, facts)
def test_the_first_line_that_fits_is_the_proposal(table: list[Row], one: Facts) -> None:
    proposal = propose(table, one)
    fitting = sorted((row for row in table if row.fits(one)), key=lambda row: row.ordinal)
    if not fitting:
        assert (proposal.retention, proposal.row) == ("", None)
        assert "人工" in proposal.why
    else:
        assert (proposal.retention, proposal.row) == (fitting[0].retention, fitting[0].ordinal)
        assert fitting[0].content in proposal.why


@given(rows, facts)
def test_a_line_that_is_covered_never_proposes(table: list[Row], one: Facts) -> None:
    assert propose(table, one).row not in unreached(table)


@given(rows, facts, st.randoms())
def test_the_order_of_the_file_does_not_matter(table: list[Row], one: Facts, chance: object) -> None:
    assert propose(list(reversed(table)), one) == propose(table, one)


@pytest.mark.parametrize(
    ("one", "retention"),
    [
        (Facts("关于印发《云州市公文处理办法》的通知", "通知", "outgoing"), "Y"),
        (Facts("市政府党组会议纪要", "纪要", "outgoing"), "Y"),
        (Facts("关于古河道治理的专题会议纪要", "纪要", "outgoing"), "D30"),
        (Facts("关于召开防汛工作会议的通知", "通知", "outgoing"), "D10"),
        (Facts("关于干部任免的通知", "通知", "outgoing"), "Y"),
        (Facts("关于做好冬季供热保障工作的通知", "通知", "outgoing"), "D30"),
        (Facts("关于商请支持的函", "函", "outgoing"), "D10"),
        (Facts("关于加强安全生产的意见", "意见", "superior", "handle"), "Y"),
        (Facts("关于做好防汛工作的通知", "通知", "superior", "handle"), "D30"),
        (Facts("关于某某同志任职的通知", "通知", "superior", "read"), "N"),
        (Facts("情况简报", "", "superior", "read"), "N"),
        (Facts("关于支援物资的函", "函", "peer", "handle"), "D10"),
        (Facts("情况反映", "", "subordinate", "read"), "N"),
        (Facts("2025年度工作报告", "报告", "subordinate", "read"), "D10"),
        (Facts("一封来信", "", ""), ""),
    ],
)
def test_the_shipped_table(one: Facts, retention: str) -> None:
    assert propose(shipped(), one).retention == retention
