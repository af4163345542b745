"""Who may read and do what with materials. Said anew for every page, picture and copy: a right that ends, ends in open pages too."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from meetings.convening.life import CANCELLED, MINUTED
from meetings.convening.models import Invitation, Meeting
from meetings.convening.policy import meetings
from meetings.materials.models import Copy, Material, MaterialState
from meetings.materials.rules import Guest, reads
from meetings.materials.selectors.guests import guests_of
from office.api import Actor, Appointment
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.wording import moment_in_words

THIS = "该材料"


@dataclass(frozen=True)
class Seen:
    """A material that somebody reads at this moment: as an organiser, or by his invitation; in which post, and with which copy."""

    material: Material
    meeting: Meeting
    post: Appointment
    is_organiser: bool
    number: int | None = None

    @property
    def may_print(self) -> bool:
        return self.is_organiser or self.material.may_print

    @property
    def may_download(self) -> bool:
        return self.is_organiser or self.material.may_download


class Materials:
    """会议材料: its organisers read all of a meeting's; whoever is invited reads what was handed out for him, while it is."""

    def of(self, meeting: Meeting) -> QuerySet[Material]:
        """All of a meeting's, in the order of the agenda; what is for the whole meeting first."""
        rows = meeting.materials.select_related("item").prefetch_related("versions")
        return rows.order_by(F("item__place").asc(nulls_first=True), "order", "pk")

    def find(self, uid: UUID) -> Material:
        """With all that its pages say. Raises NotThere."""
        rows = Material.objects.select_related("meeting", "item").prefetch_related(
            "versions__file", "versions__added_by__person"
        )
        found = rows.filter(uid=uid).first()
        if found is None:
            raise NotThere(THIS)
        return found

    def to_read(self, uid: UUID, *, by: Actor) -> Seen:
        """One that he may read at this very moment. Raises NotThere for whoever it is not for, NotAllowed where it is not open to him now."""
        material = self.find(uid)
        meeting = _meeting(material, by=by)
        post = meetings.organising(meeting, by=by)
        invitation = meetings.invitation(meeting, by=by)
        number = _number(material, invitation)
        if post is not None:
            return Seen(material, meeting, post, True, number)
        if invitation is None or not self._is_for(material, invitation):
            raise NotThere(THIS)
        refuse_closed(material, meeting)
        if material.is_numbered and number is None:
            raise NotAllowed("这是编号材料，您的份号还没有编好。请与会务人员联系。")
        return Seen(material, meeting, invitation.appointment, False, number)

    def organised(self, uid: UUID, *, by: Actor) -> tuple[Material, Meeting, Actor]:
        """One whose meeting he prepares. Raises NotThere, and NotAllowed for whoever may read it."""
        material = self.find(uid)
        meeting = _meeting(material, by=by)
        if meetings.organising(meeting, by=by) is None:
            self.to_read(uid, by=by)
        return material, meeting, meetings.ask_organiser(meeting, by=by)

    def take(self, uid: UUID, *, by: Actor) -> tuple[Material, Meeting, Actor]:
        """The same, its meeting locked: nothing else happens to its materials meanwhile."""
        material, meeting, _ = self.organised(uid, by=by)
        meeting, organiser = meetings.take_to_organise(meeting.uid, by=by)
        return self.find(material.uid), meeting, organiser

    def for_guest(self, invitation: Invitation) -> list[Material]:
        """What was handed out for him, what was recalled included: the list says so."""
        guest = guests_of([invitation])[invitation.pk]
        rows = self.of(invitation.meeting).exclude(state=MaterialState.DRAFT)
        return [one for one in rows if reads(one.audience, one.item_id, guest)]

    def _is_for(self, material: Material, invitation: Invitation) -> bool:
        guest: Guest = guests_of([invitation])[invitation.pk]
        return material.state != MaterialState.DRAFT and reads(material.audience, material.item_id, guest)


def _meeting(material: Material, *, by: Actor) -> Meeting:
    try:
        return meetings.read(material.meeting.uid, by=by)
    except NotThere as unknown:
        raise NotThere(THIS) from unknown


def _number(material: Material, invitation: Invitation | None) -> int | None:
    if invitation is None or not material.is_numbered:
        return None
    return Copy.objects.filter(material=material, invitation=invitation).values_list("number", flat=True).first()


def refuse_closed(material: Material, meeting: Meeting) -> None:
    """Raise where a reader finds it closed: recalled, called off, or not open yet."""
    if material.state == MaterialState.RECALLED and material.recalled_at is not None:
        raise NotAllowed(f"这份材料已于{moment_in_words(material.recalled_at)}收回，不能再看。缘由：{material.why}")
    if meeting.state == CANCELLED:
        raise NotAllowed("会议已经取消，材料不再给看。")
    if material.opens_later and material.open_from is not None:
        raise NotAllowed(f"这份材料{moment_in_words(material.open_from)}起可看。请到时再打开。")


def refuse_settled(meeting: Meeting, *, doing: str) -> None:
    """Raise where nothing of a meeting's materials is changed any more."""
    if meeting.state in {CANCELLED, MINUTED}:
        raise SomebodyWasFirst(f"没有{doing}：会议现在是“{meeting.state_in_words}”，材料不再变动。")


materials = Materials()
