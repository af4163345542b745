"""A duty desk in the middle of a shift, for tests that stand at one moment of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from meetings.duty.models import Roster, Shift, Turn
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.actions.check_in import check_in
from meetings.dutydesk.actions.hand_over import HandingOver, hand_over
from meetings.dutydesk.actions.matters import open_matter
from meetings.dutydesk.actions.registers import CallSaid, LogSaid, record_call, write_log
from meetings.dutydesk.actions.screens import make_screen
from meetings.dutydesk.actions.spot_checks import call_up
from meetings.dutydesk.models import HandOver
from meetings.secrets import digest_of
from office.api import Actor, Appointment
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.uploads import examine
from tests.meetings.duty.rostering import DutyRoom, a_duty_room, a_roster
from tests.office.kernel.uploads.making import pdf


@dataclass
class Desk:
    """`leader` and `officer` are on duty now; `next_leader` and `next_officer` after them."""

    room: DutyRoom
    roster: Roster
    rows: dict[str, UUID] = field(default_factory=dict)

    @property
    def uid(self) -> UUID:
        return self.room.unit.uid

    def by(self, who: Appointment) -> Actor:
        return self.room.by(who)

    def turns(self, moment: datetime | None = None) -> list[Turn]:
        return on_duty([self.room.unit], moment or now())

    def _who(self, turn: Turn) -> Appointment:
        return next(one for one in (*self.room.leaders, *self.room.officers) if one.person_id == turn.person_id)

    @property
    def leader(self) -> Appointment:
        return self._who(self.turns()[0])

    @property
    def officer(self) -> Appointment:
        return self._who(self.turns()[1])

    @property
    def next_officer(self) -> Appointment:
        return self._who(self.turns(self.ends_at)[1])

    @property
    def starts_at(self) -> datetime:
        return self.turns()[1].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.turns()[1].ends_at

    def comes(self, who: Appointment) -> None:
        check_in(self.uid, "值班室", by=self.by(who), key=uuid7())

    def logs(self, content: str = "接到来访一批", who: Appointment | None = None, **more: Any) -> UUID:
        said = LogSaid(content=content, **more)
        return write_log(self.uid, said, by=self.by(who or self.officer), key=uuid7()).uid

    def opens(self, what: str = "等应急局报情况", who: Appointment | None = None) -> UUID:
        return open_matter(self.uid, what, by=self.by(who or self.officer), key=uuid7()).uid

    def hands_over(self, who: Appointment, turn: Turn, summary: str = "无异常情况") -> HandOver:
        return hand_over(self.uid, turn.uid, HandingOver(summary=summary), by=self.by(who), key=uuid7())


def a_desk(*, published_ago: timedelta = timedelta()) -> Desk:
    """Its roster of this month has been out for so long."""
    room = a_duty_room()
    roster = a_roster(room)
    Roster.objects.filter(pk=roster.pk).update(published_at=now() - published_ago)
    roster.refresh_from_db()
    return Desk(room, roster)


def near_its_end(desk: Desk) -> tuple[Appointment, Appointment]:
    """The shift began twenty minutes ago and ends in ten, and but for the next one there is no other; who has either at the desk."""
    officer, began, ends = desk.officer, now() - timedelta(minutes=20), now() + timedelta(minutes=10)
    old = desk.turns()[1].shift
    following = next(one for one in desk.room.officers if one != officer)
    Turn.objects.filter(shift__roster=desk.roster).exclude(shift=old).delete()
    Shift.objects.filter(roster=desk.roster).exclude(pk=old.pk).delete()
    shift = Shift.objects.create(
        roster=desk.roster,
        pattern=old.pattern,
        day=old.day + timedelta(days=1),
        kind=old.kind,
        starts_at=ends,
        ends_at=ends + timedelta(days=1),
    )
    Turn.objects.create(
        shift=shift, role=desk.room.first, person=following.person, starts_at=ends, ends_at=shift.ends_at
    )
    for rows in (Shift.objects.filter(pk=old.pk), Turn.objects.filter(shift=old)):
        rows.update(starts_at=began, ends_at=ends)
    return officer, following


def a_desk_with_everything(what: str) -> Desk:
    """One of everything; the hand-over is signed by the outgoing, and a spot check waits for the leader."""
    desk = a_desk()
    officer, keeper = desk.officer, desk.by(desk.room.keeper)
    by = desk.by(officer)
    file = (pdf(), examine(pdf(), "附件.pdf"))
    entry = write_log(desk.uid, LogSaid(content=f"{what}来电询问"), [file], by=by, key=uuid7())
    said = CallSaid(reporter_unit="市应急局", content=f"{what}停热", is_important=True)
    call = record_call(desk.uid, said, by=by, key=uuid7())
    matter = open_matter(desk.uid, f"{what}恢复情况待报", call_entry=call.uid, by=by, key=uuid7())
    call_up(desk.uid, desk.leader.person.uid, by=keeper, key=uuid7())
    screen = make_screen(desk.uid, digest_of("of a duty desk"), by=keeper, key=uuid7())
    turn = Turn.objects.get(pk=desk.turns()[1].pk)
    signed = HandOver.objects.create(
        unit=desk.room.unit,
        starts_at=turn.starts_at - timedelta(days=1),
        ends_at=turn.starts_at,
        person=desk.room.officers[0].person,
        names=desk.room.officers[0].names(),
        summary=f"{what}正常",
    )
    desk.rows = {
        "duty_unit": desk.uid,
        "log_entry": entry.uid,
        "entry_file": entry.files.get().uid,
        "call_entry": call.uid,
        "pending_matter": matter.uid,
        "hand_over": signed.uid,
        "wall_screen": screen.uid,
    }
    return desk
