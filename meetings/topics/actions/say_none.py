"""报无议题。"""

from uuid import UUID

from meetings.topics.asking import stop_asking
from meetings.topics.models import TopicCall
from meetings.topics.policy import calls, whom_to_ask
from meetings.topics.selectors.answers import unanswered
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.wording import until_in_words


@action
def say_none(call_uid: UUID, unit_uid: UUID, *, by: Actor, key: UUID) -> TopicCall:
    """报无议题：a unit brings nothing, and is reminded no more. A topic that it brings after all counts. Raises NotThere, SomebodyWasFirst."""
    call = calls.take(call_uid, by=by)
    called, post = next(
        ((one, post) for one, post in calls.answering(call, by=by) if one.uid == unit_uid), (None, None)
    )
    if called is None or post is None:
        if call.units.filter(uid=unit_uid).exists():
            raise NotAllowed("由该单位自己报。您可以看，不能替它报。")
        raise NotThere("该单位")
    refuse_shut(call, doing="报送")
    if called not in unanswered(call):
        raise SomebodyWasFirst(f"没有报送：{called}已经报过了。请刷新页面看最新情况。")
    actor = by.acting_as(post)
    called.has_none_at, called.has_none_names = now(), actor.names()
    called.save(update_fields=["has_none_at", "has_none_names"])
    stop_asking([called], why="已报无议题", done_by=post)
    record(
        actor,
        "topic_calls.has_none",
        stream=f"topic_call:{call.uid}",
        about=call.uid,
        title=str(call),
        opinion=f"{called}没有议题。",
    )
    return call


def refuse_shut(call: TopicCall, *, doing: str) -> None:
    """Raise after its deadline, saying who can extend it; and where its meeting is not to come any more."""
    if call.meeting is not None and not call.meeting.is_ahead:
        raise SomebodyWasFirst(f"没有{doing}：“{call.meeting}”现在是“{call.meeting.state_in_words}”，不再收议题。")
    if not call.is_open:
        raise SomebodyWasFirst(
            f"没有{doing}：“{call}”已于{until_in_words(call.due_at)}截止。要补报的，请联系{whom_to_ask(call)}延长期限。"
        )
