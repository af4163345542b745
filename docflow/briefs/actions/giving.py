"""计分：scores are given inside the act that earns them, by the rule that holds then, each with its sentence."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Sum

from docflow.briefs import scoring
from docflow.briefs.models import AskedUnit, Brief, Entry, Instruction, Issue, Item, Rank, Score, ScoreKind, ScoreRule
from docflow.briefs.selectors.rules import rule_of, targets_of, terms_of
from office.kernel.clock import today
from office.kernel.transactions import require_transaction
from office.kernel.wording import full_day


def give_for_issue(issue: Issue) -> list[Score]:
    """One score for each unit of each of its entries."""
    require_transaction()
    rule = rule_of(issue.periodical.desk)
    if rule is None:
        return []
    entries = issue.entries.select_related("item").order_by("place")
    return [score for entry in entries for score in _of_entry(entry, issue, rule)]


def give_for_instruction(instruction: Instruction) -> list[Score]:
    """The same units have what a 批示 adds."""
    require_transaction()
    entry = instruction.entry
    desk = entry.issue.periodical.desk
    rule = rule_of(desk)
    if rule is None:
        return []
    briefs = _one_a_unit(entry.item)
    given = scoring.of_instruction(terms_of(rule), main=instruction.rank == Rank.MAIN, units=len(briefs))
    words = f"{given.words}（{instruction.leader}，登{entry.issue}）"
    rows = [
        _row(brief, rule, ScoreKind.INSTRUCTED, given.points, words, entry=entry, instruction=instruction)
        for brief in briefs
    ]
    return list(Score.objects.bulk_create(rows))


def give_for_missed(asked: AskedUnit) -> Score | None:
    """What a unit loses that has not answered; nothing where the rule counts nothing."""
    require_transaction()
    request = asked.request
    rule = rule_of(request.desk)
    if rule is None or not rule.missed:
        return None
    given = scoring.of_missed(terms_of(rule), full_day(request.due_on))
    return Score.objects.create(
        desk=request.desk,
        kind=ScoreKind.MISSED,
        organ=asked.organ,
        department=asked.department,
        points=given.points,
        words=f"{given.words}（“{request}”）",
        rule=rule,
        asked=asked,
    )


def _of_entry(entry: Entry, issue: Issue, rule: ScoreRule) -> list[Score]:
    terms, targets, periodical, briefs = terms_of(rule), targets_of(rule), issue.periodical, _one_a_unit(entry.item)
    rows = []
    for brief in briefs:
        given = scoring.of_adoption(
            terms,
            str(periodical.uid),
            periodical.name,
            brief.kind,
            f"“{brief.get_kind_display()}”",
            len(briefs),
            _before(brief),
        )
        given = scoring.capped(given, targets.of((brief.organ_id, brief.department_id)), _this_month(brief))
        words = f"{issue.number}{given.words}"
        rows.append(_row(brief, rule, ScoreKind.ADOPTED, given.points, words, entry=entry))
    return list(Score.objects.bulk_create(rows))


def _before(brief: Brief) -> Decimal:
    """What the brief has by adoption already."""
    had: Decimal | None = brief.scores.filter(kind=ScoreKind.ADOPTED).aggregate(sum=Sum("points"))["sum"]
    return had or scoring.NOTHING


def _this_month(brief: Brief) -> Decimal:
    """What its unit has at its desk in this month by adoptions."""
    rows = Score.objects.filter(desk=brief.desk, organ=brief.organ, department=brief.department)
    month = rows.filter(kind=ScoreKind.ADOPTED, on__gte=today().replace(day=1))
    had: Decimal | None = month.aggregate(sum=Sum("points"))["sum"]
    return had or scoring.NOTHING


def _one_a_unit(item: Item) -> Sequence[Brief]:
    """Its sources, of each unit the first."""
    found: dict[tuple[int, int | None], Brief] = {}
    for brief in item.sources.select_related("desk", "organ", "department").order_by("place"):
        found.setdefault((brief.organ_id, brief.department_id), brief)
    return list(found.values())


def _row(
    brief: Brief,
    rule: ScoreRule,
    kind: ScoreKind,
    points: Decimal,
    words: str,
    *,
    entry: Entry,
    instruction: Instruction | None = None,
) -> Score:
    return Score(
        desk=brief.desk,
        kind=kind,
        organ=brief.organ,
        department=brief.department,
        points=points,
        words=words[:400],
        rule=rule,
        entry=entry,
        brief=brief,
        instruction=instruction,
    )
