"""What every paper has, whichever kind it is of: its address, 催办, 联系."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from docflow import policy
from docflow.actions.linking import link, may_link, unlink
from docflow.actions.urging import others_tasks, urge
from docflow.models import LinkKind
from docflow.models.papers import Paper
from docflow.selectors.links import found, links_of, repeal_of
from office.api import Actor, actor_for, key_of, searched_for
from office.kernel.refusals import Invalid, Refusal


class LinkForm(forms.Form):
    """Which other paper, and what this one is to it."""

    other = forms.UUIDField(label="哪一件")
    kind = forms.ChoiceField(label="联系", choices=LinkKind.choices)


@require_GET
def paper_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the page of a paper whose kind one does not know."""
    return redirect(policy.papers.read(uid, by=actor_for(request)))


@require_POST
def urge_paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """催办。"""
    by = actor_for(request)
    paper = policy.papers.read(uid, by=by)
    try:
        row = urge(uid, by=by, key=key_of(request), words=request.POST.get("words", ""))
        more = f"等{len(row.whom)}人" if len(row.whom) > 3 else ""
        messages.success(request, f"已催办{'、'.join(row.whom[:3])}{more}。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(paper)


@require_POST
def link_paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """建立联系。"""
    by = actor_for(request)
    paper = policy.papers.read(uid, by=by)
    form = LinkForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("没有建立联系：请先查到并选中另一件，再选是什么联系。")
        given = form.cleaned_data
        row = link(uid, given["other"], given["kind"], by=by, key=key_of(request))
        messages.success(request, f"已建立“{row.get_kind_display()}”联系。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{paper.get_absolute_url()}#links")


@require_POST
def unlink_paper(request: HttpRequest, uid: UUID, link: UUID) -> HttpResponse:
    """解除联系。"""
    by = actor_for(request)
    paper = policy.papers.read(uid, by=by)
    try:
        unlink(uid, link, by=by, key=key_of(request))
        messages.success(request, "已解除联系，经过留在办理记录里。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{paper.get_absolute_url()}#links")


def urgeable(paper: Paper, *, by: Actor) -> bool:
    """Whether there is somebody whom he may urge."""
    goes_on = paper.closed_at is None and not paper.run.is_suspended
    return goes_on and paper.may_be_urged_by(by) and bool(others_tasks(paper, by=by))


def companions(request: HttpRequest, paper: Paper, *, by: Actor, also: tuple[UUID, ...] = ()) -> dict[str, Any]:
    """What a paper's page shows beside its own: links, the search for another, whether it is repealed, urging.

    `also` are other uids of the same thing.
    """
    words = searched_for(request, "find")
    linkable = may_link(paper, by=by)
    return {
        "links": links_of(paper, by=by),
        "linkable": linkable,
        "find": words,
        "hits": found(words, by=by, without=paper.uid) if words and linkable else [],
        "link_kinds": LinkKind.choices,
        "repeal": repeal_of((paper.uid, *also), by=by),
        "urges": list(paper.run.urges.all()),
        "urgeable": urgeable(paper, by=by),
    }
