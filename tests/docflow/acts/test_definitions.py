"""Which version of a shipped route a new run takes, and which one a run keeps."""

from dataclasses import replace

import pytest

from docflow import flow
from docflow.models import FlowVersion
from docflow.walking import definitions
from docflow.walking.definitions import definition_of, newest, publish
from tests.docflow.world import a_draft, an_office

pytestmark = pytest.mark.django_db


def older() -> flow.Definition:
    """发文 as it was before 分发 became a step."""
    shipped = flow.load("outgoing")
    steps = [step for step in shipped.steps if step.key not in {"distribute", "receipts", "proofread"}]
    route = (flow.Choice(key="done", label="送办结", routes=(flow.Route(to="close"),)),)
    steps = [replace(step, choices=route) if step.key == "sealing" else step for step in steps]
    to_seal = (flow.Choice(key="done", label="送用印", routes=(flow.Route(to="seal"),)),)
    steps = [replace(step, choices=to_seal) if step.key == "typeset" else step for step in steps]
    steps = [replace(step, acts=(), returns=()) if step.key == "close" else step for step in steps]
    return replace(shipped, version=1, steps=tuple(steps))


def test_a_newer_shipped_version_is_published_and_taken() -> None:
    publish(older())
    taken = newest("outgoing")
    assert (taken.n, taken.data) == (4, flow.load("outgoing").to_data())
    assert newest("outgoing") == taken
    assert sorted(FlowVersion.objects.values_list("n", flat=True)) == [1, 4]


def test_a_run_keeps_the_version_that_it_began_with(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    with monkeypatch.context() as before:
        before.setattr(definitions, "_shipped", lambda _: older())
        paper = a_draft(office)
    run = paper.document.run
    assert newest("outgoing").n == 4
    assert run.flow.n == 1
    paper.sent().reviewed()
    assert "distribute" not in definition_of(run)
    assert a_draft(office).document.run.flow.n == 4


def test_one_that_was_published_here_later_is_taken_before_the_shipped_one() -> None:
    own = publish(replace(flow.load("outgoing"), version=7))
    assert newest("outgoing") == own


def test_a_route_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        newest("no-such-route")
