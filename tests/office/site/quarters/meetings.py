"""Rooms and what is booked in them; meetings at every stage of their way, each with those who prepare it and those who come."""

from datetime import timedelta

from django.db import transaction

from meetings.actions.addresses import make_address
from meetings.actions.block import block
from meetings.actions.series import book_series
from meetings.actions.wait import wait_for
from meetings.materials.actions import notes as material_notes
from meetings.models import Admits, Room
from meetings.occurrences import Pattern
from meetings.proceedings.actions.issue_minutes import excerpt_of
from meetings.proceedings.actions.screens import make_screen
from meetings.proceedings.actions.voting import open_ballot
from meetings.seating.actions.keep_apart import keep_apart
from meetings.seating.actions.lock import lock_seat
from meetings.seating.actions.show import show_seats
from meetings.secrets import digest_of
from office.api import actor_of, keep
from office.kernel.clock import day_of, now
from office.kernel.ids import uuid7
from tests.docflow.world import Office
from tests.meetings.attendance.hosting import a_unit, at_the_door, signs, wants_leave
from tests.meetings.gathering import a_gathering
from tests.meetings.hall import a_hall, a_wish, booked, in_days
from tests.meetings.materials.folder import brought, handed_out
from tests.meetings.proceedings.sitting import a_sitting
from tests.meetings.seating.hall import a_seated_gathering
from tests.meetings.topics import world as topics
from tests.office.kernel.uploads.making import png
from tests.office.site.quarters.quarter import Quarter


def rooms(office: Office) -> Quarter:
    """A room that one department books and another keeps, with what there can be of it; the people of both."""
    hall = a_hall(office.organ)
    hall.room.admits, hall.room.approved_by = Admits.LISTED, hall.other.post
    hall.room.save()
    hall.room.admitted_departments.add(hall.clerk.department)
    with transaction.atomic():
        Room.objects.filter(pk=hall.room.pk).update(photo=keep(png(), "image/webp"))
    clerk, keeper = actor_of(hall.clerk.person), actor_of(hall.keeper.person)
    booking = booked(hall.room, hall.clerk, title="冬季供热调度会")
    later = in_days(7)
    pattern = Pattern(
        every="week", first_on=day_of(later.starts_at), until_on=day_of(later.starts_at), begins=540, ends=600
    )
    series = book_series(a_wish(hall.room, title="冬季供热例会"), pattern, {}, by=clerk, key=uuid7())
    waiting = wait_for(a_wish(hall.room, title="冬季供热会商"), by=keeper, key=uuid7())
    blocking = block(hall.room.uid, in_days(3), "检修", {}, by=keeper, key=uuid7())
    address = make_address("room", hall.room.uid, digest_of("of the test"), by=clerk, key=uuid7())
    rows = {"room": hall.room.uid, "building": hall.building.uid, "booking": booking.uid, "series": series.uid}
    rows |= {"waiting": waiting.uid, "blocking": blocking.uid, "address": address.uid}
    return Quarter(rows, [hall.clerk.person, hall.keeper.person, hall.other.person])


def a_meeting(office: Office) -> Quarter:
    """A meeting that is announced, with an agenda and a unit that sends somebody; one who prepares it, and a guest."""
    gathering = a_gathering(organ=office.organ, title="冬季供热调度会议")
    gathering.meeting.invited_organs.create(organ=office.organ, department=gathering.guests[1].department)
    item = gathering.meeting.items.get(place=1)
    rows = {"meeting": gathering.meeting.uid, "meeting_kind": gathering.kind.uid, "agenda_item": item.uid}
    return Quarter(rows, [gathering.organiser.person, gathering.guests[0].person])


def called_topics() -> Quarter:
    """A meeting of an organ of its own that calls for topics; one that is being written, one with its host, one that was put off."""
    world = topics.a_world(title="冬季供热专题会议")
    call = topics.called(world, title="冬季供热议题征集")
    draft = topics.drafted(world, call, title="冬季供热补贴方案")
    topics.walked(world, topics.drafted(world, call, title="冬季供热应急预案"), "decide")
    topics.put_off_(world, topics.drafted(world, call, title="冬季供热价格调整"))
    rows = {"topic_call": call.uid, "topic": draft.uid, "topic_file": draft.files.get().uid}
    rows["topic_task"] = topics.task(draft).uid
    return Quarter(rows, [world.writer.person, world.organiser.person])


def at_a_door() -> Quarter:
    """A meeting at whose door people sign in: one has, one asks for leave, a unit is to name its people."""
    there = at_the_door(title="冬季供热调度会", reply_by=now() + timedelta(minutes=5))
    signs(there, there.guests[0])
    wants_leave(there, there.guests[1])
    rows = {"attended": there.meeting.uid, "attending_unit": a_unit(there).uid}
    return Quarter(rows, [there.organiser.person, there.guests[0].person])


def handed_materials() -> Quarter:
    """A numbered material of a meeting, handed out, with a note of a guest; its organiser and the guest."""
    g = a_gathering(title="冬季供热专题会议")
    material = handed_out(g, "冬季供热方案", is_numbered=True, may_print=True, may_download=True)
    brought(g, "冬季供热讲话稿")
    guest = g.guests[0]
    note = material_notes.write_note(material.uid, 1, "这个数要核", by=g.by(guest), key=uuid7())
    rows = {"meeting_of_material": g.meeting.uid, "material": material.uid, "material_note": note.uid}
    return Quarter(rows, [g.organiser.person, guest.person])


def a_seated_meeting() -> Quarter:
    """A meeting whose seats are given, one of its people locked and two kept apart; who prepares it, and who comes."""
    gathering = a_seated_gathering(title="冬季供热专题会议")
    uid, by = gathering.meeting.uid, gathering.by(gathering.organiser)
    one, other = (gathering.invitation(who).uid for who in gathering.guests[:2])
    plan = lock_seat(uid, one, 1, by=by, key=uuid7())
    plan = keep_apart(uid, one, other, plan.version, by=by, key=uuid7())
    show_seats(uid, "all", plan.version, by=by, key=uuid7())
    return Quarter({"seated": uid}, [gathering.organiser.person, gathering.guests[0].person])


def sittings() -> Quarter:
    """A meeting that runs, with a ballot, and one that is over, with what was decided; their people."""
    sitting = a_sitting(title="冬季供热专题会议").begun().moved("begin", 1)
    item, by = sitting.items[0], sitting.by()
    sitting.decided(text="备足冬季供热用煤。")
    screen = make_screen(sitting.uid, digest_of("of another test"), by=by, key=uuid7())
    ballot = open_ballot(sitting.uid, item.uid, manner="named", by=by, key=uuid7())
    rows = {"sitting": sitting.uid, "sitting_item": item.uid, "agenda_screen": screen.uid, "ballot": ballot.uid}
    over = a_sitting(title="冬季供热总结会议").begun().moved("begin", 1)
    over.decided(text="检修供热管网。")
    over.ended()
    with transaction.atomic():
        excerpt = excerpt_of(over.meeting, over.items[0])
    rows |= {"sat": over.uid, "excerpt": excerpt.uid}
    return Quarter(rows, [sitting.organiser.person, sitting.gathering.guests[0].person, over.organiser.person])
