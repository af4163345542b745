"""看板、排名、月通报。"""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from docflow.models import IssuingCode
from docflow.supervision import policy
from docflow.supervision.actions.draft_bulletin import draft_bulletin
from docflow.supervision.forms import BulletinForm
from docflow.supervision.selectors.board import board_of
from docflow.supervision.selectors.counting import Period, period_of
from docflow.supervision.selectors.ranking import organs_ranked, ranking_of
from office.api import Actor, Organ, actor_for
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.tabs import Tab

MONTHS = 13
DECEMBER = 12


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """督办看板：by unit, or by responsible leader; each number leads to the rows that it counts."""
    by = actor_for(request)
    of_leaders = request.GET.get("by") == "leader"
    context = {
        "board": board_of(policy.matters.readable(by), of_leaders=of_leaders),
        "of_leaders": of_leaders,
        "tabs": [
            Tab("按承办单位", "?by=unit", None, not of_leaders),
            Tab("按责任领导", "?by=leader", None, of_leaders),
        ],
    }
    return render(request, "supervision/pages/board.html", context)


@require_GET
def ranking(request: HttpRequest) -> HttpResponse:
    """督办排名：every point with the rows that it counts."""
    return _ranking_answer(request)


@require_POST
def bulletin(request: HttpRequest) -> HttpResponse:
    """起草月通报：a draft of kind 通报, to be looked over and sent on like any document."""
    by = actor_for(request)
    organ = _supervised(request.POST.get("organ", ""), by=by)
    form = BulletinForm(request.POST, months=_months(), codes=_codes(organ))
    try:
        if not form.is_valid():
            raise Invalid("没有起草：请选择月份和代字。")
        given = form.cleaned_data
        document = draft_bulletin(organ.uid, given["month"], UUID(given["code"]), by=by, key=given["key"])
    except Refusal as refusal:
        return _ranking_answer(request, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, "已起草通报，请核对后送核稿。")
    return redirect(reverse("docflow:draft", args=[document.uid]))


def _ranking_answer(
    request: HttpRequest, *, form: BulletinForm | None = None, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    by = actor_for(request)
    organs = organs_ranked(by)
    organ = _chosen(request.GET.get("organ", ""), organs)
    period = period_of(request.GET.get("period", ""))
    drafts = next((one for one in policy.organs_supervised(by) if organ is not None and one.pk == organ.pk), None)
    if form is None and drafts is not None:
        last = _months()[1][0] if today().day < DECEMBER else _months()[0][0]
        form = BulletinForm(months=_months(), codes=_codes(drafts), initial={"organ": drafts.uid, "month": last})
    context = {
        "organs": organs,
        "organ": organ,
        "period": period,
        "periods": _periods(period),
        "ranking": ranking_of(by, organ, period) if organ is not None else None,
        "form": form if drafts is not None else None,
        "refusal": refusal,
    }
    return render(request, "supervision/pages/ranking.html", context, status=status)


def _chosen(word: str, organs: list[Organ]) -> Organ | None:
    return next((one for one in organs if str(one.uid) == word), organs[0] if organs else None)


def _supervised(word: str, *, by: Actor) -> Organ:
    try:
        uid = UUID(word)
    except ValueError as error:
        raise NotThere from error
    organ, _ = policy.ask_supervised_organ(uid, by=by)
    return organ


def _codes(organ: Organ) -> list[IssuingCode]:
    return list(IssuingCode.objects.filter(organ=organ, in_use=True, form="文件"))


def _months() -> list[tuple[str, str]]:
    """This month and the year before it, the latest first."""
    found, day = [], today().replace(day=1)
    for _ in range(MONTHS):
        period = period_of(f"{day.year}-{day.month}")
        found.append((period.word, period.in_words))
        day = date(day.year - 1, DECEMBER, 1) if day.month == 1 else date(day.year, day.month - 1, 1)
    return found


def _periods(period: Period) -> list[tuple[str, str]]:
    this = today().year
    years = [(str(year), f"{year}年") for year in (this, this - 1)]
    known = [*years, *_months()]
    return known if period.word in dict(known) else [(period.word, period.in_words), *known]
