"""附件：uploaded files, examined by content, served as downloads."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from docflow import policy
from docflow.actions.attaching import LARGEST, attach, detach
from office.api import actor_for, key_of, note_access, served
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.uploads import examine


@require_POST
def attach_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """上传附件：each file is taken or refused by name, with the reason."""
    by, key = actor_for(request), key_of(request)
    document = policy.documents.read(uid, by=by)
    files = request.FILES.getlist("file")
    if not files:
        messages.error(request, "没有选文件。请先选择要上传的文件。")
    for number, file in enumerate(files[:20]):
        try:
            if (file.size or 0) > LARGEST:
                raise Invalid(f"没有上传“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节。请压缩或分成几个文件。")
            content = file.read()
            examined = examine(content, str(file.name))
            attach(uid, content, examined, by=by, key=UUID(int=key.int ^ number))
            messages.success(request, f"已上传“{examined.name}”。")
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
    return redirect("docflow:draft", uid=document.uid)


@require_GET
def attachment(request: HttpRequest, uid: UUID, attachment: UUID) -> FileResponse:
    """下载附件。"""
    document = policy.documents.read(uid, by=actor_for(request))
    row = document.attachments.select_related("file").filter(uid=attachment, removed_at__isnull=True).first()
    if row is None:
        raise NotThere("该附件")
    note_access(request, "download", about=document.uid, title=f"{document}：{row.name}")
    return served(row.file, row.name)


@require_POST
def detach_file(request: HttpRequest, uid: UUID, attachment: UUID) -> HttpResponse:
    """移除附件：it goes from the document, not from its history."""
    row = detach(uid, attachment, by=actor_for(request), key=key_of(request))
    messages.success(request, f"已移除“{row.name}”。")
    return redirect("docflow:draft", uid=uid)
