"""借阅 of what was shelved, for the demonstration: somebody has borrowed it, somebody else waits for the archivist's word."""

from collections.abc import Iterator
from itertools import chain

from archive.loans.actions.agreeing import Terms, consent, examine_request
from archive.loans.actions.ask_for_loan import Wish, ask_for_loan
from archive.loans.models import Loan, Scope
from archive.models import Record, State
from archive.policy import ARCHIVIST
from docflow.models.papers import Paper
from office.api import Actor, may_read, named, valid_appointments, with_role
from office.kernel.clock import day_of
from office.kernel.ids import uuid7
from office.kernel.wording import full_day
from office.site.rehearsing.players import Played
from office.site.rehearsing.stepping import Walk, playing, told

BORROWED = Wish(
    reason="起草今年的工作方案，需要核对任务分工和时限。",
    days=5,
    scope=Scope.ATTACHED,
    may_print=True,
)
ASKED_FOR = Wish(reason="答复来信，要引用其中第二条的提法。", days=3)


def borrowed(paper: Paper) -> Iterator[str]:
    """Two who may not read it ask for it, each of another department; the first is lent it, the second waits."""
    item = Record.objects.filter(paper_uid=paper.uid, state=State.FILED).first()
    if item is None:
        return
    for one, wish in zip(_who_may_not_read(item), (BORROWED, ASKED_FOR), strict=False):
        loan = ask_for_loan(_in_words(wish, item), by=one, key=uuid7())
        yield told("借阅申请", one, wish.reason)
        if wish is BORROWED:
            yield from _lent(loan, item)


def borrowing_of(paper: Paper) -> Played:
    """Who borrowed it or asked for it, and who answers, for whoever wants to sign in as them."""
    loans = Loan.objects.filter(organ=paper.organ, title=paper.title).order_by("pk")
    borrowers = list(dict.fromkeys(str(uid) for uid in loans.values_list("borrower__uid", flat=True)))
    people = named(borrowers)
    found: Played = [(people[uid], "借阅") for uid in borrowers if uid in people]
    archivist = with_role(paper.organ, ARCHIVIST).order_by("post__order", "pk").first()
    return [*found, (archivist, "档案审核")] if found and archivist is not None else found


def _lent(loan: Loan, item: Record) -> Iterator[str]:
    walk = Walk(loan)
    terms = Terms(record=item.uid, may_print=loan.may_print, may_download=loan.may_download)
    yield walk.does("lend", "档案审核", examine_request, terms, opinion="可以借阅。")
    if walk.waits_at("consent"):
        yield walk.does("consent", "承办处室", consent, opinion="同意。")
    until = walk.paper.until
    if until is not None:
        yield f"  借到{full_day(day_of(until))}"


def _who_may_not_read(item: Record) -> Iterator[Actor]:
    """One of each department, who holds no role and may not read it; those of the organ first."""
    rows = valid_appointments().filter(post__roles__isnull=True).order_by("pk")
    own, others = rows.filter(post__department__organ=item.organ), rows.exclude(post__department__organ=item.organ)
    met: set[int] = set()
    for one in chain(own, others):
        actor = playing(one)
        if one.department.pk not in met and not may_read(actor, item.uid):
            met.add(one.department.pk)
            yield actor


def _in_words(wish: Wish, item: Record) -> Wish:
    return Wish(
        reason=wish.reason,
        days=wish.days,
        organ=item.organ.uid,
        wanted=item.title,
        scope=wish.scope,
        may_print=wish.may_print,
    )
