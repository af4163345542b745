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
from office.api import actor_for, note_access, served
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.uploads import LARGEST, Examined, examine

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
        attach(task.uid, _files(request), by=by, key=form.cleaned_data["key"])
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


def _files(request: HttpRequest) -> list[tuple[bytes, Examined]]:
    """Those that were brought, each examined by its content. Raises Invalid for the first that cannot be kept, by name."""
    found: list[tuple[bytes, Examined]] = []
    for file in request.FILES.getlist("files")[: MOST + 1]:
        if (file.size or 0) > LARGEST:
            raise Invalid(f"没有上传“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节。请压缩后再传。", field="files")
        content = file.read()
        found.append((content, examine(content, str(file.name))))
    return found
