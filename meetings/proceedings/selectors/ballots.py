"""表决的结果和进度. What a ballot came to is said once it is closed; while it is open, only how many have voted."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from meetings.convening.models import Invitation, Meeting
from meetings.proceedings.models import Ballot, Choice, Manner, NamedVote, Tally, Voter
from meetings.proceedings.rules.voting import Outcome


@dataclass
class Shown:
    """A ballot as a page shows it. `outcome`: once it is closed; `mine`: whether the reader has a vote in it, and has given it."""

    ballot: Ballot
    voted: int
    outcome: Outcome | None = None
    names: list[tuple[str, str]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    has_vote: bool = False
    has_voted: bool = False


def outcomes_of(meeting: Meeting) -> dict[int, Outcome]:
    """What each closed ballot of a meeting came to, by its row key; not of those that were called off."""
    closed = {one.pk: one for one in Ballot.objects.filter(meeting=meeting, closed_at__isnull=False, called_off=False)}
    votes: dict[int, dict[str, int]] = {key: {} for key in closed}
    for tally in Tally.objects.filter(ballot__in=closed):
        votes[tally.ballot_id][tally.choice] = tally.votes
    named = NamedVote.objects.filter(voter__ballot__in=closed).order_by().values_list("voter__ballot", "choice")
    for key, choice, number in named.annotate(number=Count("pk")):
        votes[key][choice] = number
    return {
        key: Outcome(
            eligible=closed[key].eligible,
            present=closed[key].present,
            agree=found.get(Choice.AGREE, 0),
            against=found.get(Choice.AGAINST, 0),
            abstain=found.get(Choice.ABSTAIN, 0),
        )
        for key, found in votes.items()
    }


def ballots_shown(meeting: Meeting, invitation: Invitation | None, *, runs: bool) -> list[Shown]:
    """The newest first. Who runs the meeting sees who has not voted yet, and of a named one that is over how each did."""
    outcomes = outcomes_of(meeting)
    rows = Ballot.objects.filter(meeting=meeting).select_related("item")
    rows = rows.annotate(voted=Count("voters", filter=Q(voters__has_voted=True))).order_by("-pk")
    found = {one.pk: Shown(one, one.voted, outcomes.get(one.pk)) for one in rows}
    if invitation is not None:
        for key, has_voted in Voter.objects.filter(ballot__in=found, invitation=invitation).values_list(
            "ballot", "has_voted"
        ):
            found[key].has_vote, found[key].has_voted = found[key].ballot.manner != Manner.HANDS, has_voted
    if runs:
        _name(found)
    return list(found.values())


def _name(found: dict[int, Shown]) -> None:
    voters = Voter.objects.filter(ballot__in=found).select_related("invitation__person", "vote").order_by("pk")
    for voter in voters:
        shown = found[voter.ballot_id]
        name = voter.invitation.person.name
        if shown.ballot.is_open and not voter.has_voted and shown.ballot.manner != Manner.HANDS:
            shown.waiting.append(name)
        elif shown.outcome is not None and shown.ballot.manner == Manner.NAMED:
            vote = getattr(voter, "vote", None)
            shown.names.append((name, vote.get_choice_display() if vote is not None else "未表决"))
