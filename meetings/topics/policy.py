"""Who may read and do what with topics and calls for topics, said for a row and for a list.

A draft is its unit's alone. Once it is handed in, the general office of the meeting's organ reads it, whoever prepares the meeting, and
everybody who is asked on its way. A call is read by who prepares the meeting and by the units that are called.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from docflow.api import Task, papers, tasks
from meetings.convening.life import AHEAD
from meetings.convening.models import Meeting
from meetings.convening.policy import keys_of_organisers, meetings, organising_posts
from meetings.topics.models import CalledUnit, Topic, TopicCall
from meetings.topics.models.topics import UNDECIDED
from office.api import (
    Actor,
    Appointment,
    Organ,
    appointment_key,
    department_key,
    may_read_all,
    read_one,
    readable,
    role_key,
)
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_only

WHY, CALLED = "议题", "议题征集"
"""The reasons of the grants on a topic and on a call."""
CHECKERS = ("office_reviewer", "document_clerk")
"""The general office, which sees to it that a topic is complete and consulted."""
AT_THE_DOOR = ("document_clerk", "office_reviewer")
"""Who is told and answers for an organ that is called as such."""
OF_AN_ORGAN = (*AT_THE_DOOR, "leader", "head")
"""Who may bring a topic for it."""
NAMES = (
    "organ",
    "kind",
    "department__organ",
    "drafter__person",
    "drafter__post__department__organ",
    "reporter__person",
    "reporter__post__department__organ",
    "meeting__host__person",
    "meeting__organised_by__person",
    "meeting__organised_by__post__department",
    "call",
    "item__meeting",
    "run__flow",
)


class Calls:
    """议题征集."""

    def readable(self, by: Actor) -> QuerySet[TopicCall]:
        """All he may read."""
        return readable(TopicCall.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> TopicCall:
        """One he may read; not his and not there are one refusal."""
        rows = TopicCall.objects.select_related(
            "kind__organ",
            "meeting__organised_by__person",
            "meeting__organised_by__post__department",
            "called_by__person",
            "called_by__post__department__organ",
        )
        return read_one(rows, uid, by, called="该议题征集")

    def take(self, uid: UUID, *, by: Actor) -> TopicCall:
        """One that he may read, locked."""
        self.read(uid, by=by)
        lock_only(TopicCall.objects.filter(uid=uid), "meeting")
        return self.read(uid, by=by)

    def calling(self, call: TopicCall, *, by: Actor) -> Appointment | None:
        """The post in which he sees to it: of whoever prepares the meeting, or of the department that called."""
        if call.meeting is not None:
            return meetings.organising(call.meeting, by=by)
        department = call.called_by.post.department_id
        return next((one for one in by.appointments if one.department.pk == department), None)

    def take_to_see_to(self, uid: UUID, *, by: Actor) -> tuple[TopicCall, Actor]:
        """One that he sees to, locked; and he in that capacity. Raises NotThere, NotAllowed."""
        call = self.take(uid, by=by)
        found = self.calling(call, by=by)
        if found is None:
            raise NotAllowed(f"征集由{whom_to_ask(call)}承办，由承办处室的人来办。")
        return call, by.acting_as(found)

    def answering(self, call: TopicCall, *, by: Actor) -> list[tuple[CalledUnit, Appointment]]:
        """The called units that he is of, each with the post in which he is."""
        found = []
        for called in call.units.select_related("organ", "department__organ"):
            post = next((one for one in by.appointments if is_of(called, one)), None)
            if post is not None:
                found.append((called, post))
        return found


class Topics:
    """议题."""

    def readable(self, by: Actor) -> QuerySet[Topic]:
        """All he may read."""
        return readable(Topic.objects.all(), by)

    def read(self, uid: UUID, *, by: Actor) -> Topic:
        """One he may read; not his and not there are one refusal."""
        rows = Topic.objects.select_related(*NAMES).prefetch_related(
            "units__organ", "units__department", "units__answers"
        )
        return read_one(rows, uid, by, called="该议题")

    def is_of_unit(self, topic: Topic, *, by: Actor) -> bool:
        return any(one.department.pk == topic.department_id for one in by.appointments)

    def calling_off(self, topic: Topic, *, by: Actor) -> Appointment | None:
        """The post in which he may call it off while nothing is decided: he wrote it, or leads its unit."""
        for one in by.appointments:
            leads = any(held.role == "head" for held in one.post.roles.all())
            if one.pk == topic.drafter_id or (one.department.pk == topic.department_id and leads):
                return one
        return None

    def take_to_call_off(self, uid: UUID, *, by: Actor) -> tuple[Topic, Actor]:
        """One that he may call off, its run locked. Raises NotThere, NotAllowed, SomebodyWasFirst."""
        post = self.calling_off(self.read(uid, by=by), by=by)
        if post is None:
            raise NotAllowed("撤销由经办人或提报处室负责人办。您可以看，不能这样办。")
        topic = self.take(uid, by=by)
        if topic.state not in UNDECIDED:
            raise SomebodyWasFirst(f"没有撤销：议题现在是“{topic.get_state_display()}”。请刷新页面看最新情况。")
        return topic, by.acting_as(post)

    def take_task(self, task_uid: UUID, *, by: Actor, to: str) -> tuple[Task, Topic, Actor]:
        """His task on the way of a topic, its run locked, and he in the capacity that it asks for."""
        task, actor = tasks.take(task_uid, by=by, to=to)
        return task, self.of_task(task, by=by), actor

    def of_task(self, task: Task, *, by: Actor) -> Topic:
        """The topic that a task is about; tasks of other papers are not there."""
        topic = self.read(task.run.paper_uid, by=by)
        task.run.topic = topic  # the route asks this one, as it is changed by the act
        return topic

    def take(self, uid: UUID, *, by: Actor) -> Topic:
        """One that he may read, its run locked."""
        self.read(uid, by=by)
        papers.take(uid, by=by)
        return self.read(uid, by=by)


class Placing:
    """Meetings on whose agenda somebody may put a topic."""

    def offered(self, topic: Topic, *, by: Actor) -> list[Meeting]:
        """Those ahead that he prepares or hosts; and the one that the topic is for. The nearest first."""
        return [one for one in self._ahead(topic) if self._may(one, topic, by)]

    def to_name(self, topic: Topic, *, by: Actor) -> list[Meeting]:
        """Those ahead that the general office may name for it: that call for topics, or that he reads; nobody learns here of another."""
        rows = self._ahead(topic)
        read = may_read_all(by, [one.uid for one in rows])
        return [one for one in rows if one.uid in read or hasattr(one, "topic_call") or one.pk == topic.meeting_id]

    def take(self, uid: UUID, topic: Topic, *, by: Actor) -> Meeting:
        """One of those offered, locked. Raises NotThere, SomebodyWasFirst where it is not ahead any more."""
        rows = Meeting.objects.select_related("host", "organised_by__post").filter(uid=uid, organ=topic.organ_id)
        seen = rows.first()
        if seen is None or not self._may(seen, topic, by):
            raise NotThere("该会议")
        lock_only(Meeting.objects.filter(pk=seen.pk), "meeting")
        meeting = rows.get()
        if not meeting.is_ahead:
            raise SomebodyWasFirst(
                f"没有列入：“{meeting}”现在是“{meeting.state_in_words}”。请另选一次会议，或暂缓审议。"
            )
        return meeting

    def _ahead(self, topic: Topic) -> list[Meeting]:
        rows = Meeting.objects.filter(organ=topic.organ_id, state__in=AHEAD).order_by("starts_at", "pk")
        return list(rows.select_related("host", "organised_by__post", "topic_call"))

    def post_in(self, meeting: Meeting, *, by: Actor) -> Appointment | None:
        """The post in which he hosts or prepares it."""
        return meetings.hosting(meeting, by=by) or meetings.organising(meeting, by=by)

    def _may(self, meeting: Meeting, topic: Topic, by: Actor) -> bool:
        return self.post_in(meeting, by=by) is not None or meeting.pk == topic.meeting_id


def is_of(called: CalledUnit, one: Appointment) -> bool:
    """Whether an appointment is of a called unit: of its department; of an organ in a role that speaks for it."""
    if called.department_id is not None:
        return one.department.pk == called.department_id
    return one.organ.pk == called.organ_id and any(held.role in OF_AN_ORGAN for held in one.post.roles.all())


def called_units_of(by: Actor) -> Q:
    """The called units that he is of, for a list."""
    departments = [one.department.pk for one in by.appointments]
    organs = [one.organ.pk for one in by.appointments if any(held.role in OF_AN_ORGAN for held in one.post.roles.all())]
    return Q(department__in=departments) | Q(department__isnull=True, organ__in=organs)


def calling_posts(by: Actor, organ: Organ) -> list[Appointment]:
    """The posts in which he calls for topics of a kind of meeting of an organ."""
    return [one for one in organising_posts(by) if one.organ.pk == organ.pk]


def keys_of_draft(topic: Topic) -> list[str]:
    """Who reads it from the first line on."""
    return [appointment_key(topic.drafter), department_key(topic.department)]


def keys_of_handed_in(topic: Topic) -> list[str]:
    """Who reads it besides, once it is handed in."""
    keys = [role_key(topic.organ, role) for role in (*CHECKERS, "flow_administrator")]
    return [*keys, *([appointment_key(topic.reporter)] if topic.reporter is not None else []), *keys_of_meeting(topic)]


def keys_of_meeting(topic: Topic) -> list[str]:
    """Who prepares and hosts the meeting that it is for."""
    if topic.meeting is None:
        return []
    return [*keys_of_organisers(topic.meeting), appointment_key(topic.meeting.host)]


def keys_of_called(units: Iterable[CalledUnit]) -> list[str]:
    """The people of the called units."""
    keys: list[str] = []
    for one in units:
        own = [role_key(one.organ, role) for role in OF_AN_ORGAN]
        keys += [department_key(one.department)] if one.department is not None else own
    return keys


def whom_to_ask(call: TopicCall) -> str:
    """会务科 沈岚: who sees to it, in words."""
    who = call.meeting.organised_by if call.meeting is not None else call.called_by
    return f"{who.post.department.name} {who.person.name}"


calls, topics, placing = Calls(), Topics(), Placing()
