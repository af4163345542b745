"""元数据 by the names of DA/T 46, 办理过程 and 签章验证信息 as files; links; what is told to an archive and in which order."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from lxml import etree

from archive.actions.check_again import check_again
from archive.actions.confirm_retention import confirm_retention
from archive.actions.file_record import manifest_digest
from archive.collecting import LOOK_BACK, Sweep, sweep
from archive.models import Fonds, Record
from archive.selectors.dossier import links_of
from archive.xml_text import xml_of
from docflow.actions.linking import link_papers
from docflow.api import closed_papers, filing_of
from docflow.elements.schema import AttachedText
from docflow.filing.promised import promised_files
from docflow.models import Document, LinkKind
from office.api import read
from office.jobs.models import Job
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere
from tests.archive.shelf import a_shelf, closed_paper, closed_piece, confirmed, filed, to_the_end, work
from tests.docflow.world import NOTICE, a_draft, an_office

pytestmark = pytest.mark.django_db

REQUIRED = (
    *(
        "聚合层次",
        "立档单位名称",
        "电子文件号",
        "档号",
        "全宗号",
        "年度",
        "保管期限",
        "室编件号",
        "题名",
        "责任者",
        "日期",
        "密级",
    ),
    *("文件组合类型", "电子属性", "脱机载体编号", "授权", "机构人员实体", "业务实体", "开放标识", "门类", "页数"),
)


def parsed(item: Record, role: str) -> Any:
    return etree.fromstring(read(item.current_files.get(role=role).file))


def test_the_description_is_whole_in_its_row_and_in_its_file() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    assert [name for name in REQUIRED if not item.metadata[name]] == []
    assert item.metadata["电子文件号"] == str(item.uid)
    assert item.metadata["公文标识"] == str(item.paper_uid)
    assert (item.metadata["档号"], item.metadata["保管期限"]) == (item.code, "D30")
    deeds = [one["业务行为"] for one in item.metadata["业务实体"]]
    assert [
        deeds.count(name) for name in ("拟稿", "核稿", "签发", "复核", "编号", "分发", "送达", "签收", "办结", "归档")
    ] == [1] * 10
    agents = {one["机构人员标识符"] for one in item.metadata["机构人员实体"]}
    assert {one["机构人员标识符"] for one in item.metadata["业务实体"]} <= agents
    kinds = {one["机构人员类型"] for one in item.metadata["机构人员实体"]}
    assert {"单位", "内设机构", "个人"} <= kinds
    xml = parsed(item, "YSJ")
    assert xml.findtext("文件实体/档号/档号") == item.code
    assert xml.findtext("文件实体/内容描述/题名") == item.title
    assert len(xml.findall("业务实体")) == len(deeds)
    named = {one["计算机文件名"]: one["计算机文件大小"] for one in item.metadata["电子属性"]}
    there = {one.name: str(one.file.size) for one in item.current_files.exclude(role="YSJ")}
    assert named == there
    assert item.digest == manifest_digest(item)


def test_its_files_lie_by_their_digests_and_say_who_did_what() -> None:
    item = filed(a_shelf())
    for one in item.current_files:
        assert sm3(read(one.file)).hex() == one.file.sm3
    way = parsed(item, "GC")
    acts = [(one.findtext("业务行为"), one.findtext("行为描述")) for one in way.findall("行为")]
    assert ("签发", "同意印发。") in acts
    assert all(one.findtext("机构人员名称") and one.findtext("行为时间") for one in way.findall("行为"))
    facts = parsed(item, "QM")
    assert facts.findtext("结论")
    assert facts.findtext("文件") == "ZB-01.pdf"


def test_what_came_in_is_filed_with_its_reply_linked() -> None:
    shelf = a_shelf()
    reply = closed_paper(shelf.office)
    piece = closed_piece(shelf.office)
    with transaction.atomic():
        link_papers(reply.uid, piece.uid, LinkKind.REPLIES_TO, by=shelf.office.actor(shelf.office.clerk))
    sweep(everything=True)
    work()
    item = Record.objects.get(paper_uid=piece.uid)
    (relation,) = item.metadata["实体关系"]
    assert (relation["关系"], relation["被关联文件标识符"]) == ("复文", str(reply.uid))
    (seen,) = links_of(item, by=shelf.by)
    answer = Record.objects.get(paper_uid=reply.uid)
    assert (seen.word, seen.address) == ("复文", answer.get_absolute_url())
    assert list(links_of(item, by=a_shelf().by)) == []
    confirm_retention(item.uid, "D10", by=shelf.by, key=uuid7())
    to_the_end(shelf, item, "GD-3-6")
    assert item.metadata["收文号"] == piece.number
    deeds = [one["业务行为"] for one in item.metadata["业务实体"]]
    assert {"登记", "初审", "拟办", "批示", "承办", "办结", "归档"} <= set(deeds)


def test_text_stands_string_by_string_for_the_search() -> None:
    item = filed(a_shelf())
    assert item.text["body"] == ["现将有关事项通知如下。", "一、总体要求", "按期供热，及时响应。"]


def test_what_is_promised_is_a_text_behind_the_body_or_a_file() -> None:
    note = ("任务分工", "经费表")
    behind = (AttachedText("任务 分工", ("一、甲局牵头。",)),)
    assert promised_files(replace(NOTICE, attachment_note=note, attachments=behind)) == ("经费表",)
    assert promised_files(replace(NOTICE, attachment_note=note)) == note
    assert promised_files(replace(NOTICE, attachment_note=note[:1], attachments=behind)) == ()


def test_only_what_is_closed_is_told_and_each_once_in_an_order_that_can_be_walked() -> None:
    office = an_office()
    draft = a_draft(office)
    papers = [closed_paper(office).uid, closed_piece(office).uid, closed_paper(office).uid]
    walked: list[UUID] = []
    after = None
    while stretch := closed_papers(after, 2):
        walked += [one.uid for one in stretch]
        after = (stretch[-1].closed_at, stretch[-1].uid)
    assert walked == papers
    with pytest.raises(NotThere):
        filing_of(draft.uid)
    with pytest.raises(NotThere):
        filing_of(uuid7())


def test_what_was_committed_late_is_found_by_the_next_walk() -> None:
    shelf = a_shelf()
    walk = Sweep()
    first = closed_paper(shelf.office)
    assert walk() == 1
    late = closed_paper(shelf.office)
    Document.objects.filter(pk=late.pk).update(closed_at=(first.closed_at or now()) - timedelta(hours=2))
    assert walk() == 1
    old = closed_paper(shelf.office)
    Document.objects.filter(pk=old.pk).update(closed_at=now() - 2 * LOOK_BACK)
    assert walk() == 0
    assert Sweep()() == 1  # a process that begins looks at everything, and so does the night
    work()
    assert Record.objects.count() == 3


def test_an_organ_without_a_fonds_waits_until_one_is_opened() -> None:
    office = an_office()
    closed_paper(office)
    assert sweep(everything=True) == 0
    shelf = a_shelf(office)
    assert sweep(everything=True) == 1
    assert Fonds.objects.get() == shelf.fonds


def test_a_job_that_came_to_no_end_is_not_asked_for_at_every_turn() -> None:
    closed_paper(a_shelf().office)
    assert sweep(everything=True) == 1
    Job.objects.filter(key__startswith="archive/collect/").update(state="given_up", ended_at=now())
    assert sweep(everything=True) == 0


def test_xml_holds_what_a_text_can_hold_and_marks_what_it_cannot() -> None:
    written = xml_of("根", {"甲": "一 < 二 & \x00三", "乙": [{"丙": "1"}, {"丙": "2"}], "空": ""})
    root = etree.fromstring(written)
    assert root.findtext("甲") == "一 < 二 & \ufffd三"
    assert [one.findtext("丙") for one in root.findall("乙")] == ["1", "2"]
    assert xml_of("根", {"甲": "1"}) == xml_of("根", {"甲": "1"})


def test_checked_again_it_is_described_as_filed_once() -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    work()
    check_again(item.uid, by=shelf.by, key=uuid7())
    to_the_end(shelf, item)
    assert [one["业务行为"] for one in item.metadata["业务实体"]].count("归档") == 1
    agents = [(one["机构人员标识符"], one.get("个人职位")) for one in item.metadata["机构人员实体"]]
    assert len(agents) == len(set(agents))
