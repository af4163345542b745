"""排名、得分明细、月通报."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from docflow.briefs import policy
from docflow.briefs.actions.draft_bulletin import draft_bulletin
from docflow.briefs.forms import BulletinForm
from docflow.briefs.forms.conditions import uid_in
from docflow.briefs.models import Desk, ScoreKind
from docflow.briefs.scoring import NOTHING, in_words
from docflow.briefs.selectors.ranking import desks_ranked, ranking_of, scores_of
from docflow.briefs.selectors.rules import rule_of
from docflow.models import IssuingCode
from docflow.supervision.selectors.counting import Period, period_of
from office.api import actor_for, unit
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.paging import page_of

MONTHS = 13
DECEMBER = 12


@require_GET
def ranking(request: HttpRequest) -> HttpResponse:
    """信息得分排名：every total with what it is made of."""
    return _ranking_answer(request)


@require_GET
def scores(request: HttpRequest) -> HttpResponse:
    """得分明细：one by one, each with how it came about."""
    by = actor_for(request)
    desk = _chosen(request, desks_ranked(by))
    period = period_of(request.GET.get("period", "")[:7])
    asked = uid_in(request, "unit")
    of = unit(asked) if asked is not None else None
    kind = request.GET.get("kind", "")
    kind = kind if kind in ScoreKind.values else ""
    named = uid_in(request, "periodical")
    periodical = desk.periodicals.filter(uid=named).first() if desk is not None and named is not None else None
    rows = scores_of(desk, period, of, by=by, kind=kind, periodical=periodical) if desk is not None else None
    page = page_of(rows, request.GET.get("page")) if rows is not None else None
    whole = sum((one.points for one in rows), NOTHING) if rows is not None else NOTHING
    which = f"{periodical or ''}{ScoreKind(kind).label if kind else ''}"
    context = {"desk": desk, "period": period, "of": of, "which": which, "page": page, "whole": in_words(whole)}
    return render(request, "briefs/pages/scores.html", context)


@require_POST
def bulletin(request: HttpRequest) -> HttpResponse:
    """起草月通报：a draft of kind 通报, to be looked over and sent on like any document."""
    by = actor_for(request)
    try:
        uid = UUID(request.POST.get("desk", ""))
    except ValueError:
        policy.ask_edited_desk(None, by=by)
        raise NotThere("该信息工作台") from None
    desk, _ = policy.ask_edited_desk(uid, by=by)
    form = BulletinForm(request.POST, months=_months(), codes=_codes(desk))
    try:
        if not form.is_valid():
            raise Invalid("没有起草：请选择月份和代字。")
        given = form.cleaned_data
        document = draft_bulletin(desk.uid, given["month"], UUID(given["code"]), by=by, key=given["key"])
    except Refusal as refusal:
        return _ranking_answer(request, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, "已起草通报，请核对后送核稿。")
    return redirect(reverse("docflow:draft", args=[document.uid]))


def _ranking_answer(
    request: HttpRequest, *, form: BulletinForm | None = None, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    by = actor_for(request)
    desks = desks_ranked(by)
    desk = _chosen(request, desks)
    period = period_of(request.GET.get("period", "")[:7])
    drafts = desk is not None and policy.editing(desk, by=by) is not None
    if form is None and drafts and desk is not None:
        last = _months()[1][0] if today().day < DECEMBER else _months()[0][0]
        form = BulletinForm(months=_months(), codes=_codes(desk), initial={"desk": desk.uid, "month": last})
    rule = rule_of(desk) if desk is not None else None
    context = {
        "desks": desks,
        "desk": desk,
        "period": period,
        "periods": _periods(period),
        "rule": rule,
        "targets": list(rule.targets.select_related("organ", "department")) if rule is not None else [],
        "units": ranking_of(desk, period, by=by) if desk is not None else [],
        "form": form if drafts else None,
        "refusal": refusal,
    }
    return render(request, "briefs/pages/ranking.html", context, status=status)


def _chosen(request: HttpRequest, desks: Sequence[Desk]) -> Desk | None:
    word = request.GET.get("desk", "")
    return next((one for one in desks if str(one.uid) == word), desks[0] if desks else None)


def _codes(desk: Desk) -> list[IssuingCode]:
    return list(IssuingCode.objects.filter(organ=desk.organ, in_use=True, form="文件"))


def _months() -> list[tuple[str, str]]:
    """This month and the year before it, the latest first."""
    found, day = [], today().replace(day=1)
    for _ in range(MONTHS):
        period = period_of(f"{day.year}-{day.month}")
        found.append((period.word, period.in_words))
        day = day.replace(year=day.year - 1, month=DECEMBER) if day.month == 1 else day.replace(month=day.month - 1)
    return found


def _periods(period: Period) -> list[tuple[str, str]]:
    this = today().year
    known = [*((str(year), f"{year}年") for year in (this, this - 1)), *_months()]
    return known if period.word in dict(known) else [(period.word, period.in_words), *known]
