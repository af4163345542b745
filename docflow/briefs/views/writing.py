"""报送一条信息、约稿、开一期."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from docflow.briefs import policy
from docflow.briefs.actions.issuing import open_issue
from docflow.briefs.actions.requesting import ask_for_briefs
from docflow.briefs.actions.submit import MOST_FILES, submit
from docflow.briefs.forms import ReportForm, RequestForm
from docflow.briefs.forms.conditions import uid_in
from docflow.briefs.models import BriefRequest, Desk
from docflow.briefs.selectors.choices import days_to_choose, units_to_choose
from office.api import Actor, actor_for, files_of, key_of
from office.kernel.refusals import NotThere, Refusal


@require_http_methods(["GET", "POST"])
def new_brief(request: HttpRequest) -> HttpResponse:
    """报送信息；from a 约稿 (`request`) it is known to whom, and what for."""
    by = actor_for(request)
    policy.ask_desk_for(None, by=by)
    if request.method != "POST":
        asked = _asked(uid_in(request, "request"), by=by)
        initial = {"request": asked.uid, "desk": asked.desk.uid} if asked is not None else {}
        return _brief_answer(request, ReportForm(initial=initial), asked)
    form = ReportForm(request.POST)
    form.full_clean()
    asked = _asked(form.cleaned_data.get("request"), by=by)
    if not form.is_valid():
        return _brief_answer(request, form, asked, status=422)
    try:
        given = form.cleaned_data
        brief = submit(given["desk"], form.report(), files_of(request, MOST_FILES), by=by, key=given["key"])
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _brief_answer(request, form, asked, refusal=refusal, status=refusal.status)
    messages.success(request, "已报送。" if brief.submitted_at is not None else "已送本单位负责人审核，审核后报送。")
    return redirect(brief)


def _asked(uid: UUID | None, *, by: Actor) -> BriefRequest | None:
    return policy.requests.read(uid, by=by) if uid is not None else None


def _brief_answer(
    request: HttpRequest,
    form: ReportForm,
    asked: BriefRequest | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    desks = policy.desks_for(actor_for(request))
    context = {
        "form": form,
        "asked": asked,
        "desks": [(desk, policy.unit_of(desk, who)) for desk, who in desks],
        "held_desk": str(form["desk"].value() or ""),
        "files_lost": request.method == "POST" and bool(request.FILES),
        "refusal": refusal if refusal is not None and not form.errors else None,
    }
    return render(request, "briefs/pages/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_request(request: HttpRequest) -> HttpResponse:
    """约稿."""
    by = actor_for(request)
    desk, _ = policy.ask_edited_desk(uid_in(request, "desk") if request.method == "GET" else None, by=by)
    if request.method != "POST":
        return _request_answer(request, RequestForm(initial={"desk": desk.uid}), desk)
    form = RequestForm(request.POST)
    form.full_clean()
    desk, _ = policy.ask_edited_desk(form.cleaned_data.get("desk"), by=by)
    if not form.is_valid():
        return _request_answer(request, form, desk, status=422)
    try:
        row = ask_for_briefs(desk.uid, form.wish(), by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _request_answer(request, form, desk, refusal=refusal, status=refusal.status)
    messages.success(request, f"已约{row.units.count()}家，各单位会收到通知和待办。")
    return redirect(row)


def _request_answer(
    request: HttpRequest, form: RequestForm, desk: Desk, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    departments, organs = units_to_choose(desk)
    context = {
        "form": form,
        "desk": desk,
        "departments": departments,
        "organs": organs,
        "days": days_to_choose(),
        "held_days": str(form["days"].value() or ""),
        "held_units": [str(one) for one in form["units"].value() or []],
        "refusal": refusal if refusal is not None and not form.errors else None,
    }
    return render(request, "briefs/pages/new_request.html", context, status=status)


@require_POST
def new_issue(request: HttpRequest) -> HttpResponse:
    """开一期."""
    try:
        uid = UUID(request.POST.get("periodical", ""))
    except ValueError:
        raise NotThere("该刊物") from None
    issue = open_issue(uid, by=actor_for(request), key=key_of(request))
    messages.success(request, f"已开{issue.periodical}新的一期。")
    return redirect(issue)
