"""纪要和督办：drafting the minutes, and giving what was decided to those who are to do it."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docflow.api import codes_to_draft_under, document_standings, matter_standings, may_open_matters
from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.actions.draft_minutes import draft_minutes
from meetings.proceedings.actions.open_matters import MOST, Confirmed, open_matters
from meetings.proceedings.forms import MinutesForm
from meetings.proceedings.models import Minutes
from meetings.proceedings.policy import read_to_run
from meetings.proceedings.selectors.choices import choices_of
from meetings.proceedings.selectors.minutes import KIND, decisions_by_item, text_of_minutes
from meetings.proceedings.views.parts import tabs_of, told_fault
from office.api import Actor, actor_for, key_of, note_access
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_GET
def minutes_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """纪要和督办."""
    meeting, by = read_to_run(uid, by=actor_for(request))
    note_access(request, "read", about=meeting.uid, title=str(meeting))
    return _answer(request, meeting, by)


@require_POST
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """起草纪要: and on to the draft, where it is looked over."""
    meeting, by = read_to_run(uid, by=actor_for(request))
    form = MinutesForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(told_fault(form))
        made = draft_minutes(uid, form.cleaned_data["code"], by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, meeting, by, refusal=refusal, given=request.POST.dict(), status=refusal.status)
    say(request, "已起草纪要，请核对后送核稿。")
    return redirect("docflow:draft", uid=made.document_uid)


@require_POST
def open_all(request: HttpRequest, uid: UUID) -> HttpResponse:
    """立项督办: all that were chosen, or none."""
    meeting, by = read_to_run(uid, by=actor_for(request))
    try:
        confirmed = _confirmed(request)
        open_matters(uid, confirmed, by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, meeting, by, refusal=refusal, given=request.POST.dict(), status=refusal.status)
    say(request, f"已立项{len(confirmed)}件，已送承办单位签收。")
    return redirect("proceedings:minutes", uid=uid)


def _confirmed(request: HttpRequest) -> list[Confirmed]:
    """The rows that were chosen: each with its unit and its day. Raises Invalid."""
    found = []
    for word in request.POST.getlist("decision")[: MOST + 1]:
        uid = _uid(word)
        if uid is None:
            raise Invalid("这张表单不完整。请刷新页面后再办。")
        lead = _uid(request.POST.get(f"lead-{uid}", ""))
        found.append(Confirmed(decision=uid, lead=lead, due_on=_day(request.POST.get(f"due-{uid}", ""))))
    return found


def _uid(word: str) -> UUID | None:
    try:
        return UUID(word[:40])
    except ValueError:
        return None


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word[:10])
    except ValueError:
        return None


def _answer(
    request: HttpRequest,
    meeting: Meeting,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    given: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting, by = read_to_run(meeting.uid, by=by)
    minutes = Minutes.objects.select_related("drafted_by__person").filter(meeting=meeting).first()
    standing = document_standings([minutes.document_uid]).get(minutes.document_uid) if minutes else None
    decisions = [one for found in decisions_by_item(meeting).values() for one in found]
    matters = matter_standings(one.matter_uid for one in decisions if one.matter_uid is not None)
    told = given or {}
    is_over = meeting.state in (life.ENDED, life.MINUTED)
    may_draft = meeting.state == life.ENDED and (minutes is None or standing is None or standing.is_given_up)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, "minutes"),
        "minutes": minutes,
        "standing": standing,
        "may_draft": may_draft,
        "codes": codes_to_draft_under(by.organ, KIND) if may_draft else [],
        "text": text_of_minutes(meeting) if may_draft else None,
        "is_over": is_over,
        "supervised": [(one, matters.get(one.matter_uid)) for one in decisions if one.matter_uid is not None],
        "unsupervised": [
            (
                one,
                told.get(f"lead-{one.uid}", one.lead_uid),
                told.get(f"due-{one.uid}", one.due_on.isoformat() if one.due_on else ""),
            )
            for one in decisions
            if one.matter_uid is None
        ],
        "may_open": is_over and may_open_matters(by),
        "choices": choices_of(meeting.organ),
        "excerpts": list(meeting.excerpts.select_related("item")),
        "chosen": request.POST.getlist("decision") if request.method == "POST" else None,
        "code": told.get("code", ""),
        "refusal": refusal,
    }
    return render(request, "proceedings/pages/minutes.html", context, status=status)
