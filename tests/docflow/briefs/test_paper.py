"""An issue on paper: its head, its items in their order with their sources, its number once it has one; PDF/A with every character known."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from docflow.briefs.actions.signing import typeset
from docflow.briefs.composing import compose
from docflow.briefs.models import Issue
from docflow.briefs.paper import Paper, Piece
from docflow.briefs.tasks import print_issue, set_proof
from docflow.layout.fonts import FontSet, load_fonts
from docflow.layout.geometry import BOTTOM
from docflow.layout.refusals import MissingCharacters
from office.api import Job
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from office.models import StoredFile
from realtime.models import Notification
from tests.docflow.briefs.desk import a_world

BODY = ("一、主要做法", *("全市中小学周边交通综合整治取得成效，高峰时段通行时间缩短12分钟。" * 3,) * 6)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return load_fonts(Path(settings.FONTS_DIR))


def a_paper(pieces: int = 3, **more: str) -> Paper:
    made = tuple(Piece(f"第{n}件信息的标题", BODY, "市教育局、市财政局") for n in range(1, pieces + 1))
    return Paper(
        **({"name": "政务信息", "organ": "云州市人民政府办公室", "readers": "市领导", "editor": "甲"} | more),
        pieces=made,
    )


def words(paper: Paper, fonts: FontSet) -> list[str]:
    return ["".join(run.text for run in page.runs) for page in compose(paper, fonts)]


def test_head_contents_items_and_foot_stand_in_their_order(fonts: FontSet) -> None:
    pages = words(a_paper(number="第12期（总第230期）", date="2026年11月28日", signer="乙"), fonts)
    assert pages[0].startswith("政务信息第12期（总第230期）云州市人民政府办公室编2026年11月28日本期要目")
    whole = "".join(pages)
    places = [whole.rindex(f"第{n}件信息的标题") for n in (1, 2, 3)]
    assert places == sorted(places)
    assert whole.count("（市教育局、市财政局）") == 3
    assert "送：市领导。编辑：甲　　签发：乙" in pages[-1]
    assert "本期要目" not in words(a_paper(1), fonts)[0]


def test_nothing_stands_below_the_type_area_however_long(fonts: FontSet) -> None:
    long = Piece("很长的标题" * 12, ("很长的一段。" * 900, "甲\t乙\t丙", "一\t二\t三"), "、".join(["市教育局"] * 40))
    pages = compose(Paper("每日要情", "云州市人民政府办公室", (long,), readers="市领导、" * 60), fonts)
    assert len(pages) > 4
    lowest = max(run.y for page in pages for run in page.runs if not run.text.startswith("—"))
    assert lowest <= BOTTOM + 1


def test_a_character_that_no_font_has_is_named_with_its_place(fonts: FontSet) -> None:
    paper = Paper("每日要情", "云州市人民政府办公室", (Piece("题", ("好", "坏\U000105c0"), ""),))
    with pytest.raises(MissingCharacters, match="第1条第2段"):
        compose(paper, fonts)


@pytest.mark.django_db
def test_the_jobs_set_proof_and_issue_and_say_why_they_could_not() -> None:
    world = a_world()
    issue = world.adopted().issue
    typeset(issue.uid, by=world.by(world.editor), key=uuid7())
    assert Job.objects.filter(task__endswith="set_proof").count() == 1
    set_proof.func(str(issue.uid))
    issue.refresh_from_db()
    proof = issue.previewed
    assert (issue.pages, issue.proof is not None) == (1, True)
    with pytest.raises(SomebodyWasFirst, match="已是最新"):
        typeset(issue.uid, by=world.by(world.editor), key=uuid7())
    issue = world.signed(issue)
    print_issue.func(str(issue.uid))
    print_issue.func(str(issue.uid))  # a job may be done twice
    issue.refresh_from_db()
    assert (issue.state, issue.pages, issue.previewed) == ("issued", 1, proof)
    assert Notification.objects.filter(person=world.leader.person, title__contains="已刊发").count() == 1
    assert StoredFile.objects.get(pk=issue.file_id or 0).media_type == "application/pdf"
    with transaction.atomic():
        item = world.taken(world.submitted(text="坏字\U000105c0"))
    other = world.adopted(item).issue
    set_proof.func(str(other.uid))
    assert "U+105C0" in Issue.objects.get(pk=other.pk).fault
