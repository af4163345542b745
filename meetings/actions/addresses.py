"""建立和作废保密地址。"""

from uuid import UUID

from meetings.models import Opens, Room, SecretAddress
from meetings.policy import addresses, rooms
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed

MOST = 10


@action
def make_address(opens: str, room_uid: UUID | None, digest: str, *, by: Actor, key: UUID) -> SecretAddress:
    """建立：only the digest comes here. A door's is made by who keeps the room. Raises Invalid where he has too many."""
    if opens not in Opens.values:
        raise Invalid("没有建立：请选择这个地址做什么用。")
    room = None
    if opens != Opens.PERSON:
        room = _room(opens, room_uid, by=by)
    there = SecretAddress.objects.filter(made_by__person=by.person, revoked_at__isnull=True, room=room)
    if there.count() >= MOST:
        raise Invalid(f"没有建立：同一种地址最多{MOST}个。请先作废不用的。")
    made = SecretAddress.objects.create(opens=opens, room=room, made_by=by.appointment, digest=digest)
    record(by, "meetings.address_made", stream=f"address:{made.uid}", about=made.uid, title=str(room or made))
    return made


def _room(opens: str, room_uid: UUID | None, *, by: Actor) -> Room:
    if room_uid is None:
        raise Invalid("没有建立：请选择会议室。")
    room = rooms.read(room_uid, by=by)
    if opens == Opens.DOOR and not rooms.is_keeper(room, by=by):
        raise NotAllowed(f"门牌屏由{room.building.kept_by}建立。")
    return room


@action
def revoke_address(address_uid: UUID, *, by: Actor, key: UUID) -> SecretAddress:
    """作废：from this moment it opens nothing."""
    found = addresses.take(address_uid, by=by)
    found.revoked_at = now()
    found.save(update_fields=["revoked_at"])
    record(
        by, "meetings.address_revoked", stream=f"address:{found.uid}", about=found.uid, title=str(found.room or found)
    )
    return found
