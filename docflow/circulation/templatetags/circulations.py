"""传阅 on the page of any paper: `{% circulations_of paper.uid %}` beside its other sections."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from docflow.circulation import policy
from docflow.circulation.papers import circulates
from docflow.circulation.selectors.lists import of_paper
from office.api import actor_for, may_read

register = template.Library()

SHOWN = 20


@register.inclusion_tag("circulation/partials/_of_paper.html", takes_context=True)
def circulations_of(context: Context, paper_uid: UUID) -> dict[str, Any]:
    """The section: the times that a paper was sent round, the newest first, with how many have read; and the door to send it."""
    by = actor_for(context["request"])
    paper = circulates(paper_uid) if may_read(by, paper_uid) else None
    rows = list(of_paper(paper_uid)[: SHOWN + 1]) if paper is not None else []
    may_start = paper is not None and policy.papers.capacity(paper, by=by) is not None
    return {
        "paper": paper,
        "circulations": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "may_start": may_start and paper is not None and not paper.hindrance,
    }
