"""会议类别：登记与修改。"""

from dataclasses import dataclass
from uuid import UUID

from meetings.convening.models import MeetingKind
from meetings.convening.policy import kinds, organs_kept
from office.api import Actor, Organ, Post, action, record
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.kernel.text import clean_line
from office.kernel.transactions import lock_only

LONGEST_NAME, MOST_LATE = 60, 120


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a kind is; the organ and the approving post by uid."""

    organ: UUID
    name: str
    approved_by: UUID | None = None
    is_numbered: bool = False
    takes_topics: bool = False
    is_voted: bool = False
    is_closed: bool = False
    late_minutes: int = 0
    in_use: bool = True


@action
def save_kind(uid: UUID | None, said: Described, *, by: Actor, key: UUID) -> MeetingKind:
    """登记 a kind (`uid` None), or change one. Meetings that are there keep what they were given.

    Raises NotThere for an organ whose kinds he does not keep, Invalid at its field.
    """
    kind = kinds.read(uid, by=by) if uid is not None else MeetingKind(organ=_organ(said.organ, by=by))
    lock_only(Organ.objects.filter(pk=kind.organ.pk), "structure")  # two who name a kind alike come one after the other
    kind.name = clean_line(said.name, "名称", LONGEST_NAME, field="name")
    if not kind.name:
        raise Invalid("没有登记：请写名称。", field="name")
    if MeetingKind.objects.filter(organ=kind.organ, name=kind.name).exclude(pk=kind.pk).exists():
        raise Invalid("没有登记：本机关已有这个名称的会议类别。请改一个名称，或修改原来的。", field="name")
    if not 0 <= said.late_minutes <= MOST_LATE:
        raise Invalid(f"没有登记：写0至{MOST_LATE}分钟。", field="late_minutes")
    kind.approved_by = _post(said.approved_by, kind.organ)
    for name in ("is_numbered", "takes_topics", "is_voted", "is_closed", "late_minutes", "in_use"):
        setattr(kind, name, getattr(said, name))
    if uid is None:
        kind.order = MeetingKind.objects.filter(organ=kind.organ).count()
    kind.save()
    record(by, "convening.kind_saved", stream=f"meeting_kind:{kind.uid}", about=kind.uid, title=str(kind))
    return kind


def _organ(uid: UUID, *, by: Actor) -> Organ:
    kept = organs_kept(by)
    if not kept:
        raise NotAllowed("会议类别由本机关文书或办公室登记。请与他们联系。")
    found = next((one for one in kept if one.uid == uid), None)
    if found is None:
        raise NotThere("该机关")
    return found


def _post(uid: UUID | None, organ: Organ) -> Post | None:
    if uid is None:
        return None
    found = Post.objects.open().filter(uid=uid, department__organ=organ).first()
    if found is None:
        raise Invalid("没有登记：请选择本机关的岗位。", field="approved_by")
    return found
