"""建立和作废议程屏。"""

from uuid import UUID

from meetings.convening import life
from meetings.proceedings.models import AgendaScreen
from meetings.proceedings.policy import screen_of, take_to_run
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst

MOST = 10


@action
def make_screen(meeting_uid: UUID, digest: str, *, by: Actor, key: UUID) -> AgendaScreen:
    """建立：only the digest comes here. Raises Invalid where there are too many."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    if meeting.state in (*life.PLANNED, life.CANCELLED):
        raise SomebodyWasFirst("没有建立：会议通知发出以后才能建议程屏。")
    if AgendaScreen.objects.filter(meeting=meeting, revoked_at__isnull=True).count() >= MOST:
        raise Invalid(f"没有建立：一次会议最多{MOST}个议程屏。请先作废不用的。")
    made = AgendaScreen.objects.create(meeting=meeting, made_by=actor.appointment, digest=digest)
    _recorded(made, "proceedings.screen_made", actor)
    return made


@action
def revoke_screen(meeting_uid: UUID, screen_uid: UUID, *, by: Actor, key: UUID) -> AgendaScreen:
    """作废：from this moment its address opens nothing."""
    meeting, actor = take_to_run(meeting_uid, by=by)
    screen = screen_of(meeting, screen_uid)
    if screen.revoked_at is None:
        screen.revoked_at = now()
        screen.save(update_fields=["revoked_at"])
        _recorded(screen, "proceedings.screen_revoked", actor)
    return screen


def _recorded(screen: AgendaScreen, act: str, by: Actor) -> None:
    meeting = screen.meeting
    record(by, act, stream=f"meeting:{meeting.uid}", about=meeting.uid, title=str(meeting))
