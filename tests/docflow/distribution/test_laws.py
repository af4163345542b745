"""Laws of deliveries under any sequence of acts, allowed or not: an organ has a document once, the board counts the rows, the run waits
exactly while something is missing, and a refusal changes nothing.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docflow.distribution.actions.distribute import distribute_further
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.actions.taking_back import recall, waive
from docflow.distribution.actions.urge import urge
from docflow.distribution.models import Delivery
from docflow.distribution.selectors.board import WORDS, board_of
from docflow.distribution.selectors.inbox import counted
from docflow.distribution.selectors.unsettled import unsettled
from docflow.models import Document
from office.api import waiting_for
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal
from office.models import TrailEntry
from tests.docflow.acts.soundness import assert_on_their_way
from tests.docflow.distribution.post import Receiver, a_receiver, at_distribution, distributed, look
from tests.docflow.world import Paper

RECEIVERS = 3
VERBS = ("sign", "sign", "send_back", "send_back", "recall", "waive", "resend", "resend", "further", "urge")
acts = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, RECEIVERS - 1), st.booleans()), max_size=14)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_is_done_the_laws_hold(done: list[tuple[str, int, bool]]) -> None:
    with transaction.atomic():
        _walk(done)
        transaction.set_rollback(True)  # each example leaves the database as it found it


def _walk(done: list[tuple[str, int, bool]]) -> None:
    paper, receivers = at_distribution(), [a_receiver() for _ in range(RECEIVERS)]
    distributed(paper, *receivers[:2])
    _assert_laws(paper, receivers)
    for verb, number, looks in done:
        before = _everything(paper)
        try:
            with transaction.atomic():
                _do(verb, paper, receivers[number])
        except Refusal:
            assert _everything(paper) == before, verb
        if looks:
            look()
        _assert_laws(paper, receivers)
    look()
    _assert_laws(paper, receivers)
    assert (paper.steps() == ["close"]) == (not unsettled(paper.uid).exists())


def _do(verb: str, paper: Paper, receiver: Receiver) -> None:
    clerk, last = paper.office.actor(paper.office.clerk), _last(paper, receiver)
    if verb == "further":
        distribute_further(paper.uid, by=clerk, key=uuid7(), main=[receiver.organ.uid])
    elif last is None:
        return
    else:
        deeds: dict[str, Callable[[], object]] = {
            "sign": lambda: sign_for(last.uid, by=receiver.by, key=uuid7()),
            "send_back": lambda: send_back(last.uid, by=receiver.by, key=uuid7(), reason="缺附件"),
            "recall": lambda: recall(last.uid, by=clerk, key=uuid7(), reason="发错"),
            "waive": lambda: waive(last.uid, by=clerk, key=uuid7(), reason="不再送"),
            "resend": lambda: resend(last.uid, by=clerk, key=uuid7()),
            "urge": lambda: urge(paper.uid, [last.uid], by=clerk, key=uuid7()),
        }
        deeds[verb]()


def _last(paper: Paper, receiver: Receiver) -> Delivery | None:
    rows = Delivery.objects.filter(document__uid=paper.uid, receiver=receiver.organ)
    return rows.filter(sent_again__isnull=True).first()


def _everything(paper: Paper) -> tuple[object, ...]:
    rows = Delivery.objects.filter(document__uid=paper.uid).order_by("pk")
    return (list(rows.values()), paper.document.run.version, TrailEntry.objects.count())


def _assert_laws(paper: Paper, receivers: list[Receiver]) -> None:
    document = Document.objects.select_related("run").get(uid=paper.uid)
    assert_on_their_way()
    rows = list(Delivery.objects.filter(document=document, sent_again__isnull=True))
    by_state = Counter(WORDS[row.state][0] for row in rows)
    board = board_of(document)
    assert board is not None
    assert {one.word: one.count for one in board.counts} == by_state
    assert Counter(cell.word for _, cells in board.groups for cell in cells) == by_state
    assert sum(share.width for share in board.shares) == pytest.approx(100, abs=0.1)
    (row,) = counted([document])
    assert (row.total, {said for said, _ in row.counts}) == (len(rows), {f"{w}{n}" for w, n in by_state.items()})
    awaited = {row.receiver_id for row in rows if row.state == "delivered"}
    for one in receivers:
        assert waiting_for(one.by).exists() == (one.organ.pk in awaited)
    closing = paper.steps() == ["close"]
    assert not closing or not unsettled(paper.uid).exists()
