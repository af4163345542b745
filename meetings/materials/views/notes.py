"""我的批注：written and removed by the reader himself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from meetings.materials.actions.notes import remove_note, write_note
from meetings.materials.forms import NoteForm
from meetings.materials.models import Note
from meetings.materials.policy import materials
from meetings.materials.rendering import pages_of
from meetings.materials.views.reading import reading_answer
from office.api import actor_for, key_of
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_POST
def note(request: HttpRequest, uid: UUID) -> HttpResponse:
    """写批注."""
    by = actor_for(request)
    seen = materials.to_read(uid, by=by)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return reading_answer(request, uid, form=form, status=422)
    given = form.cleaned_data
    try:
        if given["page"] > (last := pages_of(seen.material.version)):
            raise Invalid(f"没有记下：这份材料只有{last}页。", field="page")
        made = write_note(uid, given["page"], given["text"], form.mark(), by=by, key=given["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return reading_answer(request, uid, form=form, refusal=refusal, status=refusal.status)
    say(request, "已记下，只有您自己看得到。")
    return redirect(f"{reverse('materials:read', args=[uid])}#page-{made.page}")


@require_POST
def remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    """删批注."""
    by, key = actor_for(request), key_of(request)
    found = Note.objects.filter(uid=uid, person=by.person).select_related("material").first()
    remove_note(uid, by=by, key=key)
    say(request, "已删除这条批注。")
    return redirect("materials:read", uid=found.material.uid) if found is not None else redirect("/")
