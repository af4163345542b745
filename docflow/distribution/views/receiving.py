"""来件：the list, the page, 签收, 退文, 核验印章."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docflow.distribution import policy
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.forms import ReasonForm
from docflow.distribution.models import Delivery
from docflow.distribution.selectors.board import OVERDUE, state_of
from docflow.distribution.selectors.inbox import TABS, came_in, tab_counts
from docflow.distribution.selectors.paper import received, sealed_of
from docflow.seals.verdict import Verdict
from docflow.selectors.links import repeal_of, repealed_among
from docflow.selectors.seal_register import entry_of
from docflow.selectors.verification import verify_content
from docflow.views.findings import TONES, findings
from office.api import actor_for, note_access, read
from office.kernel.clock import now
from office.kernel.rate_limit import within_limit
from office.kernel.refusals import NotThere, Refusal, TooOften
from office.kernel.wording import full_moment
from office.paging import page_of

CHECKS_A_MINUTE = 20
SAID = {"sign": "已签收。", "return": "已退文，发文机关会看到缘由。"}


@require_GET
def delivery_list(request: HttpRequest) -> HttpResponse:
    """来件：what waits for a signature, what was signed for, what went back."""
    by = actor_for(request)
    tab = request.GET.get("tab", "waiting")
    tab = tab if tab in TABS else "waiting"
    counts = tab_counts(by)
    page = page_of(came_in(by, tab), request.GET.get("page"), count=counts[tab])
    tabs = [
        {"label": label, "address": f"?tab={key}", "count": counts[key], "current": key == tab}
        for key, (label, _) in TABS.items()
    ]
    at = now()
    rows = [(one, state_of(one, at) == OVERDUE) for one in page]
    several = len({one.receiver_id for one in page}) > 1
    repealed = repealed_among(one.document.uid for one in page)
    context = {"page": page, "rows": rows, "tab": tab, "tabs": tabs, "several": several, "repealed": repealed}
    return render(request, "distribution/pages/deliveries.html", context)


@require_GET
def delivery_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """来件页：the sealed file, what is printed on it, and what may be done."""
    delivery = policy.deliveries.read(uid, by=actor_for(request))
    note_access(request, "read", about=delivery.uid, title=str(delivery.document))
    return _answer(request, delivery)


@require_POST
def receive(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """签收、退文。"""
    by = actor_for(request)
    delivery = policy.deliveries.read(uid, by=by)
    form = ReasonForm(request.POST)
    if verb not in SAID:
        raise NotThere("该办法")
    if not form.is_valid():
        return _answer(request, delivery, form=form, status=422)
    key = form.cleaned_data["key"]
    try:
        if verb == "sign":
            sign_for(uid, by=by, key=key)
        else:
            send_back(uid, by=by, key=key, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        return _answer(request, delivery, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, SAID[verb])
    return redirect(delivery)


@require_POST
def check_seal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """核验印章：the file as it lies here, checked now; separate facts, each with what it does not prove. Nothing is changed."""
    by = actor_for(request)
    delivery = policy.deliveries.read(uid, by=by)
    sealed = sealed_of(delivery)
    if not within_limit("check", str(by.person.uid), limit=CHECKS_A_MINUTE, seconds=60):
        raise TooOften(f"一分钟内最多核验{CHECKS_A_MINUTE}次。请过一分钟再试。")
    check = verify_content(read(sealed.file))
    found = findings(check, entry_of(check.revisions))
    return _answer(request, delivery, findings=found, checked=full_moment(now()))


def _answer(request: HttpRequest, delivery: Delivery, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page as it is now, with a refused form as it was filled."""
    by = actor_for(request)
    delivery = policy.deliveries.read(delivery.uid, by=by)
    verdict = Verdict(delivery.verdict) if delivery.verdict else None
    good = {Verdict.VALID: True, Verdict.INVALID: False}.get(verdict) if verdict else None
    context: dict[str, Any] = {
        "delivery": delivery,
        "document": delivery.document,
        "paper": received(delivery),
        "is_overdue": state_of(delivery, now()) == OVERDUE,
        "may_receive": policy.deliveries.may_receive(delivery, by=by),
        "by_sender": delivery.state in {"recalled", "waived"},
        "verdict": verdict,
        "verdict_tone": TONES[good],
        "repeal": repeal_of([delivery.document.uid], by=by),
        "form": None,
        "refusal": None,
        "findings": None,
        **more,
    }
    return render(request, "distribution/pages/delivery.html", context, status=status)
