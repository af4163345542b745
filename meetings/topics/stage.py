"""征集议题 on the organiser's page of a meeting: how many units have answered, how many topics there are, where they stand."""

from django.db.models import Count, Q
from django.urls import reverse

from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.convening.progress import Progress, Stage
from meetings.topics.models import Topic, TopicCall, TopicState
from meetings.topics.models.topics import HANDED_IN
from meetings.topics.selectors.answers import answers_to
from office.api import Actor


def progress_of(meeting: Meeting, by: Actor) -> Progress | None:
    """None where no topics are taken for it and none was brought."""
    call = TopicCall.objects.filter(meeting=meeting).first()
    found = Topic.objects.filter(meeting=meeting, state__in=HANDED_IN).aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(state__in=(TopicState.ASKED, TopicState.SENT_BACK)))
    )
    if call is None:
        return _without_call(meeting, by, found["all"], found["open"])
    answers = answers_to(call)
    there = sum(one.is_there for one in answers)
    said = f"{there}/{len(answers)}个单位已报，议题{found['all']}个"
    waits = f"，{found['open']}个待定" if found["open"] else ""
    is_done = not found["open"] and (there == len(answers) or not call.is_open)
    return Progress(said + waits, call.get_absolute_url(), is_done=is_done, is_due=call.is_open and not is_done)


def _without_call(meeting: Meeting, by: Actor, brought: int, waiting: int) -> Progress | None:
    may_call = meeting.is_ahead and meetings.organising(meeting, by=by) is not None
    address = f"{reverse('topics:new_call')}?meeting={meeting.uid}" if may_call else ""
    if brought:
        waits = f"，{waiting}个待定" if waiting else ""
        return Progress(f"没有发征集，议题{brought}个{waits}", address, is_done=not waiting)
    return Progress("还没有征集", address) if meeting.kind.takes_topics else None


COLLECTING = Stage(10, "征集议题", progress_of)
