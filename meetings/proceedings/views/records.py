"""会议记录：one item at a time, saved while it is written; its speeches, its decisions, what is added later."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.actions.deciding import change_decision, decide, remove_decision
from meetings.proceedings.actions.recording import correct, note_speech, remove_speech, save_record
from meetings.proceedings.forms import RecordForm, WriteForm
from meetings.proceedings.models import Proceedings
from meetings.proceedings.policy import WRITTEN, item_of, read_to_run
from meetings.proceedings.presence import people_of
from meetings.proceedings.selectors.choices import choices_of
from meetings.proceedings.selectors.course import board_of
from meetings.proceedings.selectors.minutes import decisions_by_item
from meetings.proceedings.views.parts import tabs_of, told_fault
from office.api import Actor, actor_for, note_access
from office.kernel.clock import OFFICE_ZONE
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

Deed = Callable[[UUID, Actor, WriteForm], object]


@require_GET
def record_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """会议记录: at the item that runs, else at the first."""
    meeting, by = read_to_run(uid, by=actor_for(request))
    board = board_of(meeting)
    shown = board.current or next(iter(board.items), None)
    if shown is not None:
        return redirect("proceedings:item", uid=uid, item=shown.item.uid)
    return _answer(request, meeting, None, by)


@require_http_methods(["GET", "HEAD", "POST"])
def item_page(request: HttpRequest, uid: UUID, item: UUID) -> HttpResponse:
    """The record of one item. A POST saves it: in JSON for the page's script, with the page for a plain form."""
    meeting, by = read_to_run(uid, by=actor_for(request))
    found = item_of(meeting, item)
    if request.method != "POST":
        note_access(request, "read", about=meeting.uid, title=str(meeting))
        return _answer(request, meeting, found, by)
    form = RecordForm(request.POST)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        if not form.is_valid():
            raise Invalid(told_fault(form))
        given = form.cleaned_data
        kept = save_record(uid, item, given["text"], revision=given["revision"], by=by)
    except NotThere:
        raise
    except Refusal as refusal:
        if wants_json:
            return JsonResponse({"said": refusal.sentence}, status=refusal.status)
        return _answer(request, meeting, found, by, form=form, refusal=refusal, status=refusal.status)
    if wants_json:
        saved = kept.saved_at.astimezone(OFFICE_ZONE)
        return JsonResponse({"said": f"{saved:%H:%M} 已自动保存", "fields": {"revision": kept.revision}})
    say(request, "记录已保存。")
    return redirect("proceedings:item", uid=uid, item=item)


@require_POST
def write(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """记发言、记议定事项、修改、删去、补正。"""
    meeting, by = read_to_run(uid, by=actor_for(request))
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = WriteForm(request.POST)
    item = None
    try:
        valid = form.is_valid()
        named = form.cleaned_data.get("item")
        item = item_of(meeting, named) if named is not None else None
        if not valid:
            raise Invalid(told_fault(form))
        deed(uid, by, form)
    except NotThere:
        raise
    except Refusal as refusal:
        given = {**request.POST.dict(), "verb": verb, "co_units": request.POST.getlist("co_units")}
        return _answer(request, meeting, item, by, given=given, refusal=refusal, status=refusal.status)
    say(request, said)
    if item is None:
        return redirect("proceedings:record", uid=uid)
    return redirect(f"{reverse('proceedings:item', args=[uid, item.uid])}#decisions")


def _answer(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem | None,
    by: Actor,
    *,
    form: RecordForm | None = None,
    given: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled."""
    meeting, _ = read_to_run(meeting.uid, by=by)
    kept = Proceedings.objects.select_related("saved_by__person").filter(item=item).first() if item else None
    initial = {"text": kept.text if kept else "", "revision": kept.revision if kept else 0}
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, "record"),
        "board": board_of(meeting),
        "item": item,
        "kept": kept,
        "form": form or RecordForm(initial=initial),
        "speeches": item.speeches.select_related("noted_by__person") if item else [],
        "decisions": decisions_by_item(meeting).get(item.pk, []) if item else [],
        "corrections": meeting.corrections.select_related("item"),
        "people": people_of(meeting),
        "choices": choices_of(meeting.organ),
        "may_write": meeting.state in WRITTEN,
        "given": defaultdict(str, given or {}),
        "refusal": refusal,
    }
    return render(request, "proceedings/pages/record.html", context, status=status)


def _named(form: WriteForm, name: str) -> UUID:
    """The uid that the form names. Raises Invalid where it names none."""
    found = form.cleaned_data[name]
    if not isinstance(found, UUID):
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return found


DEEDS: dict[str, tuple[Deed, str]] = {
    "speak": (
        lambda uid, by, form: note_speech(
            uid,
            _named(form, "item"),
            form.cleaned_data["speaker"],
            form.cleaned_data["text"],
            by=by,
            key=form.cleaned_data["key"],
        ),
        "已记下发言要点。",
    ),
    "unspeak": (
        lambda uid, by, form: remove_speech(uid, _named(form, "speech"), by=by, key=form.cleaned_data["key"]),
        "已删去这条发言。",
    ),
    "decide": (
        lambda uid, by, form: decide(uid, _named(form, "item"), form.decided, by=by, key=form.cleaned_data["key"]),
        "已记下议定事项。",
    ),
    "change": (
        lambda uid, by, form: change_decision(
            uid, _named(form, "decision"), form.decided, by=by, key=form.cleaned_data["key"]
        ),
        "已修改议定事项。",
    ),
    "remove": (
        lambda uid, by, form: remove_decision(uid, _named(form, "decision"), by=by, key=form.cleaned_data["key"]),
        "已删去议定事项。",
    ),
    "correct": (
        lambda uid, by, form: correct(
            uid, form.cleaned_data["item"], form.cleaned_data["text"], by=by, key=form.cleaned_data["key"]
        ),
        "已补正，原记录没有改动。",
    ),
}
"""The verbs by their word in the address, and what is said when they are done."""
