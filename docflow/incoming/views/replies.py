"""起草答复。"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docflow.incoming import policy
from docflow.incoming.actions.start_reply import start_reply
from docflow.incoming.forms import ReplyForm
from docflow.incoming.views.pages import incoming_answer
from docflow.selectors.tasks import task_of
from office.api import actor_for, key_of
from office.kernel.refusals import Refusal


@require_POST
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """起草复文：a draft with title, recipient and first lines, linked with what it answers."""
    by = actor_for(request)
    incoming = policy.incomings.read(uid, by=by)
    held = task_of(incoming, by=by)
    form = ReplyForm(held[1] if held else by, request.POST)
    if not form.is_valid():
        return incoming_answer(request, incoming, reply_form=form, status=422)
    try:
        given = form.cleaned_data
        document = start_reply(uid, given["code"].uid, given["kind"], by=by, key=key_of(request))
    except Refusal as refusal:
        return incoming_answer(request, incoming, reply_form=form, refusal=refusal, status=refusal.status)
    return redirect("docflow:draft", uid=document.uid)
