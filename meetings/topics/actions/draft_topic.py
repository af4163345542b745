"""起草和修改议题。"""

from uuid import UUID

from django.db import transaction

from docflow.api import begin, put_on_route
from meetings.topics.actions.writing import Written, for_what, write
from meetings.topics.models import Topic, TopicFile, TopicUnit
from meetings.topics.policy import WHY, keys_of_draft, topics
from office.api import Actor, action, grant, record
from office.kernel.clock import now
from office.kernel.refusals import NotThere, SomebodyWasFirst
from office.kernel.wording import moment_in_words

ROUTE = "topic"


@action
def draft_topic(
    written: Written,
    *,
    by: Actor,
    key: UUID,
    call: UUID | None = None,
    kind: UUID | None = None,
    like: UUID | None = None,
) -> Topic:
    """起草：a draft of his unit, unfinished as it may be. `like`: one of the unit's that was called off or sent back; its files come along.

    Raises NotThere, Invalid.
    """
    called, of_kind, department, actor = for_what(call, kind, by=by)
    model = topics.read(like, by=by) if like is not None else None
    if model is not None and not topics.is_of_unit(model, by=by):
        raise NotThere("该议题")
    topic = Topic(
        organ=of_kind.organ,
        kind=of_kind,
        call=called,
        meeting=called.meeting if called is not None else None,
        drafter=actor.appointment,
        department=department,
    )
    units = write(topic, written)
    put_on_route(topic, ROUTE)
    TopicUnit.objects.bulk_create(units)
    if model is not None:
        _bring_along(model, topic, actor)
    grant(topic.uid, *keys_of_draft(topic), why=WHY)
    begin(topic, by=actor, key=key)
    record(actor, "topics.drafted", stream=f"run:{topic.run.uid}", about=topic.uid, title=str(topic))
    return topic


@action
def revise_topic(task_uid: UUID, written: Written, *, seen: int, by: Actor, key: UUID) -> Topic:
    """修改：while it is with its unit. `seen` is the revision that he had before him. Raises Invalid, SomebodyWasFirst."""
    topic, actor = _rewrite(task_uid, written, seen=seen, by=by)
    record(actor, "topics.revised", stream=f"run:{topic.run.uid}", about=topic.uid, title=str(topic))
    return topic


def save_topic(task_uid: UUID, written: Written, *, seen: int, by: Actor) -> Topic:
    """自动保存：the same while it is being written, as often as the writing pauses; the trail keeps what he saved himself."""
    with transaction.atomic():
        return _rewrite(task_uid, written, seen=seen, by=by)[0]


def _rewrite(task_uid: UUID, written: Written, *, seen: int, by: Actor) -> tuple[Topic, Actor]:
    _, topic, actor = topics.take_task(task_uid, by=by, to="draft")
    if seen != topic.revision:
        raise SomebodyWasFirst(
            f"没有保存：{moment_in_words(topic.moved_at)}已在另一个窗口改过。您的文字还在，请比对后再保存。"
        )
    units = write(topic, written)
    topic.revision, topic.moved_at = topic.revision + 1, now()
    topic.save()
    topic.units.all().delete()
    TopicUnit.objects.bulk_create(units)
    return topic, actor


def _bring_along(model: Topic, topic: Topic, actor: Actor) -> None:
    there = model.files.filter(removed_at__isnull=True)
    TopicFile.objects.bulk_create(
        TopicFile(topic=topic, file=one.file, name=one.name, added_by=actor.appointment)
        for one in there.select_related("file")
    )
