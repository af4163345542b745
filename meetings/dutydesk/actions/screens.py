"""建立和作废值班屏。"""

from uuid import UUID

from meetings.dutydesk.models import WallScreen
from meetings.dutydesk.policy import desks
from meetings.dutydesk.writing import note
from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere

MOST = 10


@action
def make_screen(unit_uid: UUID, digest: str, *, by: Actor, key: UUID) -> WallScreen:
    """建立：only the digest comes here. Raises Invalid where there are too many."""
    unit, actor = desks.take_to_keep(unit_uid, by=by)
    if WallScreen.objects.filter(unit=unit, revoked_at__isnull=True).count() >= MOST:
        raise Invalid(f"没有建立：一个值班室最多{MOST}个值班屏。请先作废不用的。")
    made = WallScreen.objects.create(unit=unit, made_by=actor.appointment, digest=digest)
    note(actor, "screen_made", unit)
    return made


@action
def revoke_screen(unit_uid: UUID, screen_uid: UUID, *, by: Actor, key: UUID) -> WallScreen:
    """作废：from this moment its address opens nothing."""
    unit, actor = desks.take_to_keep(unit_uid, by=by)
    screen = WallScreen.objects.filter(unit=unit, uid=screen_uid).first()
    if screen is None:
        raise NotThere("该值班屏")
    if screen.revoked_at is None:
        screen.revoked_at = now()
        screen.save(update_fields=["revoked_at"])
        note(actor, "screen_revoked", unit)
    return screen
