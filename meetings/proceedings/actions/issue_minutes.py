"""印发纪要: found out, again and again, from the document; taken in once."""

from uuid import UUID

from docflow.api import DocumentStanding, document_standings
from meetings.convening import life
from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.models import Decision, Excerpt, Minutes
from meetings.proceedings.policy import WHY, keys_of_runners, keys_of_unit
from meetings.proceedings.telling import tell_units
from office.api import Unit, action, grant, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import SomebodyWasFirst
from office.kernel.transactions import lock_only
from realtime import api as realtime

A_STRETCH = 200


def tend_minutes() -> int:
    """Take in which minutes were issued since. The clock's; it can be run twice at once, and die. → how many."""
    waiting = dict(
        Minutes.objects.filter(issued_at__isnull=True).order_by("pk").values_list("document_uid", "meeting__uid")
    )
    issued = 0
    for uid, standing in document_standings(waiting).items():
        if not standing.is_issued:
            continue
        try:
            issue_minutes(waiting[uid], standing, by=None, key=uuid7())
        except SomebodyWasFirst:  # another process took it in this moment, or the meeting is gone on with
            continue
        issued += 1
    return issued


@action
def issue_minutes(meeting_uid: UUID, standing: DocumentStanding, *, by: None, key: UUID) -> Meeting:
    """印发纪要：the record stands from now on, and each unit reads what was decided on its own items and no other's."""
    lock_only(Meeting.objects.filter(uid=meeting_uid), "meeting")
    meeting = Meeting.objects.select_related("host__person", "organised_by__post__department").get(uid=meeting_uid)
    minutes = Minutes.objects.get(meeting=meeting)
    if not life.is_possible("issue_minutes", meeting.state) or minutes.document_uid != standing.uid:
        raise SomebodyWasFirst(f"纪要没有记为印发：会议现在是“{meeting.state_in_words}”。")
    meeting.state = life.after("issue_minutes", meeting.state)
    meeting.save(update_fields=["state"])
    minutes.number, minutes.issued_at = standing.number, now()
    minutes.save(update_fields=["number", "issued_at"])
    for item in AgendaItem.objects.filter(meeting=meeting, decisions__isnull=False).distinct().order_by("place"):
        _send(excerpt_of(meeting, item))
        crash.point("proceedings.excerpt_sent")
    realtime.notify(
        [meeting.organised_by, meeting.host],
        kind="meeting_minutes",
        title=f"“{meeting}”的纪要已经印发"[:400],
        body="议定事项节录已送有关单位。还没有立项督办的，可以一次立项。",
        url=meeting.get_absolute_url(),
        about=meeting.uid,
    )
    said = f"{standing.number}，节录已送有关单位" if standing.number else "节录已送有关单位"
    record(
        None,
        "proceedings.minutes_issued",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=said,
    )
    return meeting


def excerpt_of(meeting: Meeting, item: AgendaItem) -> Excerpt:
    """The excerpt of an item, made where there is none: until it is sent, those who run the meeting read it."""
    excerpt, is_new = Excerpt.objects.get_or_create(item=item, defaults={"meeting": meeting})
    if is_new:
        grant(excerpt.uid, *keys_of_runners(meeting), why=WHY)
    return excerpt


def units_of(item: AgendaItem) -> list[Unit]:
    """Who has to do with what was decided on it: who reported, who sat in, who is to do it; each once."""
    decisions = Decision.objects.filter(item=item).select_related("organ", "department__organ")
    named: list[Unit | None] = [item.unit]
    named += [one.department or one.organ for one in item.units.select_related("organ", "department__organ")]
    for one in decisions.prefetch_related("co_units__organ", "co_units__department__organ"):
        named += [one.lead, *(helping.unit for helping in one.co_units.all())]
    return list(dict.fromkeys(unit for unit in named if unit is not None))


def _send(excerpt: Excerpt) -> None:
    units = units_of(excerpt.item)
    for unit in units:
        grant(excerpt.uid, *keys_of_unit(unit), why=WHY)
    excerpt.sent_at, excerpt.sent_to = now(), [str(unit) for unit in units]
    excerpt.save(update_fields=["sent_at", "sent_to"])
    tell_units(excerpt, units)
