"""表决: one each, even at once; a secret vote is nowhere with a name; what came too late is not counted."""

import threading

import pytest
from django.apps import apps
from django.db import connection

from meetings.attendance.models import SignIn
from meetings.convening.models import Answer, Capacity, Invitation
from meetings.proceedings.actions.hold_meeting import end_meeting
from meetings.proceedings.actions.voting import call_off_ballot, close_ballot, open_ballot, vote
from meetings.proceedings.models import Ballot, Choice, NamedVote, Tally, Voter
from meetings.proceedings.presence import electors_of
from meetings.proceedings.selectors.ballots import ballots_shown, outcomes_of
from meetings.proceedings.stages import votes_of
from office.api import Appointment
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from office.models import TrailEntry
from realtime.models import Notification
from tests.meetings.proceedings.sitting import Sitting, a_sitting

AGREE, AGAINST, ABSTAIN = Choice.values


def a_vote(guests: int = 4) -> Sitting:
    return a_sitting(guests=guests).begun().moved("begin", 1)


@pytest.fixture
def sitting(db: None) -> Sitting:
    return a_vote()


def opened(sitting: Sitting, manner: str = "named") -> Ballot:
    return open_ballot(sitting.uid, sitting.items[0].uid, manner=manner, by=sitting.by(), key=uuid7())


def cast(sitting: Sitting, ballot: Ballot, who: Appointment, choice: str = AGREE) -> Voter:
    return vote(sitting.uid, ballot.uid, choice, by=sitting.by(who), key=uuid7())


def closed(sitting: Sitting, ballot: Ballot, **counts: int) -> str:
    close_ballot(sitting.uid, ballot.uid, counts=counts, by=sitting.by(), key=uuid7())
    return outcomes_of(sitting.meeting)[ballot.pk].words


def test_a_named_vote_says_who_and_is_counted(sitting: Sitting) -> None:
    ballot, (one, two, three, four) = opened(sitting), sitting.gathering.guests
    assert (ballot.eligible, ballot.present) == (5, 5)  # the host and four who attend; who sits in has no vote
    for who, choice in ((one, AGREE), (two, AGREE), (three, AGAINST), (sitting.gathering.host, AGREE)):
        cast(sitting, ballot, who, choice)
    (shown,) = ballots_shown(sitting.meeting, None, runs=True)
    assert (shown.voted, shown.outcome, shown.waiting) == (4, None, [four.person.name])
    assert closed(sitting, ballot) == "同意3票，反对1票，弃权0票，未表决1人，通过"
    (shown,) = ballots_shown(sitting.meeting, None, runs=True)
    assert dict(shown.names)[three.person.name] == "反对"
    (shown,) = ballots_shown(sitting.meeting, sitting.gathering.invitation(one), runs=False)
    assert shown.names == []


def test_a_secret_vote_stands_nowhere_beside_a_name(sitting: Sitting) -> None:
    ballot, (one, two, three, _) = opened(sitting, "secret"), sitting.gathering.guests
    for who, choice in ((one, AGAINST), (two, AGREE), (three, AGREE)):
        cast(sitting, ballot, who, choice)
    assert not NamedVote.objects.exists()
    assert dict(Tally.objects.values_list("choice", "votes")) == {AGREE: 2, AGAINST: 1, ABSTAIN: 0}
    assert Voter.objects.filter(has_voted=True).count() == 3
    assert not [field for field in Voter._meta.concrete_fields if field.name in {"choice", "at"}]
    for entry in TrailEntry.objects.all():
        assert not {AGREE, AGAINST, ABSTAIN} & {str(value) for value in entry.detail.values()}
    holding = [one for one in apps.get_models() if any(f.name == "choice" for f in one._meta.concrete_fields)]
    assert {Tally, NamedVote} >= {one for one in holding if one.__module__.startswith("meetings.proceedings")}
    assert closed(sitting, ballot) == "同意2票，反对1票，弃权0票，未表决2人，未通过"
    (shown,) = ballots_shown(sitting.meeting, None, runs=True)
    assert shown.names == []


@pytest.mark.django_db
def test_a_secret_ballot_of_two_would_be_none() -> None:
    sitting = a_vote(guests=1)
    with pytest.raises(Invalid, match="看得出是谁投的"):
        opened(sitting, "secret")


def test_hands_are_counted_by_the_clerk_and_not_above_who_is_there(sitting: Sitting) -> None:
    ballot = opened(sitting, "hands")
    with pytest.raises(NotAllowed, match="举手"):
        cast(sitting, ballot, sitting.gathering.host)
    for counts in ({}, {AGREE: 4, AGAINST: 2}, {AGREE: -1, AGAINST: 2}):
        with pytest.raises(Invalid, match="没有结束表决"):
            closed(sitting, ballot, **counts)
    assert closed(sitting, ballot, agree=4, abstain=1) == "同意4票，反对0票，弃权1票，通过"


def test_one_each_and_for_good(sitting: Sitting) -> None:
    ballot, (one, *_) = opened(sitting), sitting.gathering.guests
    cast(sitting, ballot, one)
    with pytest.raises(SomebodyWasFirst, match="一人一票"):
        cast(sitting, ballot, one, AGAINST)
    key = uuid7()
    for _ in range(2):  # one form sent twice
        vote(sitting.uid, ballot.uid, AGREE, by=sitting.by(sitting.gathering.guests[1]), key=key)
    assert NamedVote.objects.count() == 2


def test_who_has_no_vote(sitting: Sitting) -> None:
    away, stand_in = sitting.gathering.guests[0], sitting.gathering.guests[1]
    Invitation.objects.filter(person=away.person).update(answer=Answer.REPLACED)
    Invitation.objects.filter(person=stand_in.person).update(stands_in_for=sitting.gathering.invitation(away))
    assert [one.person for one in electors_of(sitting.meeting)] == [
        sitting.gathering.host.person,
        away.person,
        *(one.person for one in sitting.gathering.guests[2:]),
    ]
    ballot = opened(sitting)
    assert (ballot.eligible, ballot.present) == (4, 3)
    for who in (away, stand_in, sitting.sitting_in, sitting.organiser):
        with pytest.raises(NotAllowed, match="没有表决权"):
            cast(sitting, ballot, who)
    with pytest.raises(NotThere):
        cast(sitting, ballot, sitting.gathering.stranger)
    with pytest.raises(Invalid):
        cast(sitting, ballot, sitting.gathering.host, "yes")
    assert not Voter.objects.filter(has_voted=True).exists()


def test_what_is_over_is_over(sitting: Sitting) -> None:
    ballot = opened(sitting)
    with pytest.raises(SomebodyWasFirst, match="前一次表决还没有结束"):
        opened(sitting)
    with pytest.raises(SomebodyWasFirst, match="请先结束表决"):
        end_meeting(sitting.uid, by=sitting.by(), key=uuid7())
    for verb, place in (("end", 1), ("begin", 2)):
        with pytest.raises(SomebodyWasFirst, match="表决还没有结束"):
            sitting.moved(verb, place)
    closed(sitting, ballot)
    with pytest.raises(SomebodyWasFirst, match="已经结束"):
        cast(sitting, ballot, sitting.gathering.host)
    with pytest.raises(SomebodyWasFirst, match="结束。请看结果"):
        closed(sitting, ballot)
    assert not Voter.objects.filter(has_voted=True).exists()


def test_a_ballot_is_called_off_without_an_outcome(sitting: Sitting) -> None:
    ballot = opened(sitting)
    cast(sitting, ballot, sitting.gathering.host)
    call_off_ballot(sitting.uid, ballot.uid, by=sitting.by(), key=uuid7())
    assert outcomes_of(sitting.meeting) == {}
    again = opened(sitting)
    cast(sitting, again, sitting.gathering.host)
    assert closed(sitting, again).startswith("同意1票")


def test_only_the_item_that_runs_is_put_to_the_vote(sitting: Sitting) -> None:
    with pytest.raises(SomebodyWasFirst, match="第2项不在进行中"):
        open_ballot(sitting.uid, sitting.items[1].uid, manner="named", by=sitting.by(), key=uuid7())
    with pytest.raises(Invalid, match="怎样表决"):
        opened(sitting, "telepathy")
    with pytest.raises(NotAllowed):
        open_ballot(
            sitting.uid, sitting.items[0].uid, manner="named", by=sitting.by(sitting.gathering.guests[0]), key=uuid7()
        )


def test_whoever_has_a_vote_is_asked_and_finds_the_door(sitting: Sitting) -> None:
    ballot, (one, *_) = opened(sitting), sitting.gathering.guests
    asked = Notification.objects.filter(kind="meeting_ballot").values_list("person", flat=True)
    assert set(asked) == {who.person.pk for who in (sitting.gathering.host, *sitting.gathering.guests)}
    mine = sitting.gathering.invitation(one)
    assert votes_of([mine])[mine.pk][0] == "请您表决"
    cast(sitting, ballot, one)
    assert votes_of([mine])[mine.pk][0] == "已表决"
    closed(sitting, ballot)
    assert votes_of([mine]) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("manner", ["named", "secret"])
def test_of_many_at_once_each_counts_once_and_what_comes_after_the_end_not_at_all(manner: str) -> None:
    """Each presses twice while the clerk ends the ballot: what was accepted is what is counted."""
    sitting = a_vote(guests=9)
    ballot = opened(sitting, manner)
    start, accepted, refused = threading.Barrier(19), [], []

    def press(who: Appointment) -> None:
        try:
            start.wait()
            accepted.append(cast(sitting, ballot, who).pk)
        except Refusal as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    def end() -> None:
        try:
            start.wait()
            close_ballot(sitting.uid, ballot.uid, by=sitting.by(), key=uuid7())
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in sitting.gathering.guests for _ in range(2)]
    threads.append(threading.Thread(target=end))
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(accepted) + len(refused) == 18
    assert len(set(accepted)) == len(accepted) <= 9
    outcome = outcomes_of(sitting.meeting)[ballot.pk]
    assert outcome.agree == len(accepted) == Voter.objects.filter(has_voted=True).count()
    assert {one.capacity for one in electors_of(sitting.meeting)} == {Capacity.HOST, Capacity.ATTENDING}


def test_once_somebody_has_signed_in_those_who_have_not_are_not_there(sitting: Sitting) -> None:
    one, two, three, four = sitting.gathering.guests
    for who in (one, two, three):
        SignIn.objects.create(invitation=sitting.gathering.invitation(who))
    ballot = opened(sitting)
    assert (ballot.eligible, ballot.present) == (5, 3)
    with pytest.raises(NotAllowed, match="没有表决权"):
        cast(sitting, ballot, four)
