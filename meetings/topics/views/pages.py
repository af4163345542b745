"""议题的列表与一页。"""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.api import passage_of
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.topics.completeness import missing
from meetings.topics.models import Topic, UnitPart
from meetings.topics.models.topics import UNDECIDED
from meetings.topics.policy import placing, topics
from meetings.topics.selectors.choices import kinds_of, wanted_by
from meetings.topics.selectors.lists import calls_for, of_meeting, view_of, views_of, with_names
from office.api import Actor, actor_for, may_read, note_access
from office.kernel.refusals import NotThere, Refusal
from office.paging import page_of
from office.tabs import Tab


@require_GET
def topic_list(request: HttpRequest) -> HttpResponse:
    """议题：of my unit, waiting for me, brought to my organ, and the calls; or those of one meeting (`meeting`)."""
    by = actor_for(request)
    meeting = _meeting(request, by)
    if meeting is not None:
        page = page_of(with_names(of_meeting(by, meeting.pk)), request.GET.get("page"))
        return render(request, "topics/pages/topics.html", {"page": page, "view": "meeting", "meeting": meeting})
    views = views_of(by)
    view = request.GET.get("view", "")
    view = view if view in views else "mine"
    counts = {key: (calls_for(by) if key == "calls" else view_of(by, key)).count() for key in views}
    rows: Any = calls_for(by) if view == "calls" else with_names(view_of(by, view))
    context = {
        "page": page_of(rows, request.GET.get("page"), count=counts[view]),
        "view": view,
        "meeting": None,
        "tabs": [Tab(label, f"?view={key}", counts[key], key == view) for key, label in views.items()],
        "may_write": bool(wanted_by(by)),
        "may_call": bool(kinds_of(by)),
    }
    return render(request, "topics/pages/topics.html", context)


def _meeting(request: HttpRequest, by: Actor) -> Meeting | None:
    """The meeting whose topics are asked for. Raises NotThere for one that he may not read."""
    text = request.GET.get("meeting", "")
    if not text:
        return None
    try:
        return meetings.read(UUID(text), by=by)
    except ValueError as error:
        raise NotThere("该会议") from error


@require_GET
def topic_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """议题：what it is, who said what on its way, what I may do."""
    topic = topics.read(uid, by=actor_for(request))
    note_access(request, "read", about=topic.uid, title=str(topic))
    return topic_answer(request, topic)


def topic_answer(
    request: HttpRequest,
    topic: Topic,
    *,
    form: Form | None = None,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it."""
    by = actor_for(request)
    topic = topics.read(topic.uid, by=by)
    passage = passage_of(topic, by=by)
    task = passage["task"]
    writing = task is not None and task.step == "draft" and task.purpose == "handle"
    units = list(topic.units.all())
    meetings_offered = _offered(topic, task.step if task is not None else "", by)
    context: dict[str, Any] = {
        "topic": topic,
        "writing": writing,
        "missing": missing(topic) if writing else [],
        "consulted": [one for one in units if one.part == UnitPart.CONSULTED],
        "sitting_in": [one for one in units if one.part == UnitPart.SITTING_IN],
        "files": list(topic.files.filter(removed_at__isnull=True).select_related("file", "added_by__person")),
        "meeting_url": _meeting_url(topic, by),
        "offered": meetings_offered,
        "may_take_up": topic.may_be_taken_up and bool(meetings_offered),
        "may_call_off": topic.state in UNDECIDED and topics.calling_off(topic, by=by) is not None,
        "may_repeat": topic.state == "called_off" and topics.is_of_unit(topic, by=by),
        "form": form,
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
        **passage,
    }
    return render(request, "topics/pages/topic.html", context, status=status)


def _offered(topic: Topic, step: str, by: Actor) -> list[Meeting]:
    """The meetings that he may choose from: where he checks or decides, or where it may be taken up."""
    if step == "check":
        return placing.to_name(topic, by=by)
    if step == "decide":
        return placing.offered(topic, by=by)
    if topic.may_be_taken_up:
        return [one for one in placing.offered(topic, by=by) if placing.post_in(one, by=by) is not None]
    return []


def _meeting_url(topic: Topic, by: Actor) -> str:
    if topic.meeting is None or not may_read(by, topic.meeting.uid):
        return ""
    return topic.meeting.get_absolute_url()
