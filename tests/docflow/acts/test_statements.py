"""How often a step asks the database: the number is the same for a person of one post or of many, and does not grow unseen."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from docflow.actions.hand_back import return_to
from office.kernel.ids import uuid7
from tests.docflow.world import Paper, a_draft
from tests.factories import a_department, appointed

pytestmark = pytest.mark.django_db

STATEMENTS = 31
"""核稿 over HTTP with its sign-in: 14 look-ups (one of them for the reasons of a key that is held already) and 17 writes, one of them
for the pool that it goes to, two for the deadline and the holders of the to-do that ends with it. The bare reference of `make bench ARGS=step`, which goes
to one person, needs 18."""


def posted(paper: Paper, browser: Client) -> int:
    """The statements of a 核稿 by the head of the department; those of the test's own savepoints left out."""
    address = reverse("docflow:act", args=[paper.task("review").uid, "review"])
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(address, {"key": str(uuid7()), "opinion": "可行。", "seen": "1"})
    assert answer.status_code == 302
    return sum("SAVEPOINT" not in query["sql"] for query in asked)


@pytest.fixture
def paper() -> Paper:
    return a_draft().sent()


@pytest.fixture
def browser(client: Client, paper: Paper) -> Client:
    client.force_login(paper.office.head.person)
    return client


def test_a_step_asks_no_more_than_it_did(paper: Paper, browser: Client) -> None:
    assert posted(paper, browser) <= STATEMENTS


def test_several_posts_cost_nothing(paper: Paper, browser: Client) -> None:
    for _ in range(3):
        appointed(a_department(paper.office.organ), "document_clerk", person=paper.office.head.person)
    assert posted(paper, browser) <= STATEMENTS


def test_a_long_way_behind_it_costs_nothing(paper: Paper, browser: Client) -> None:
    for _ in range(3):
        return_to(
            paper.task("review").uid, "draft", by=paper.office.actor(paper.office.head), key=uuid7(), reason="请补充。"
        )
        paper.sent()
    assert posted(paper, browser) <= STATEMENTS
