"""议题材料的上传、移除和下载。"""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from meetings.topics.actions.files import MOST, attach, detach
from meetings.topics.forms import TopicActForm
from meetings.topics.policy import topics
from meetings.topics.views.pages import topic_answer
from meetings.topics.views.writing import draft_task
from office.api import actor_for, files_of, note_access, served
from office.kernel.refusals import Invalid, NotThere, Refusal

BROKEN = "这张表单不完整。请刷新页面后再办。"


@require_POST
def bring_files(request: HttpRequest, uid: UUID) -> HttpResponse:
    """上传材料."""
    by = actor_for(request)
    topic = topics.read(uid, by=by)
    form = TopicActForm(request.POST)
    try:
        task = draft_task(topic, by=by)
        if not form.is_valid():
            raise Invalid(BROKEN)
        attach(task.uid, files_of(request, MOST), by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        return topic_answer(request, topic, refused="bring", refusal=refusal, status=refusal.status)
    messages.success(request, "已上传。")
    return redirect(topic)


@require_POST
def remove_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponse:
    """移除材料."""
    by = actor_for(request)
    topic = topics.read(uid, by=by)
    form = TopicActForm(request.POST)
    try:
        task = draft_task(topic, by=by)
        if not form.is_valid():
            raise Invalid(BROKEN)
        detach(task.uid, file, by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return topic_answer(request, topic, refused="remove", refusal=refusal, status=refusal.status)
    messages.success(request, "已移除。")
    return redirect(topic)


@require_GET
def topic_file(request: HttpRequest, uid: UUID, file: UUID) -> FileResponse:
    """下载材料. One that was removed is not there."""
    topic = topics.read(uid, by=actor_for(request))
    row = topic.files.select_related("file").filter(uid=file, removed_at__isnull=True).first()
    if row is None:
        raise NotThere("该材料")
    note_access(request, "download", about=topic.uid, title=f"{topic}：{row.name}"[:400])
    return served(row.file, row.name)
