"""Invented documents for property tests."""

import datetime as dt

from hypothesis import strategies as st

from docflow.elements.kinds import Form, Kind, Secrecy, Urgency
from docflow.elements.schema import AttachedText, Elements

PHRASES = (
    "各区县人民政府要高度重视", "，", "。", "；", "（", "）", "“一网通办”", "《云州市政务服务办法》", "2026年1月5日", "58.3%", "——", "……",
    "、", "：", "云政办发〔2026〕15号", "IPv6", "不得以任何理由拖延", "市财政局会同有关部门", "15000万元", "的", "和",
)  # fmt: skip


def phrases(least: int = 1, most: int = 40) -> st.SearchStrategy[str]:
    """Running text as documents have it: words, figures, quotations and every mark."""
    return st.lists(st.sampled_from(PHRASES), min_size=least, max_size=most).map("".join)


days = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))
names = st.sampled_from(("云州市人民政府", "云州市财政局", "东屏县人民政府办公室", "云州市人力资源和社会保障局"))
lists = st.lists(names, max_size=4).map(tuple)
people = st.lists(st.sampled_from(("沈岚", "市财政局何敏")), max_size=3).map(tuple)
rows = st.lists(phrases(1, 3), min_size=2, max_size=4).map("\t".join)
bodies = st.lists(st.one_of(phrases(), rows), max_size=6).map(tuple)
headed = st.sampled_from(("", "云州市人民政府关于加强防汛工作的通知"))


def elements() -> st.SearchStrategy[Elements]:
    return st.builds(
        Elements,
        copy_number=st.sampled_from(("", "000001")),
        secrecy=st.sampled_from((None, *Secrecy)),
        urgency=st.sampled_from((None, *Urgency)),
        issuers=lists,
        number=st.sampled_from(("", "云政发〔2026〕7号", "第12号")),
        signers=st.lists(st.sampled_from(("沈岚", "周望川")), max_size=2, unique=True).map(tuple),
        title=headed,
        main_recipients=lists,
        body=bodies,
        attachment_note=st.lists(headed.filter(bool), max_size=2).map(tuple),
        attending=people,
        excused=people,
        sitting_in=people,
        signature=lists,
        date=st.none() | days,
        note=st.sampled_from(("", "此件公开发布")),
        attachments=st.lists(st.builds(AttachedText, title=headed, body=bodies), max_size=2).map(tuple),
        cc=lists,
        print_organ=st.sampled_from(("", "云州市人民政府办公室")),
        print_date=st.none() | days,
        kind=st.sampled_from(("", *Kind)),
        form=st.sampled_from((None, *Form)),
        disclosure=st.sampled_from(("", "主动公开")),
    )
