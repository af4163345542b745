"""What a to-do says of its paper: the title as it is now, and from whom it came."""

from dataclasses import replace

import pytest

from office.api import waiting_for
from tests.docflow.world import NOTICE, a_draft

pytestmark = pytest.mark.django_db


def test_the_drafters_own_is_called_as_he_calls_it_and_came_from_nobody() -> None:
    paper = a_draft(elements=replace(NOTICE, title=""))
    drafter = paper.office.actor(paper.office.drafter)
    (todo,) = waiting_for(drafter)
    assert (todo.title, todo.from_name) == ("（未拟标题）", "")
    paper.write(replace(NOTICE, title="关于清雪的通知"))
    (todo,) = waiting_for(drafter)
    assert todo.title == "关于清雪的通知"


def test_the_next_holder_reads_from_whom_it_came() -> None:
    paper = a_draft().sent()
    (todo,) = waiting_for(paper.office.actor(paper.office.head))
    assert (todo.title, todo.from_name) == (NOTICE.title, paper.office.drafter.person.name)
