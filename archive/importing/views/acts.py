"""对应各列，开始、停下、接着、撤回。"""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from archive.importing.actions.map_columns import map_columns
from archive.importing.actions.running import begin_import, resume_import, stop_import
from archive.importing.actions.take_back import take_back
from archive.importing.policy import batches
from archive.importing.views.pages import batch_answer
from office.api import actor_for, key_of
from office.kernel.refusals import NotThere, Refusal
from office.notices import say

VERBS = {
    "begin": (begin_import, "已开始导入。可以离开本页，完成后通知您。"),
    "resume": (resume_import, "接着导入。可以离开本页，完成后通知您。"),
    "stop": (stop_import, "已停下。归了档的留着，其余的可以接着导入，也可以撤回。"),
    "take-back": (take_back, "已撤回没有归档的各件。"),
}


@require_POST
def mapping(request: HttpRequest, uid: UUID) -> HttpResponse:
    """对应各列, then the preview."""
    by, key = actor_for(request), key_of(request)
    chosen = {
        int(found[1]): value
        for name, value in request.POST.items()
        if isinstance(value, str) and (found := re.fullmatch(r"column-(\d{1,3})", name))
    }
    try:
        batch = map_columns(uid, chosen, retention=request.POST.get("retention", ""), by=by, key=key)
    except NotThere:
        raise
    except Refusal as refusal:
        return batch_answer(request, batches.read(uid, by=by), remap=True, refusal=refusal, chosen=chosen)
    return redirect(batch)


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """One of the verbs; a refusal stands on the page."""
    if verb not in VERBS:
        raise NotThere("该导入批次")
    by, key = actor_for(request), key_of(request)
    does, said = VERBS[verb]
    try:
        batch = does(uid, by=by, key=key)
    except NotThere:
        raise
    except Refusal as refusal:
        return batch_answer(request, batches.read(uid, by=by), refusal=refusal)
    say(request, said)
    return redirect(batch)
