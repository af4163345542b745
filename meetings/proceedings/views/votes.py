"""表决：what is put to the vote now, for whoever has a vote; what came of it, for all who are there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.proceedings.actions.voting import vote
from meetings.proceedings.forms import RunForm
from meetings.proceedings.models import Choice
from meetings.proceedings.policy import read_to_vote, running
from meetings.proceedings.selectors.ballots import ballots_shown
from meetings.proceedings.views.parts import tabs_of, told_fault
from office.api import actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_GET
def votes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """表决."""
    return _answer(request, uid)


@require_POST
def cast(request: HttpRequest, uid: UUID, ballot: UUID) -> HttpResponse:
    """投票: once, and for good."""
    by = actor_for(request)
    read_to_vote(uid, by=by)
    form = RunForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(told_fault(form))
        vote(uid, ballot, form.cleaned_data["choice"], by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, uid, refusal=refusal, status=refusal.status)
    say(request, "已投票。")
    return redirect("proceedings:votes", uid=uid)


def _answer(request: HttpRequest, uid: UUID, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    by = actor_for(request)
    meeting, invitation = read_to_vote(uid, by=by)
    runs = running(meeting, by=by) is not None
    shown = ballots_shown(meeting, invitation, runs=runs)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, "votes") if runs else [],
        "open": [one for one in shown if one.ballot.is_open],
        "over": [one for one in shown if not one.ballot.is_open],
        "answers": Choice.choices,
        "refusal": refusal,
    }
    return render(request, "proceedings/pages/votes.html", context, status=status)
