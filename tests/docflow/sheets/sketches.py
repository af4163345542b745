"""Invented handling sheets: plain ones, and strategies that draw any."""

from hypothesis import strategies as st

from docflow.sheets.sheet import TWELFTHS, Column, Entries, Entry, Fact, Facts, Listing, Section, Sheet, Voice
from tests.docflow.elements.strategies import phrases

UID = "0190a6a8-7e1c-7c3e-9d7e-1f2e3d4c5b6a"


def a_sheet(*sections: Section, organ: str = "云州市人民政府办公室", about: str = "云政办发〔2026〕12号") -> Sheet:
    return Sheet(organ, "发文处理单", about, UID, "2026年11月21日 14:30", sections)


def an_entry(opinion: str = "同意。", **changes: object) -> Entry:
    given: dict[str, object] = {
        "step": "核稿",
        "name": "顾长林 代 程远山",
        "post": "城建环保科科长",
        "times": ("2026年11月20日", "09:12收到", "10:03办理"),
        "deed": "同意",
        "opinion": opinion,
        "remarks": ("形成第2稿，改动1处，增5字：抄送机关增“各人民团体”。",),
    }
    return Entry(**{**given, **changes})  # type: ignore[arg-type]  # a test names the fields it changes


# What people paste: rare characters, what no font has, long words, many lines, blanks of every kind.
odd = st.text(alphabet="王玥堃𠮷👍\u200bA0-./，。（）“”\n \t\u3000\u2003的市", max_size=60)
words = st.one_of(phrases(0, 3), odd)
texts = st.one_of(phrases(0, 30), odd, st.just("W" * 90), phrases(5, 9).map(lambda text: text * 40))
labels = st.sampled_from(("标题", "主送机关", "拟稿处室", "正本摘要和印章证书"))

facts = st.builds(
    Fact,
    labels,
    texts,
    share=st.sampled_from((3, 4, 6, 8, 12)),
    voice=st.sampled_from(Voice),
    signed=st.sampled_from(("", "程远山　2026年11月21日")),
)
entries = st.builds(
    Entry,
    step=st.sampled_from(("拟稿", "会签退回", "答复不同意见")),
    name=words,
    post=words,
    times=st.sampled_from(((), ("2026年11月20日", "09:12收到", "10:03办理"))),
    deed=words,
    round=st.integers(1, 12),
    opinion=texts,
    remarks=st.lists(texts, max_size=2).map(tuple),
    signed=st.booleans(),
)
headings = st.sampled_from(("", "办理过程", "正本"))
listings = st.lists(st.tuples(words, texts, words), max_size=8).map(
    lambda rows: Listing("分发", (Column("序号", 2), Column("机关", 7), Column("时间", TWELFTHS - 9)), tuple(rows))
)
sections = st.lists(
    st.one_of(
        st.builds(Facts, headings, st.lists(facts, max_size=8).map(tuple)),
        st.builds(Entries, headings, st.lists(entries, max_size=8).map(tuple)),
        listings,
    ),
    max_size=4,
).map(tuple)
sheets = st.builds(
    Sheet,
    organ=st.sampled_from(("云州市人民政府办公室", "云州市人民政府" * 9)),
    form=st.sampled_from(("发文处理单", "收文处理单")),
    about=texts,
    uid=st.just(UID),
    printed_at=st.just("2026年11月21日 14:30"),
    sections=sections,
)
