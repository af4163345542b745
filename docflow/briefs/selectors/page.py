"""一条信息、一件稿件、一期刊物、一次约稿的页: what stands on each, and what the reader may do there now."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from docflow.briefs import moves
from docflow.briefs.models import (
    AskedUnit,
    Brief,
    BriefFile,
    BriefRequest,
    BriefState,
    Entry,
    Instruction,
    Issue,
    Item,
    Periodical,
    Score,
)
from docflow.briefs.policy import approving, asked_of_mine, editing, issues, items, mine, of_unit, own
from docflow.briefs.scoring import NOTHING, in_words
from docflow.briefs.selectors.choices import Choice, signers_to_choose
from docflow.briefs.selectors.papers import paper_of
from docflow.briefs.workshop import source_of
from office.api import Actor, HistoryLine, history_of
from office.kernel.clock import today

SHOWN = 30
"""How many of what came in an editor is offered to merge."""


@dataclass(frozen=True)
class BriefPage:
    brief: Brief
    files: Sequence[BriefFile]
    scores: Sequence[Score]
    entries: Sequence[Entry]
    instructions: Sequence[Instruction]
    history: Sequence[HistoryLine]
    may_approve: bool
    may_withdraw: bool
    may_revise: bool
    may_take: bool
    edits: bool

    @property
    def total(self) -> str:
        return in_words(sum((one.points for one in self.scores), NOTHING))


def page_of_brief(brief: Brief, *, by: Actor) -> BriefPage:
    edits, is_own = editing(brief.desk, by=by) is not None, own(brief, by=by) is not None
    leads = approving(brief, by=by) is not None

    def may(act: str, allowed: bool) -> bool:
        return allowed and moves.is_possible(moves.BRIEF, act, brief.state)

    entries = Entry.objects.filter(item__sources=brief, issue__state=moves.ISSUED).select_related("issue__periodical")
    told = is_own or leads or edits
    scores = Score.objects.filter(brief=brief).select_related("organ", "department", "rule")
    return BriefPage(
        brief=brief,
        files=list(brief.files.select_related("file")),
        scores=list(scores) if told else [],
        entries=list(entries),
        instructions=list(Instruction.objects.filter(entry__in=entries)) if told else [],
        history=history_of(brief.uid),
        may_approve=may("approve", leads),
        may_withdraw=may("withdraw", is_own or leads),
        may_revise=may("revise", is_own or leads),
        may_take=may("take", edits),
        edits=edits,
    )


@dataclass(frozen=True)
class ItemPage:
    item: Item
    sources: Sequence[Brief]
    entries: Sequence[Entry]
    periodicals: Sequence[Periodical]
    mergeable: Sequence[Brief]
    history: Sequence[HistoryLine]
    edits: bool
    frozen_in: Entry | None

    @property
    def may_edit(self) -> bool:
        return self.edits and self.item.is_open and self.frozen_in is None

    @property
    def may_let_go(self) -> bool:
        """Whether it is in no issue, so that it can be sent back, dropped, merged away."""
        return self.may_edit and not self.entries


def page_of_item(item: Item, *, by: Actor) -> ItemPage:
    edits = any(one.pk == item.editor_id for one in by.appointments) and editing(item.desk, by=by) is not None
    entries = list(item.entries.select_related("issue__periodical"))
    taken = {one.issue.periodical_id for one in entries}
    frozen = next((one for one in entries if one.issue.state in {moves.TO_SIGN, moves.SIGNED}), None)
    is_out = any(one.issue.state == moves.ISSUED for one in entries)
    periodicals = [one for one in item.desk.periodicals.filter(in_use=True) if one.pk not in taken]
    mergeable: list[Brief] = []
    if edits and item.is_open and frozen is None and not is_out:
        mergeable = _mergeable(item, by=by)
    return ItemPage(
        item=item,
        sources=list(item.sources.select_related("organ", "department").prefetch_related("files").order_by("place")),
        entries=entries,
        periodicals=periodicals,
        mergeable=mergeable,
        history=history_of(item.uid),
        edits=edits,
        frozen_in=frozen,
    )


def _mergeable(item: Item, *, by: Actor) -> list[Brief]:
    """What came in and nobody has, and what he has in other items of one source that are in no issue."""
    rows = Brief.objects.filter(desk=item.desk).select_related("organ", "department", "item")
    came = rows.filter(state=BriefState.SUBMITTED).order_by("-submitted_at")[:SHOWN]
    held = items.readable(by).filter(editor__in=[one.pk for one in by.appointments], closed_at__isnull=True)
    own_items = held.filter(entries__isnull=True).exclude(pk=item.pk).order_by().values("pk")
    own_rows = rows.filter(state=BriefState.TAKEN, item__in=own_items).order_by("-submitted_at")[:SHOWN]
    return [*came, *own_rows]


@dataclass(frozen=True)
class Line:
    """One entry of an issue."""

    entry: Entry
    title: str
    sources: str
    text: Sequence[str]
    instructions: Sequence[Instruction]


@dataclass(frozen=True)
class IssuePage:
    issue: Issue
    lines: Sequence[Line]
    history: Sequence[HistoryLine]
    edits: bool
    may_sign: bool
    proof_is_new: bool
    signers: Sequence[Choice]
    images: Sequence[str]

    @property
    def may_arrange(self) -> bool:
        return self.edits and self.issue.state == moves.EDITING

    @property
    def may_typeset(self) -> bool:
        return self.may_arrange and bool(self.lines) and not self.proof_is_new

    @property
    def may_send(self) -> bool:
        return self.may_arrange and bool(self.lines) and self.proof_is_new

    @property
    def may_call_back(self) -> bool:
        return self.edits and self.issue.state == moves.TO_SIGN

    @property
    def may_print_again(self) -> bool:
        return self.edits and self.issue.state == moves.SIGNED and bool(self.issue.fault)

    @property
    def may_instruct(self) -> bool:
        return self.edits and self.issue.state == moves.ISSUED


def page_of_issue(issue: Issue, *, by: Actor) -> IssuePage:
    """In as many questions for many entries as for one."""
    edits = editing(issue.periodical.desk, by=by) is not None
    paper = paper_of(issue)
    entries = list(issue.entries.select_related("item").prefetch_related("instructions").order_by("place"))
    lines = [
        Line(entry, piece.title, piece.sources, piece.body, list(entry.instructions.all()) if edits else [])
        for entry, piece in zip(entries, paper.pieces, strict=True)
    ]
    is_new = issue.proof_id is not None and issue.state == moves.EDITING and issue.previewed == source_of(paper)
    return IssuePage(
        issue=issue,
        lines=lines,
        history=history_of(issue.uid) if edits else [],
        edits=edits,
        may_sign=issues.may_sign(issue, by=by) is not None,
        proof_is_new=is_new or issue.state == moves.TO_SIGN,
        signers=signers_to_choose(issue.periodical.desk) if edits and is_new else [],
        images=_images(issue),
    )


def _images(issue: Issue) -> list[str]:
    """Where its pages are seen; another proof has other addresses."""
    if (file := issue.on_paper) is None:
        return []
    pages = (reverse("briefs:issue_image", args=[issue.uid, n]) for n in range(1, issue.pages + 1))
    return [f"{page}?v={file.sm3[:12]}" for page in pages]


@dataclass(frozen=True)
class Answer:
    """A unit that was asked, and what it sent; what it sent is shown to who may read it."""

    asked: AskedUnit
    briefs: Sequence[Brief]
    is_late: bool


@dataclass(frozen=True)
class RequestPage:
    request: BriefRequest
    answers: Sequence[Answer]
    edits: bool
    mine: Sequence[AskedUnit] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(one.asked.answered_at is not None for one in self.answers)

    @property
    def may_answer(self) -> bool:
        return self.request.is_open and bool(self.mine)


def page_of_request(request: BriefRequest, *, by: Actor) -> RequestPage:
    """Of the other units a unit sees nothing: who was asked is the desk's to know."""
    edits = editing(request.desk, by=by) is not None
    sent_in = request.answers.filter(submitted_at__isnull=False).exclude(state__in=(moves.WRITTEN, moves.WITHDRAWN))
    rows = sent_in if edits else request.answers.filter(mine(by))
    sent: dict[tuple[int, int | None], list[Brief]] = {}
    for brief in rows.select_related("organ", "department").order_by("pk"):
        sent.setdefault((brief.organ_id, brief.department_id), []).append(brief)
    units = list(request.units.select_related("organ", "department")) if edits else asked_of_mine(request, by=by)
    late = request.is_open and today() > request.due_on
    return RequestPage(
        request=request,
        answers=[
            Answer(one, sent.get((one.organ_id, one.department_id), []), late and one.answered_at is None)
            for one in units
        ],
        edits=edits,
        mine=[one for one in units if of_unit(one, by=by) is not None],
    )
