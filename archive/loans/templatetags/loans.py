"""Words and marks of loans on a page, and 借阅 on the page of a record: `{% loans_of item %}` beside its other sections."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from archive.loans.models import Loan, LoanState
from archive.loans.models.loans import STANDING
from archive.loans.policy import loans
from archive.loans.selectors.lists import of_record
from archive.models import Record, State
from archive.policy import ARCHIVIST
from office.api import actor_for
from office.templatetags.face import tag

register = template.Library()

MANNERS = {
    "asked": "go",
    "agreed": "go",
    "lent": "ok",
    "refused": "late",
    "called_off": "",
    "given_back": "",
    "taken_back": "late",
    "expired": "",
}


@register.filter
def loan_tag(loan: Loan) -> SafeString:
    """Where it stands at this moment: the end counts from the moment it comes."""
    state = LoanState.EXPIRED if loan.has_expired else LoanState(loan.state)
    return tag(state.label, MANNERS[state])


@register.inclusion_tag("loans/partials/_of_record.html", takes_context=True)
def loans_of(context: Context, item: Record) -> dict[str, Any]:
    """The section: for the archivist who has it and who had it; for everybody else his own loans of it, and the door to ask."""
    by = actor_for(context["request"])
    keeper = by.has_role(item.organ, ARCHIVIST)
    rows = of_record(item.pk, loans.kept(by) if keeper else loans.mine(by))
    stands = any(one.state in STANDING and not one.has_expired for one in rows)
    return {
        "item": item,
        "keeper": keeper,
        "loans": rows,
        "may_ask": not keeper and item.state == State.FILED and not stands,
    }
