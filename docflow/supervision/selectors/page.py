"""督办事项一页：its units' parts with their lights, what was said, asked and reminded, and what the reader may do now."""

from dataclasses import dataclass, field
from uuid import UUID

from docflow.supervision import moves
from docflow.supervision.lights import Light, worst
from docflow.supervision.models import (
    Assignment,
    AssignmentState,
    Evidence,
    Extension,
    Feedback,
    FeedbackState,
    Matter,
    MatterState,
    Reminder,
    SupervisionRule,
)
from docflow.supervision.policy import matters, parts
from docflow.supervision.selectors.choices import Choice, people_of
from docflow.supervision.selectors.facts import lit
from docflow.supervision.selectors.rules import rule_of
from office.api import Actor, HistoryLine, history_of, may_read
from office.kernel.clock import today


@dataclass
class Said:
    """A feedback with its files, and what the reader may do with it."""

    feedback: Feedback
    evidence: list[Evidence]
    may_endorse: bool = False
    may_judge: bool = False
    may_send_back: bool = False


@dataclass
class Asked:
    """An extension, and what the reader may do with it."""

    extension: Extension
    may_agree: bool = False
    may_decide: bool = False


@dataclass
class Part:
    """One unit's part."""

    part: Assignment
    light: Light
    said: list[Said] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    is_mine: bool = False
    may_sign: bool = False
    may_feed_back: bool = False
    may_extend: bool = False
    why_not_extend: str = ""
    people: list[Choice] = field(default_factory=list)

    @property
    def waiting(self) -> Said | None:
        """The feedback that waits for somebody."""
        return next((one for one in self.said if one.feedback.state in moves.FEEDBACK_WAITS), None)

    @property
    def unreturned(self) -> Feedback | None:
        """What was sent back last, while nothing has answered it: a new one begins with its words."""
        last = self.said[0].feedback if self.said else None
        back = {FeedbackState.RETURNED, FeedbackState.DECLINED}
        return last if last is not None and last.state in back else None


@dataclass
class Page:
    """All of it."""

    matter: Matter
    rule: SupervisionRule
    parts: list[Part]
    history: list[HistoryLine]
    supervises: bool
    may_close: bool
    may_urge: bool
    may_recheck: bool
    missing: list[str]
    source_url: str

    @property
    def light(self) -> Light | None:
        return worst([one.light for one in self.parts])

    @property
    def is_answered(self) -> bool:
        """Whether any unit fed back, asked for more time or was reminded."""
        return any(part.said or part.asked or part.reminders for part in self.parts)

    @property
    def mine(self) -> list[Part]:
        """The parts of the reader's units, for which there is something to do."""
        return [one for one in self.parts if one.is_mine]

    @property
    def to_judge(self) -> list[tuple[Part, Said]]:
        return [(part, one) for part in self.parts for one in part.said if one.may_judge]

    @property
    def to_endorse(self) -> list[tuple[Part, Said]]:
        return [(part, one) for part in self.parts for one in part.said if one.may_endorse]

    @property
    def to_agree(self) -> list[tuple[Part, Asked]]:
        return [(part, one) for part in self.parts for one in part.asked if one.may_agree]

    @property
    def to_decide(self) -> list[tuple[Part, Asked]]:
        return [(part, one) for part in self.parts for one in part.asked if one.may_decide]

    @property
    def is_to_answer(self) -> bool:
        """Whether somebody waits for a word of the reader: that goes before what he does himself."""
        return bool(self.to_judge or self.to_endorse or self.to_agree or self.to_decide)

    @property
    def urgeable(self) -> list[Part]:
        return [one for one in self.parts if one.part.waits]


def page_of_matter(matter: Matter, *, by: Actor) -> Page:
    """In as many questions for many units as for one, but for the people of his own."""
    rule = rule_of(matter.organ)
    rows = _parts(matter)
    shown = [Part(one.part, one.light) for one in lit(rows, {matter.organ_id: rule})]
    by_pk = {one.part.pk: one for one in shown}
    supervises = matters.supervising(matter, by=by) is not None
    closes = matter.is_open and matters.closing(matter, by=by) is not None
    _fill(by_pk, matter)
    for one in shown:
        _rights(one, rule, by=by, supervises=supervises, closes=closes)
    missing = [one.part.unit_name for one in shown if one.part.waits]
    unverified = [one for one in shown if one.part.state != AssignmentState.VERIFIED]
    return Page(
        matter=matter,
        rule=rule,
        parts=shown,
        history=history_of(matter.uid),
        supervises=supervises,
        may_close=closes and not missing and (supervises or not unverified),
        may_urge=matter.is_open and bool(missing) and matters.urging(matter, by=by) is not None,
        may_recheck=supervises
        and matter.state == MatterState.CLOSED
        and matter.recheck_on is not None
        and matter.rechecked_at is None,
        missing=missing if closes or supervises else [],
        source_url=_source_url(matter, by=by),
    )


def _parts(matter: Matter) -> list[Assignment]:
    rows = list(matter.parts.select_related("organ", "department", "undertaker__person", "undertaker__post"))
    for one in rows:
        one.matter = matter
    return rows


def _fill(parts_by_pk: dict[int, Part], matter: Matter) -> None:
    """What was said, asked and reminded, the latest first."""
    files: dict[int, list[Evidence]] = {}
    for evidence in Evidence.objects.filter(feedback__part__matter=matter).select_related("file"):
        files.setdefault(evidence.feedback_id, []).append(evidence)
    for feedback in Feedback.objects.filter(part__matter=matter).order_by("-n"):
        part = parts_by_pk[feedback.part_id]
        feedback.part = part.part
        part.said.append(Said(feedback, files.get(feedback.pk, [])))
    for extension in Extension.objects.filter(part__matter=matter).order_by("-pk"):
        part = parts_by_pk[extension.part_id]
        extension.part = part.part
        part.asked.append(Asked(extension))
    for reminder in Reminder.objects.filter(part__matter=matter):
        parts_by_pk[reminder.part_id].reminders.append(reminder)


def _rights(one: Part, rule: SupervisionRule, *, by: Actor, supervises: bool, closes: bool) -> None:
    """The buttons, from the tables of moves and the policy that guard the acts."""
    part, is_open = one.part, one.part.matter.is_open
    leads = parts.leading(part, by=by) is not None
    one.is_mine = is_open and parts.member(part, by=by) is not None
    one.may_sign = one.is_mine and moves.is_possible(moves.PART, "sign_for", part.state)
    free = one.waiting is None
    one.may_feed_back = one.is_mine and free and moves.is_possible(moves.PART, "feed_back", part.state)
    one.people = people_of(part) if one.may_sign else []
    _extending(one, rule)
    for place, said in enumerate(one.said):
        state, of = said.feedback.state, said.feedback.moves
        said.may_endorse = is_open and leads and moves.is_possible(of, "endorse", state)
        said.may_judge = is_open and supervises and moves.is_possible(of, "accept", state)
        may_back = moves.is_possible(of, "send_back", state) and (place == 0 or not said.feedback.is_final)
        accepted = state == FeedbackState.ACCEPTED
        said.may_send_back = is_open and may_back and (closes or supervises if accepted else supervises)
    for asked in one.asked:
        state = asked.extension.state
        asked.may_agree = is_open and leads and moves.is_possible(moves.EXTENSION, "agree", state)
        asked.may_decide = is_open and supervises and moves.is_possible(moves.EXTENSION, "grant", state)


def _extending(one: Part, rule: SupervisionRule) -> None:
    """Whether an extension can be asked for, and if not, why."""
    part = one.part
    if not one.is_mine or not moves.is_possible(moves.PART, "ask_extension", part.state):
        return
    if any(asked.extension.state in moves.EXTENSION_WAITS for asked in one.asked):
        one.why_not_extend = "延期申请正在等答复。"
    elif today() > part.due_on:
        one.why_not_extend = "时限已过，不能再申请延期。"
    elif part.extended >= rule.most_extensions:
        one.why_not_extend = f"已延期{part.extended}次，不能再申请。"
    else:
        one.may_extend = True


def _source_url(matter: Matter, *, by: Actor) -> str:
    """Where it comes from, for whoever may read that."""
    if matter.source_uid is None or not matter.source_url or not may_read(by, matter.source_uid):
        return ""
    return matter.source_url


def of_source(uid: UUID) -> list[Matter]:
    """The matters that were opened from a paper, for those who may read the paper."""
    return list(Matter.objects.filter(source_uid=uid).select_related("organ").order_by("-opened_at")[:20])
