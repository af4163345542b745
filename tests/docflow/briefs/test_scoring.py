"""Points that explain themselves: by periodical and kind, shared, stacked, for 批示 and for what was not sent; pure, and then as they are kept."""

from decimal import Decimal

import pytest

from docflow.briefs import scoring
from docflow.briefs.actions import edit, issuing, setting_up
from docflow.briefs.models import Score
from docflow.briefs.reporting import AdoptedLine, Month, UnitLine, body_of, title_of
from docflow.briefs.scoring import (
    Given,
    Sum,
    Target,
    Terms,
    capped,
    in_words,
    of_adoption,
    of_instruction,
    ranked,
    task_in_words,
)
from docflow.briefs.selectors.ranking import month_of, ranking_of, scores_of
from docflow.supervision.selectors.counting import period_of
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere
from tests.docflow.briefs.desk import a_world, dec

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


def test_a_cap_leaves_what_there_is_room_for_and_says_so() -> None:
    two, cap = Given(Decimal(2), "《甲》采用一条2分"), Target(cap=Decimal(5))
    assert capped(two, cap, Decimal(3)) == two
    assert capped(two, Target(), Decimal(99)) == two
    assert capped(two, cap, Decimal(4)) == Given(Decimal(1), "《甲》采用一条2分；本月采用已得4分，每月最多5分，计1分")
    assert capped(two, cap, Decimal(7)).points == 0
    assert [task_in_words(Decimal(n), Decimal(5)) for n in (0, 4, 8)] == ["", "任务4分，已完成", "任务8分，差3分"]


@pytest.mark.django_db
def test_units_have_no_more_than_their_cap_and_the_ranking_says_how_far_their_task_is() -> None:
    world = a_world()
    first, second = (one.department for one in world.staff)
    world.ruled(quota=3, cap=3, targets={second.uid: (dec(8), dec(100)), world.bureau.uid: (dec(4), None)})
    issue = world.adopted().issue
    for n in (0, 1, 1):
        world.adopted(world.taken(world.submitted(n)))
    world.instructed(world.issued(issue))
    rows = Score.objects.filter(kind="adopted").order_by("pk")
    assert [one.points for one in rows.filter(department=first)] == [Decimal(2), Decimal(1)]
    assert "本月采用已得2分，每月最多3分，计1分" in rows.filter(department=first)[1].words
    assert [one.points for one in rows.filter(department=second)] == [Decimal(2), Decimal(2)]
    month, year = period_of(f"{today():%Y-%m}"), period_of(f"{today().year}")
    tasks = {one.name: one.task for one in ranking_of(world.desk, month, by=world.by(world.editor))}
    assert tasks[str(first)] == "任务3分，已完成"
    assert tasks[str(second)] == "任务8分，差4分"
    idle = str(world.bureau)
    assert tasks[idle] == "任务4分，差4分"
    assert str(world.desk.department) not in tasks, "it never reported"
    tasks = {one.name: one.task for one in ranking_of(world.desk, year, by=world.by(world.editor))}
    assert tasks[str(second)] == "任务96分，差92分"
    lines = {one.unit: one.how for one in month_of(world.desk, month, by=world.by(world.editor)).units}
    assert lines[idle] == "没有得分；任务4分，差4分"
    assert lines[str(second)] == "《政务信息》采用2条4分；任务8分，差4分"
    before = period_of(f"{today().year - 1}")
    assert ranking_of(world.desk, before, by=world.by(world.editor)) == []
    wish = setting_up.Published(name="专报")
    setting_up.save_periodical(world.desk.uid, None, wish, by=world.by(world.editor), key=uuid7())
    assert {str(one) for one in world.rule.targets.all()} == {f"{second}任务8分，最多100分", f"{world.bureau}任务4分"}
    assert (world.rule.quota, world.rule.cap) == (Decimal(3), Decimal(3))
    for wrong in ({"quota": -1}, {"cap": 0}, {"cap": "1.005"}, {"targets": {first.uid: (dec(2000), None)}}):
        with pytest.raises(Invalid, match="任务分须在0至"):
            world.ruled(**wrong)
    with pytest.raises(NotThere):
        world.ruled(targets={uuid7(): (dec(1), None)})


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
