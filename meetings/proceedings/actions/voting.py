"""表决。"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import F

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.models import Ballot, Choice, ItemRun, ItemState, Manner, NamedVote, Tally, Voter
from meetings.proceedings.policy import ballot_of, item_of, read_to_vote, take_to_run, voter_of
from meetings.proceedings.presence import electors_of, present_at
from meetings.proceedings.rules.voting import FEWEST_IN_SECRET
from meetings.proceedings.telling import tell_voters
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words

LONGEST_QUESTION = 200


@action
def open_ballot(meeting_uid: UUID, item_uid: UUID, *, manner: str, question: str = "", by: Actor, key: UUID) -> Ballot:
    """发起表决：on the item that runs. Who has a vote and is there now votes; who comes later does not.

    Raises SomebodyWasFirst while another is open, Invalid for a secret one with so few voters that it would tell who voted how.
    """
    if manner not in Manner.values:
        raise Invalid("请选择怎样表决。", field="manner")
    meeting, actor = take_to_run(meeting_uid, by=by)
    item = item_of(meeting, item_uid)
    asked = clean_line(question, "表决事项", LONGEST_QUESTION, field="question") or item.title
    if meeting.state != life.RUNNING or not ItemRun.objects.filter(item=item, state=ItemState.RUNNING).exists():
        raise SomebodyWasFirst(f"没有发起表决：第{item.place}项不在进行中。请先开始这一项。")
    if Ballot.objects.filter(meeting=meeting, closed_at__isnull=True).exists():
        raise SomebodyWasFirst("没有发起表决：前一次表决还没有结束。请先结束它。")
    electors, there = electors_of(meeting), {one.pk for one in present_at(meeting)}
    voters = [one for one in electors if one.pk in there]
    if not voters:
        raise Invalid("没有发起表决：到会的人中没有人有表决权。请核对参会身份和签到。")
    if manner == Manner.SECRET and len(voters) < FEWEST_IN_SECRET:
        raise Invalid(
            f"没有发起表决：到会有表决权的不足{FEWEST_IN_SECRET}人，无记名也看得出是谁投的。请改用举手或记名。"
        )
    ballot = Ballot.objects.create(
        meeting=meeting,
        item=item,
        question=asked,
        manner=manner,
        eligible=len(electors),
        present=len(voters),
        opened_by=actor.appointment,
    )
    Voter.objects.bulk_create([Voter(ballot=ballot, invitation=one) for one in voters])
    if manner != Manner.NAMED:
        Tally.objects.bulk_create([Tally(ballot=ballot, choice=one) for one in Choice.values])
    if manner != Manner.HANDS:
        tell_voters(ballot, voters)
    _recorded(ballot, "proceedings.ballot_opened", actor)
    return ballot


@action
def vote(meeting_uid: UUID, ballot_uid: UUID, choice: str, *, by: Actor, key: UUID) -> Voter:
    """投票：once, and for good. Only the voter's own row is written, so that all may vote at once; of a secret vote his row says that he voted,
    and a count says one more.

    Raises NotAllowed for who has no vote, SomebodyWasFirst where it is over or he has voted.
    """
    meeting, _ = read_to_vote(meeting_uid, by=by)
    ballot = ballot_of(meeting, ballot_uid)
    voter = voter_of(ballot, by=by)
    if voter is None:
        raise NotAllowed("您在这次表决中没有表决权：表决权属于发起时到会的主持人和出席人员。")
    if ballot.manner == Manner.HANDS:
        raise NotAllowed("这一次举手表决，由会务人员计票，不用在这里投。")
    if choice not in Choice.values:
        raise Invalid("没有投票：请选择同意、反对或弃权。", field="choice")
    if not Voter.objects.filter(pk=voter.pk, has_voted=False).update(has_voted=True):
        raise SomebodyWasFirst("您在这次表决中已经投过票，一人一票，不能再改。")
    ballot = Ballot.objects.get(pk=ballot.pk)  # whoever closes it has waited for the row above, or has closed it before
    if not ballot.is_open:
        raise SomebodyWasFirst("没有投票：这次表决已经结束。")
    if ballot.manner == Manner.NAMED:
        NamedVote.objects.create(voter=voter, choice=choice)
    else:
        Tally.objects.filter(ballot=ballot, choice=choice).update(votes=F("votes") + 1)
    crash.point("proceedings.voted")
    record(by, "proceedings.voted", stream=f"ballot:{ballot.uid}", about=ballot.uid, title=str(meeting))
    voter.has_voted = True
    return voter


@action
def close_ballot(
    meeting_uid: UUID, ballot_uid: UUID, *, counts: Mapping[str, int] | None = None, by: Actor, key: UUID
) -> Ballot:
    """结束表决：what it came to stands. Of a show of hands the clerk says how many there were. Raises Invalid where more voted than are there."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    ballot = _open(meeting, ballot_uid)
    if ballot.manner == Manner.HANDS:
        _count_hands(ballot, counts or {})
    _shut(ballot)
    _recorded(ballot, "proceedings.ballot_closed", actor)
    return ballot


@action
def call_off_ballot(meeting_uid: UUID, ballot_uid: UUID, *, by: Actor, key: UUID) -> Ballot:
    """作废表决：it was put wrongly. It stays, without an outcome."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    ballot = _open(meeting, ballot_uid)
    ballot.called_off = True
    _shut(ballot)
    _recorded(ballot, "proceedings.ballot_called_off", actor)
    return ballot


def _open(meeting: Meeting, ballot_uid: UUID) -> Ballot:
    ballot = ballot_of(meeting, ballot_uid)
    if ballot.closed_at is not None:
        raise SomebodyWasFirst(f"这次表决已于{moment_in_words(ballot.closed_at)}结束。请看结果。")
    return ballot


def _shut(ballot: Ballot) -> None:
    """Wait for all who are voting at this moment; who comes after them finds it closed."""
    list(Voter.objects.filter(ballot=ballot).order_by("pk").select_for_update().values_list("pk", flat=True))
    ballot.closed_at = now()
    ballot.save(update_fields=["closed_at", "called_off"])


def _count_hands(ballot: Ballot, counts: Mapping[str, int]) -> None:
    votes = {choice: counts.get(choice, 0) for choice in Choice.values}
    if any(one < 0 for one in votes.values()) or not sum(votes.values()):
        raise Invalid("没有结束表决：请填同意、反对、弃权各多少人。", field="agree")
    if (total := sum(votes.values())) > ballot.present:
        raise Invalid(f"没有结束表决：共填了{total}票，到会有表决权的只有{ballot.present}人。请核对。", field="agree")
    for choice, number in votes.items():
        Tally.objects.filter(ballot=ballot, choice=choice).update(votes=number)


def _recorded(ballot: Ballot, act: str, by: Actor) -> None:
    meeting = ballot.meeting
    record(
        by,
        act,
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=f"第{ballot.item.place}项，{ballot.get_manner_display()}",
    )
