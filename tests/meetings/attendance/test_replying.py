"""回执: once and again, too late, for another; what it leaves of to-dos, counts and people."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from meetings.attendance.actions.ask_leave import LeaveWish, ask_leave_for
from meetings.attendance.actions.decide_leave import decide_leave
from meetings.attendance.actions.reply import Details, come_for
from meetings.attendance.actions.urge import set_request, urge
from meetings.attendance.asking import whom_to_call
from meetings.attendance.models import Leave, LeaveState, Reply
from meetings.attendance.selectors.counting import replies_of
from meetings.attendance.turns import announced, tend_replies, turned
from meetings.convening import life, people
from meetings.convening.actions.announce_meeting import postpone_meeting
from meetings.convening.actions.change_meeting import change_meeting
from meetings.convening.actions.plan_meeting import Plan
from meetings.convening.inviting import withdraw
from meetings.convening.models import Answer, Meeting
from office.api import Appointment, Deadline, Todo, may_read
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from realtime.models import Notification
from tests.docflow.acts.soundness import assert_deadlines_sound
from tests.factories import a_department, an_organ, appointed
from tests.meetings.attendance.hosting import asking, comes, tended, wants_leave
from tests.meetings.gathering import Gathering

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Gathering:
    return asking()


def waits(who: Appointment) -> list[str]:
    rows = Todo.objects.open().filter(room="attendance", holders__appointment=who, holders__waits=True)
    return sorted(rows.values_list("step", flat=True))


def told(who: Appointment) -> list[str]:
    return list(Notification.objects.filter(person=who.person, kind="attendance").values_list("title", flat=True))


def decides(there: Gathering, leave: Leave, who: Appointment, *, agreed: bool = True, said: str = "") -> Leave:
    return decide_leave(leave.uid, agreed=agreed, said=said, by=there.by(who), key=uuid7())


def test_everybody_who_is_asked_has_a_to_do_until_he_answers(there: Gathering) -> None:
    first, second, third = there.guests
    assert [waits(one) for one in there.guests] == [["回执"]] * 3
    assert waits(there.host) == []
    comes(there, first)
    assert [waits(one) for one in there.guests] == [[], ["回执"], ["回执"]]
    there.meeting.invitations.filter(person=second.person).update(withdrawn_at=now())
    tended(there.meeting)
    assert [waits(one) for one in there.guests] == [[], [], ["回执"]]
    Meeting.objects.filter(pk=there.meeting.pk).update(state=life.CANCELLED)
    tended(there.meeting)
    assert waits(third) == []


def test_told_twice_it_asks_once(there: Gathering) -> None:
    tended(there.meeting)
    assert Todo.objects.open().filter(room="attendance").count() == 3


def test_it_is_asked_for_many_in_as_many_questions_as_for_one() -> None:
    counted = []
    for guests in (2, 12):
        made = asking(guests=guests)
        Todo.objects.filter(about=made.meeting.uid).delete()
        with CaptureQueriesContext(connection) as asked:
            tended(made.meeting)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_who_comes_is_counted_and_may_say_more_until_the_last_moment(there: Gathering) -> None:
    guest = there.guests[0]
    set_request(there.meeting.uid, phone=True, plate=True, lodging=True, by=there.by(there.organiser), key=uuid7())
    comes(there, guest, phone="13800000000")
    comes(there, guest, plate="云A12345", lodging=True, note="自驾")
    found = Reply.objects.get()
    assert (found.phone, found.plate, found.lodging, found.note) == ("", "云A12345", True, "自驾")
    assert there.invitation(guest).answer == Answer.COMES
    count = replies_of(there.meeting)
    assert (count.all, count.answered, count.comes, count.open) == (3, 1, 1, 2)


def test_what_the_meeting_does_not_ask_is_not_kept(there: Gathering) -> None:
    comes(there, there.guests[0], phone="13800000000", plate="云A12345", lodging=True)
    found = Reply.objects.get()
    assert (found.phone, found.plate, found.lodging) == ("", "", False)


def test_a_phone_does_not_lie_readable_in_the_database(there: Gathering) -> None:
    set_request(there.meeting.uid, phone=True, plate=False, lodging=False, by=there.by(there.second), key=uuid7())
    comes(there, there.guests[0], phone="13800000000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM attendance_reply")
        assert "13800000000" not in str(cursor.fetchone()[0])
    assert Reply.objects.get().phone == "13800000000"


def test_after_the_last_moment_he_is_told_whom_to_call(there: Gathering) -> None:
    Meeting.objects.filter(pk=there.meeting.pk).update(reply_by=now() - timedelta(minutes=1))
    for late in (lambda: comes(there, there.guests[0]), lambda: wants_leave(there, there.guests[0])):
        with pytest.raises(NotAllowed, match=f"截止.*{there.organiser.person.name}"):
            late()
    assert there.invitation(there.guests[0]).answer == Answer.OPEN
    by = there.by(there.organiser)
    come_for(there.meeting.uid, there.invitation(there.guests[0]).uid, Details(), by=by, key=uuid7())
    assert there.invitation(there.guests[0]).answer == Answer.COMES
    assert Reply.objects.get().on_behalf
    assert told(there.guests[0])


def test_the_telephone_is_told_to_people_of_the_same_organ_alone(there: Gathering) -> None:
    there.organiser.person.phone = "12900000001"
    there.organiser.person.save()
    meeting = Meeting.objects.get(pk=there.meeting.pk)
    assert "12900000001" in whom_to_call(meeting, there.organ)
    assert "12900000001" not in whom_to_call(meeting, an_organ())


def test_a_leave_waits_for_the_organisers_and_frees_the_place_when_they_agree(there: Gathering) -> None:
    guest = there.guests[0]
    changed: list[Meeting] = []
    people._listeners.append(changed.append)
    try:
        leave = wants_leave(there, guest)
        assert (waits(guest), waits(there.organiser), waits(there.second)) == ([], ["答复请假"], ["答复请假"])
        assert there.invitation(guest).takes_a_seat
        assert changed == []
        decides(there, leave, there.second)
    finally:
        people._listeners.remove(changed.append)
    assert there.invitation(guest).answer == Answer.AWAY
    assert len(changed) == 1
    assert waits(there.organiser) == []
    assert "同意" in told(guest)[-1]
    with pytest.raises(SomebodyWasFirst, match=there.second.person.name):
        decides(there, leave, there.organiser)


def test_one_that_is_refused_says_why_and_asks_anew(there: Gathering) -> None:
    guest = there.guests[0]
    leave = wants_leave(there, guest)
    with pytest.raises(Invalid, match="为什么"):
        decides(there, leave, there.organiser, agreed=False)
    decides(there, leave, there.organiser, agreed=False, said="议题由您汇报")
    assert (there.invitation(guest).answer, waits(guest)) == (Answer.OPEN, ["回执"])
    assert "没有同意" in told(guest)[-1]
    comes(there, guest)
    assert waits(guest) == []


def test_of_a_leader_the_host_decides(there: Gathering) -> None:
    leader = there.guests[0]
    leader.post.roles.create(role="leader")
    leave = wants_leave(there, leader)
    assert (waits(there.host), waits(there.organiser)) == (["答复请假"], [])
    with pytest.raises(NotAllowed, match="主持人"):
        decides(there, leave, there.organiser)
    decides(there, leave, there.host)
    assert there.invitation(leader).answer == Answer.AWAY


def test_the_host_cannot_stay_away(there: Gathering) -> None:
    with pytest.raises(NotAllowed, match="主持人"):
        wants_leave(there, there.host)


def test_another_comes_instead_when_it_is_agreed_to(there: Gathering) -> None:
    guest, substitute = there.guests[0], appointed(a_department(there.organ))
    leave = wants_leave(there, guest, substitute=substitute)
    assert not may_read(there.by(substitute), there.meeting.uid)
    decides(there, leave, there.organiser)
    stand_in = there.invitation(substitute)
    assert (there.invitation(guest).answer, stand_in.stands_in_for) == (Answer.REPLACED, there.invitation(guest))
    assert waits(substitute) == ["回执"]
    assert may_read(there.by(substitute), there.meeting.uid)
    comes(there, guest)
    assert there.invitation(guest).answer == Answer.COMES
    assert not there.invitation(substitute).is_in_force
    assert not may_read(there.by(substitute), there.meeting.uid)
    decides(there, wants_leave(there, guest, substitute=substitute), there.organiser)
    assert there.invitation(substitute).is_in_force


def test_who_can_come_instead(there: Gathering) -> None:
    guest, elsewhere = there.guests[0], appointed(a_department(an_organ()))
    for substitute in (there.guests[1], elsewhere, guest):
        with pytest.raises(Invalid):
            wants_leave(there, guest, substitute=substitute)
    substitute = appointed(a_department(there.organ))
    leave = wants_leave(there, guest, substitute=substitute)
    other = wants_leave(there, there.guests[1], substitute=substitute)
    decides(there, other, there.organiser)
    with pytest.raises(Invalid, match="已在参会名单"):
        decides(there, leave, there.organiser)
    assert there.invitation(guest).answer == Answer.OPEN
    assert Leave.objects.get(pk=leave.pk).state == LeaveState.ASKED


def test_asked_again_only_the_last_waits(there: Gathering) -> None:
    guest = there.guests[0]
    first, second = wants_leave(there, guest), wants_leave(there, guest, "出差")
    assert waits(there.organiser) == ["答复请假"]
    with pytest.raises(SomebodyWasFirst):
        decides(there, first, there.organiser)
    comes(there, guest)
    assert waits(there.organiser) == []
    with pytest.raises(SomebodyWasFirst):
        decides(there, second, there.organiser)
    assert there.invitation(guest).answer == Answer.COMES


def test_a_key_answers_as_the_first_time(there: Gathering) -> None:
    key, wish = uuid7(), LeaveWish(kind="away", reason="出差")
    by, guest = there.by(there.organiser), there.invitation(there.guests[0])
    made = [ask_leave_for(there.meeting.uid, guest.uid, wish, by=by, key=key) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert there.invitation(there.guests[0]).answer == Answer.AWAY


def test_only_those_who_have_said_nothing_are_urged(there: Gathering) -> None:
    comes(there, there.guests[0])
    wants_leave(there, there.guests[1])
    before = [len(told(one)) for one in there.guests]
    assert urge(there.meeting.uid, by=there.by(there.organiser), key=uuid7()).urged == 1
    assert [len(told(one)) - n for one, n in zip(there.guests, before, strict=True)] == [0, 0, 1]
    with pytest.raises(SomebodyWasFirst, match="刚催过"):
        urge(there.meeting.uid, by=there.by(there.organiser), key=uuid7())


def acts(there: Gathering) -> list[Any]:
    guest = there.invitation(there.guests[0])
    leave = wants_leave(there, there.guests[1])
    uid = there.meeting.uid
    return [
        lambda by: urge(uid, by=by, key=uuid7()),
        lambda by: set_request(uid, phone=True, plate=True, lodging=True, by=by, key=uuid7()),
        lambda by: come_for(uid, guest.uid, Details(), by=by, key=uuid7()),
        lambda by: decide_leave(leave.uid, agreed=True, by=by, key=uuid7()),
    ]


def test_a_guest_organises_nothing_and_a_stranger_finds_nothing(there: Gathering) -> None:
    for act in acts(there):
        with pytest.raises(NotAllowed):
            act(there.by(there.guests[2]))
        with pytest.raises(NotThere):
            act(there.by(there.stranger))
    for act in (comes, wants_leave):
        with pytest.raises(NotThere):
            act(there, there.stranger)
        with pytest.raises(NotThere):
            act(there, there.organiser)


@pytest.mark.parametrize("state", [life.POSTPONED, life.CANCELLED, life.RUNNING, life.ENDED])
def test_what_is_not_ahead_is_answered_no_more(state: str) -> None:
    there = asking(state=state)
    with pytest.raises(Refusal):
        comes(there, there.guests[0])
    assert there.invitation(there.guests[0]).answer == Answer.OPEN
    assert waits(there.guests[0]) == []


@pytest.mark.parametrize("text", ["a\x00b", "甲" * 401, "\ud800", "   "])
def test_what_nobody_can_keep_is_refused(there: Gathering, text: str) -> None:
    with pytest.raises(Invalid):
        wants_leave(there, there.guests[0], text)
    assert Leave.objects.count() == 0


def test_whoever_is_invited_no_more_waits_for_no_answer(there: Gathering) -> None:
    leave = wants_leave(there, there.guests[0])
    with transaction.atomic():
        withdraw(there.meeting, [there.invitation(there.guests[0])], by=there.by(there.organiser))
    assert (Leave.objects.get().state, waits(there.organiser)) == (LeaveState.DROPPED, [])
    with pytest.raises(NotThere):
        decides(there, leave, there.organiser)


def test_after_the_last_moment_nobody_has_it_among_his_to_dos(there: Gathering) -> None:
    wants_leave(there, there.guests[0])
    assert tend_replies() == 0
    with time_machine.travel(there.meeting.reply_by or now(), tick=False):
        assert (tend_replies(), tend_replies()) == (1, 0)
        assert [waits(one) for one in there.guests] == [[], [], []]
        assert waits(there.organiser) == ["答复请假"]
    Meeting.objects.filter(pk=there.meeting.pk).update(state=life.ENDED, began_at=now(), ended_at=now())
    assert tend_replies() == 1
    assert waits(there.organiser) == []


def test_moved_to_another_day_everybody_is_asked_anew(there: Gathering) -> None:
    comes(there, there.guests[0])
    decides(there, wants_leave(there, there.guests[1]), there.organiser)
    wants_leave(there, there.guests[2])
    there.meeting.reply_by = there.meeting.starts_at
    there.meeting.save()
    with transaction.atomic():
        turned(there.meeting, "reschedule", there.by(there.organiser))
    assert {one.answer for one in there.meeting.invitations.all()} == {Answer.OPEN}
    assert [waits(one) for one in there.guests] == [["回执"]] * 3
    assert waits(there.organiser) == []
    assert set(Todo.objects.open().filter(room="attendance").values_list("due_at", flat=True)) == {
        there.meeting.starts_at
    }


def test_what_waits_has_a_deadline_that_moves_and_ends_with_it(there: Gathering) -> None:
    def running() -> set[Any]:
        assert_deadlines_sound()
        return set(Deadline.objects.open().filter(about=there.meeting.uid).values_list("title", "due_at"))

    meeting, organiser = there.meeting, there.by(there.organiser)
    assert running() == {(str(meeting), meeting.reply_by)}
    comes(there, there.guests[0])
    assert Deadline.objects.open().count() == 2
    later = Plan(
        kind=there.kind.uid,
        title="防汛会商",
        host=there.host.uid,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        reply_by=meeting.starts_at - timedelta(minutes=5),
    )
    change_meeting(meeting.uid, later, meeting.version, by=organiser, key=uuid7())
    assert running() == {("防汛会商", later.reply_by)}  # and nobody is asked anew
    assert there.invitation(there.guests[0]).answer == Answer.COMES
    postpone_meeting(meeting.uid, "台风", by=organiser, key=uuid7())
    assert running() == set()


def test_postponed_or_called_off_nobody_is_asked(there: Gathering) -> None:
    there.meeting.state, there.meeting.why = life.POSTPONED, "台风"
    there.meeting.save()
    with transaction.atomic():
        turned(there.meeting, "postpone", there.by(there.organiser))
    assert [waits(one) for one in there.guests] == [[], [], []]
    there.meeting.state = life.ANNOUNCED
    there.meeting.save()
    with transaction.atomic():
        announced(there.meeting, there.by(there.organiser))
    assert [waits(one) for one in there.guests] == [["回执"]] * 3


def test_a_leave_agreed_to_after_the_last_moment_asks_the_one_who_comes_instead_for_nothing(there: Gathering) -> None:
    substitute = appointed(a_department(there.organ))
    leave = wants_leave(there, there.guests[0], substitute=substitute)
    with time_machine.travel((there.meeting.reply_by or now()) + timedelta(minutes=1)):
        decides(there, leave, there.organiser)
    assert there.invitation(substitute).answer == Answer.COMES
    assert waits(substitute) == []
