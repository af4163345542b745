"""Points that explain themselves: by periodical and kind, shared, stacked, for 批示 and for what was not sent; pure, and then as they are kept."""

from decimal import Decimal

import pytest

from docflow.briefs import scoring
from docflow.briefs.actions import edit, issuing
from docflow.briefs.models import Score
from docflow.briefs.reporting import AdoptedLine, Month, UnitLine, body_of, title_of
from docflow.briefs.scoring import Sum, Terms, in_words, of_adoption, of_instruction, ranked
from docflow.briefs.selectors.ranking import ranking_of, scores_of
from docflow.supervision.selectors.counting import period_of
from office.kernel.clock import today
from office.kernel.ids import uuid7
from tests.docflow.briefs.desk import a_world

TERMS = Terms(version=3, points={("a", ""): Decimal(2), ("a", "problem"): Decimal(4)}, main_leader=Decimal(5))


@pytest.mark.parametrize(
    ("kind", "units", "sharing", "points", "words"),
    [
        ("news", 1, "each", "2", "《甲》采用一条2分"),
        ("problem", 1, "split", "4", "《甲》采用“问题”一条4分"),
        ("news", 3, "each", "2", "《甲》采用一条2分，3家合编，各计2分"),
        ("news", 3, "split", "0.67", "《甲》采用一条2分，3家合编均分，各计0.67分"),
    ],
)
def test_an_adoption_counts_by_the_table_and_says_so(
    kind: str, units: int, sharing: str, points: str, words: str
) -> None:
    terms = Terms(version=1, points=TERMS.points, sharing=sharing)
    given = of_adoption(terms, "a", "甲", kind, "“问题”", units)
    assert (given.points, given.words) == (Decimal(points), words)


def test_of_several_periodicals_all_or_the_highest_counts() -> None:
    highest = Terms(version=1, points={("b", ""): Decimal(5)}, stacking="highest")
    given = of_adoption(highest, "b", "乙", "news", "", 1, Decimal(2))
    assert (given.points, given.words) == (Decimal(3), "《乙》采用一条5分；已在别的刊物得2分，只计最高，加3分")
    assert of_adoption(highest, "b", "乙", "news", "", 1, Decimal(9)).points == 0
    assert of_adoption(TERMS, "a", "甲", "news", "", 1, Decimal(9)).points == 2
    assert of_adoption(TERMS, "unknown", "丙", "news", "", 1).points == 0
    assert of_instruction(TERMS, main=True, units=1).words == "主要领导批示加5分"
    assert [in_words(Decimal(n)) for n in ("2.50", "-10", "0")] == ["2.5分", "−10分", "0分"]


def test_equal_points_share_a_place() -> None:
    one = Sum("adopted", "《甲》采用", 1, Decimal(2))
    order = ranked({"b": (1, [one]), "a": (4, [one]), "c": (9, [])})
    assert [(unit, total.place, total.points) for unit, total in order] == [
        ("a", 1, Decimal(2)),
        ("b", 1, Decimal(2)),
        ("c", 3, Decimal(0)),
    ]
    assert order[0][1].sums[0].in_words == "《甲》采用1条2分"


def test_the_bulletin_tells_points_and_of_what_they_are_made() -> None:
    units = [UnitLine(1, "市教育局", 3, 2, "9分", "《甲》采用2条4分，批示1次5分")]
    month = Month(month="2026年11月", issues=1, units=units, adopted=[AdoptedLine("甲", "题", "市教育局")], missed=[])
    body = body_of(month)
    assert title_of(month) == "关于2026年11月政务信息报送采用情况的通报"
    assert "1\t市教育局\t3\t2\t9分" in body
    assert "市教育局：《甲》采用2条4分，批示1次5分，合计9分。" in body
    nothing = body_of(Month(month="2026年11月", issues=0, units=units, adopted=[], missed=["市财政局"]))
    assert "本月没有采用的信息。" in nothing
    assert nothing[-1].startswith("市财政局有约稿到期未报")


@pytest.mark.django_db
def test_a_later_rule_changes_no_score_that_was_given() -> None:
    world = a_world()
    world.ruled(sharing="split", stacking="highest", points={(world.periodicals[1].uid, ""): 5})
    first, second = world.submitted(0), world.submitted(1)
    item = world.taken(first)
    edit.merge(item.uid, [second.uid], by=world.by(world.editor), key=uuid7())
    issue = world.issued(world.adopted(item).issue)
    world.instructed(issue)
    kept = list(Score.objects.order_by("pk").values_list("points", "words", "rule__version"))
    assert [points for points, _, _ in kept] == [Decimal(1), Decimal(1), Decimal("2.5"), Decimal("2.5")]
    world.ruled(sharing="each", main_leader=50, points={(world.periodicals[0].uid, ""): 90})
    entry = issuing.adopt(item.uid, world.periodicals[1].uid, by=world.by(world.editor), key=uuid7())
    world.issued(entry.issue)
    after = list(Score.objects.order_by("pk").values_list("points", "words", "rule__version"))
    assert after[:4] == kept
    assert {version for _, _, version in after[4:]} == {world.rule.version}
    period = period_of(f"{today():%Y-%m}")
    rows = ranking_of(world.desk, period, by=world.by(world.editor))
    assert [(one.name, one.total.place, one.total.submitted) for one in rows] == [
        (str(world.staff[0].department), 1, 1),
        (str(world.staff[1].department), 1, 1),
    ]
    assert [one.in_words for one in rows[0].total.sums] == [
        "《政务信息》采用1条1分",
        "《每日要情》采用1条2分",
        "批示1次2.5分",
    ]
    own = scores_of(world.desk, period, None, by=world.by(world.staff[0]))
    assert {one.department for one in own} == {world.staff[0].department}
    linked = [bool(one.address) for one in ranking_of(world.desk, period, by=world.by(world.staff[0]))]
    assert linked == [True, False]
    assert scoring.LABELS.keys() == {"adopted", "instructed", "missed"}
